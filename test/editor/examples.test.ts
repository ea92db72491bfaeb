import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { projectFolder } from '../../tools/projectFolder';
import { exampleNames, readExample, triggerOf, type ExampleName } from '../../tools/n8n/workflow';
import { credentialType, openClient } from '../../tools/n8n/sharedSession';
import { withLinks } from '../n8n/filledExample';
import { ObjectStore } from '../n8n/objectStore';
import { StubModel } from '../n8n/stubModel';
import { endedExecutions } from '../n8n/triggerWorkflow';
import { EditorStage } from './editorStage';

const MODEL_CREDENTIAL = 'openAiApi';

/** The fields that the user of an example has to fill in. */
const needsLinks: Partial<Record<ExampleName, readonly string[]>> = {
	'product-photo': ['photo'],
	'try-on-video': ['photo', 'shirt'],
};

/** The examples whose pictures the pages show. */
const pictures: Partial<Record<ExampleName, string>> = {
	'image-to-video': 'example',
	'agent-tool': 'agent',
};

describe('the example workflows, imported by hand', () => {
	let stage: EditorStage;
	let model: StubModel;
	let store: ObjectStore;
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'examples-'));
		const client = await openClient();
		// With a single credential of a type n8n chooses it in what is imported.
		for (const type of [credentialType, MODEL_CREDENTIAL, 's3'])
			await client.deleteCredentials(type);
		store = await ObjectStore.open('piapi-results');
		await store.saveCredential(client);
		model = await StubModel.start({ prompt: 'a postcard of a fox', model: 'flux-schnell' });
		const modelKey = { apiKey: 'none', url: model.url };
		await client.createCredential('Stub', MODEL_CREDENTIAL, modelKey);
		stage = await EditorStage.open();
	});
	afterAll(async () => {
		await stage.close();
		await model.close();
		await store.close();
		await rm(folder, { recursive: true });
	});

	/** The file of an example, filled in where its notes ask for that. */
	const filled = async (name: ExampleName): Promise<string> => {
		const links = needsLinks[name];
		if (links === undefined) return join(projectFolder, 'examples', `${name}.json`);
		const path = join(folder, `${name}.json`);
		const photo = stage.simulator.bigFile(100, 'photo.png');
		const values = Object.fromEntries(links.map((link) => [link, photo]));
		await writeFile(path, JSON.stringify(withLinks(values)(await readExample(name))));
		return path;
	};

	const importExample = async (name: ExampleName): Promise<string> => {
		const { editor } = stage;
		const workflow = await readExample(name);
		await editor.importFile(await filled(name));
		for (const node of workflow.nodes.filter(({ type }) => !type.endsWith('stickyNote'))) {
			await editor.canvasNode(node.name).waitFor();
		}
		await editor.page.getByText('Credentials auto-added').first().waitFor();
		return triggerOf(workflow);
	};

	/** No button runs these to their end: a webhook, a client or an answer in the chat does. */
	const othersRun: readonly ExampleName[] = [
		'webhook-two-workflows',
		'mcp-server',
		'agent-with-approval',
	];

	it.each(exampleNames.filter((name) => !othersRun.includes(name)))(
		'%s shows all its nodes, and runs',
		async (name) => {
			const { editor } = stage;
			const trigger = await importExample(name);
			const picture = pictures[name];
			if (picture !== undefined) {
				await editor.notificationsGone();
				// Without this, n8n's button may cover the name of a node.
				await editor.find('zoom-out-button').click();
				await editor.picture(picture);
			}
			await editor.executeFrom(trigger);
			await editor.workflowSucceeded();
		},
	);

	it('mcp-server shows all its nodes, and the URL for clients', async () => {
		const { editor } = stage;
		await importExample('mcp-server');
		await editor.openNode('MCP Server Trigger');
		const urls = editor.find('ndv').locator('.webhooks');
		await editor.find('radio-button-production').click();
		expect((await urls.locator('.webhook-url').innerText()).trim()).toMatch(/\/mcp\/piapi$/);
	});

	it('webhook-two-workflows runs with the URL of its trigger pasted, as its notes say', async () => {
		const { editor, simulator, client } = stage;
		await importExample('webhook-two-workflows');
		await editor.openNode('When a task finishes');
		const url = await editor.node.productionUrl();
		await editor.notificationsGone();
		await editor.picture('trigger');
		await editor.node.leave();
		await editor.openNode('Create without waiting');
		await editor.node.fill('webhookUrl', url);
		await editor.node.leave();
		await editor.publish();
		await editor.executeFrom('When clicking Execute workflow');
		await editor.workflowSucceeded();
		const task = simulator.ledger.createdTasks().at(-1);
		expect(task?.request.config?.webhook_config?.endpoint).toBe(url);
		// By hand the upper row ran; the webhook started the lower one.
		const ended = await endedExecutions(client, editor.workflowId, 2);
		const executions = await Promise.all(ended.map(async (id) => await client.execution(id)));
		const rows = executions.flatMap((execution) => execution.items('Build the row'));
		expect(rows.map(({ json }) => json.taskId)).toEqual([task?.id]);
	});
});
