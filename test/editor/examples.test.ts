import { join } from 'node:path';

import { projectFolder } from '../../scripts/n8n/packageFolder';
import {
	exampleNames,
	readExample,
	triggerOf,
	type ExampleName,
	type WorkflowNode,
} from '../../scripts/n8n/workflow';
import { credentialType, openClient } from '../n8n/session';
import { EditorStage } from './editorStage';

/** Its Webhook URL is one that the reader has to fill in; `test/n8n` plays it with a real one. */
const needsOwnAddress: readonly ExampleName[] = ['webhook-two-workflows'];
/** Needs the credential of a language model; `agent.test.ts` plays it. */
const needsModel = ({ type }: WorkflowNode): boolean => type.includes('langchain');

describe('the example workflows, imported by hand', () => {
	let stage: EditorStage;

	beforeAll(async () => {
		// With a single credential n8n chooses it in what is imported.
		await (await openClient()).deleteCredentials(credentialType);
		stage = await EditorStage.open();
	});
	afterAll(async () => await stage.close());

	it.each(exampleNames)('%s shows all its nodes, and runs', async (name) => {
		const { editor } = stage;
		const workflow = await readExample(name);
		await editor.importFile(join(projectFolder, 'examples', `${name}.json`));
		for (const node of workflow.nodes.filter(({ type }) => !type.endsWith('stickyNote'))) {
			await editor.canvasNode(node.name).waitFor();
		}
		await editor.page.getByText('Credentials auto-added').first().waitFor();
		if (name === 'image-to-clip') await editor.picture('example');
		if (needsOwnAddress.includes(name) || workflow.nodes.some(needsModel)) return;
		await editor.executeFrom(triggerOf(workflow));
		await editor.workflowSucceeded();
	});
});
