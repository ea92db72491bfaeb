import { waitingForTestCall } from '../../nodes/description/trigger';
import { webhookUrls } from '../../tools/n8n/webhooks';
import { TRIGGER, triggerWorkflow } from '../n8n/triggerWorkflow';
import { saveCredential } from '../../tools/n8n/sharedSession';
import { EditorStage } from './editorStage';
import { eventually } from './eventually';

const SECRET = 'Secret-of-the-trigger';

/** The trigger in the editor: what it says, and what a test shows. */
describe('the trigger', () => {
	let stage: EditorStage;

	beforeAll(async () => {
		stage = await EditorStage.open();
	});
	afterAll(async () => await stage.close());

	/** Opens a new trigger; resolves with its Test URL. */
	const openTrigger = async (): Promise<string> => {
		const { client, editor, simulator } = stage;
		const credential = await saveCredential(client, simulator, SECRET);
		const workflowId = await client.importWorkflow(triggerWorkflow(credential));
		await editor.openWorkflow(workflowId);
		await editor.openNode(TRIGGER);
		return (await webhookUrls(client, workflowId, TRIGGER)).test;
	};

	const call = async (endpoint: string, secret: string): Promise<string> => {
		const { id } = stage.simulator.addTask();
		await stage.simulator.notify(id, { endpoint, secret, tries: 1 });
		return id;
	};

	const listen = async (): Promise<void> => {
		const { node } = stage.editor;
		await node.find('trigger-execute-button').click();
		await node.find('trigger-listening').waitFor();
	};

	it('says in three steps where its URL goes', async () => {
		await openTrigger();
		const { editor } = stage;
		await eventually(async () => {
			const [notice = ''] = await editor.node.notices();
			expect(notice.split('\n')).toEqual([
				expect.stringMatching(/^Open Webhook URLs above\..*Test URL.*Production URL/),
				expect.stringMatching(/^Paste it into the Webhook URL option \(Task Options\)/),
				expect.stringMatching(/^Run that node\. PiAPI calls the URL/),
			]);
			expect(await editor.node.find('trigger-header').innerText()).toBe('Listen for a PiAPI task');
		});
		await editor.picture('trigger-test-url');
		await listen();
		await editor.picture('trigger-listening');
		await editor.node.leave();
		await eventually(async () =>
			expect(await editor.page.getByText(waitingForTestCall).count()).toBe(1),
		);
		await editor.picture('trigger-waiting');
	});

	it('shows the task of a test call', async () => {
		const url = await openTrigger();
		await listen();
		const id = await call(url, SECRET);
		await stage.editor.node.succeeded();
		await stage.editor.node.showOutput('json');
		await eventually(async () => expect(await stage.editor.node.output.innerText()).toContain(id));
	});

	it('says why a test call is refused', async () => {
		const url = await openTrigger();
		const { editor } = stage;
		await listen();
		await call(url, 'another');
		const { message, description } = await editor.node.error();
		expect(message).toContain('does not carry the Webhook Secret of this credential');
		expect(description).toContain('Select the same PiAPI credential');
		await editor.picture('trigger-refused');
	});
});
