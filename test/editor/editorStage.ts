import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { packageName, type Workflow, type WorkflowNode } from '../../tools/n8n/workflow';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { Editor } from './editor';

type Parameters = WorkflowNode['parameters'];

/** One of the nodes after the manual trigger. */
export interface Step {
	readonly name: string;
	/** A node of this package by its short name, another one by its whole name. */
	readonly type: string;
	readonly typeVersion?: number;
	readonly parameters: Parameters;
	readonly onError?: string;
}

/** The editor, a simulated PiAPI, and a credential that leads to it. */
export class EditorStage {
	private constructor(
		readonly editor: Editor,
		readonly client: N8nClient,
		readonly simulator: Simulator,
		readonly credential: CredentialReference,
	) {}

	static async open(behaviour: SimulatorOptions = {}): Promise<EditorStage> {
		const simulator = await startSimulator({ taskSeconds: 1, ...behaviour });
		try {
			const client = await openClient();
			const credential = await saveCredential(client, simulator);
			return new EditorStage(await Editor.open(), client, simulator, credential);
		} catch (error) {
			await simulator.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.editor.close();
		await this.simulator.close();
	}

	/** Saves a workflow of nodes in a row after a manual trigger called "Start", and opens it. */
	async openRow(name: string, ...steps: readonly Step[]): Promise<void> {
		await this.editor.openWorkflow(await this.client.importWorkflow(this.rowOf(name, steps)));
	}

	/** The parameters of a node as n8n has saved them; it saves a short time after each change. */
	async savedParameters(name: string): Promise<Parameters | undefined> {
		const path = `/rest/workflows/${this.editor.workflowId}`;
		const { nodes } = await this.client.request<Pick<Workflow, 'nodes'>>({ method: 'GET', path });
		return nodes.find((node) => node.name === name)?.parameters;
	}

	private rowOf(name: string, steps: readonly Step[]): Workflow {
		const nodeOf = (step: Step, index: number): WorkflowNode => {
			const isOwn = !step.type.includes('.');
			return {
				id: randomUUID(),
				typeVersion: 1,
				position: [index * 240, 0],
				...step,
				type: isOwn ? `${packageName}.${step.type}` : step.type,
				...(isOwn ? { credentials: { piApi: this.credential } } : {}),
			};
		};
		const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
		const all = [start, ...steps];
		return {
			name,
			nodes: all.map(nodeOf),
			connections: Object.fromEntries(
				all
					.slice(0, -1)
					.map((step, index) => [
						step.name,
						{ main: [[{ node: all[index + 1]?.name, type: 'main', index: 0 }]] },
					]),
			),
			settings: { executionOrder: 'v1' },
		};
	}
}

/** A node that gives one item with these fields. */
export const fieldsNode = (name: string, fields: Readonly<Record<string, unknown>>): Step => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: JSON.stringify(fields), options: {} },
});
