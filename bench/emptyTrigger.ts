import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'n8n-nodes-empty-trigger';

/** The type of the node in the package. */
export const EMPTY_TRIGGER = `${PACKAGE}.emptyTrigger`;

const NODE = `'use strict';
exports.EmptyTrigger = class EmptyTrigger {
	constructor() {
		this.description = {
			displayName: 'Empty Trigger',
			name: 'emptyTrigger',
			group: ['trigger'],
			version: 1,
			description: 'Starts a workflow with what it is sent',
			defaults: { name: 'Empty Trigger' },
			inputs: [],
			outputs: ['main'],
			webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'piapi' }],
			properties: [],
		};
	}
	async webhook() {
		const { data } = this.getBodyData();
		return { workflowData: [[{ json: { taskId: data.task_id } }]] };
	}
};
`;

/** A community package with a trigger that does nothing but start its workflow: what n8n itself costs. */
export async function emptyTriggerPackage(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'empty-trigger-'));
	await mkdir(join(folder, 'dist'));
	await writeFile(join(folder, 'dist', 'EmptyTrigger.node.js'), NODE);
	await writeFile(
		join(folder, 'package.json'),
		JSON.stringify({
			name: PACKAGE,
			version: '1.0.0',
			keywords: ['n8n-community-node-package'],
			files: ['dist'],
			n8n: { n8nNodesApiVersion: 1, nodes: ['dist/EmptyTrigger.node.js'], credentials: [] },
		}),
	);
	return folder;
}
