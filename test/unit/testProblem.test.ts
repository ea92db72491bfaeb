import { families } from '../../nodes/catalog';
import { receiveWebhook } from '../../nodes/webhook/trigger';
import { contextOf, SECRET, toldTask, type Reply, type WebhookCall } from './webhookContext';

/** A call while the editor listens: why the test ends, or what the caller is told. */
async function test(more: Partial<WebhookCall>) {
	const reply: Reply = { status: undefined, body: undefined };
	const call: WebhookCall = {
		body: { data: toldTask() },
		truth: { code: 200, data: toldTask() },
		headers: { 'x-webhook-secret': SECRET, 'content-type': 'application/json' },
		confirms: true,
		secret: SECRET,
		mode: 'manual',
		...more,
	};
	try {
		const { workflowData } = await receiveWebhook(contextOf(call, reply), families);
		return workflowData ? 'starts' : reply;
	} catch (error) {
		const { message, description } = error as Error & { description: string };
		return { ends: `${message}. ${description}`, reply };
	}
}

/** n8n answers for a node that throws. */
const unanswered: Reply = { status: undefined, body: undefined };

describe('a test call that starts nothing', () => {
	it.each<[string, Partial<WebhookCall>, RegExp]>([
		['without the secret', { headers: {} }, /^The call does not carry the Webhook Secret/],
		['without a task', { body: {} }, /^The call contains no PiAPI task\. Only PiAPI calls/],
		[
			'when the credential has lost its secret',
			{ secret: '', confirms: false },
			/^The credential has no Webhook Secret, and Verify With PiAPI is off\. Set/,
		],
		[
			'when the credential has no address',
			{ baseUrl: 'x' },
			/^Base URL of the PiAPI credential .*Open the credential/,
		],
		[
			'about a task of another account',
			{ truth: { code: 404, data: null, message: 'task not found' } },
			/^Task 4f8f1b5e-\S+ does not belong to the PiAPI account of this credential\. Select the same/,
		],
		[
			'about a task that PiAPI does not show',
			{ truth: { code: 401, data: null, message: 'no' } },
			/^PiAPI did not confirm task 4f8f1b5e-\S+: .+\. .+/,
		],
		[
			'about a finished task that the trigger does not want',
			{ events: ['failed'] },
			/^Task \S+ \(midjourney, imagine, completed\) does not match the settings .*Check Events/,
		],
		[
			'about a task of another family',
			{ options: { families: ['kling'] } },
			/does not match the settings of this trigger/,
		],
	])('ends the test with the reason %s', async (_, more, text) => {
		const ended = await test(more);
		expect(ended).toEqual({ ends: expect.stringMatching(text), reply: unanswered });
		expect(JSON.stringify(ended)).not.toContain(SECRET);
	});

	it.each<[string, Partial<WebhookCall>, number, string]>([
		[
			'in a state that the trigger does not want',
			{ body: { data: toldTask({ status: 'pending' }) } },
			200,
			'not wanted',
		],
		[
			'that PiAPI does not know of yet',
			{ truth: { code: 200, data: toldTask({ status: 'processing' }) } },
			503,
			'not confirmed',
		],
		['while PiAPI has a fault', { truth: null }, 503, 'not confirmed'],
	])('leaves the test listening %s', async (_, more, status, reason) => {
		const notes: string[] = [];
		expect(await test({ ...more, notes })).toEqual({
			status,
			body: { received: status === 200, reason },
		});
		expect(notes).toEqual([`A test call was answered with ${status}: ${reason}`]);
	});

	it('ends the test when something unexpected goes wrong', async () => {
		const headers = {
			'x-webhook-secret': SECRET,
			get 'content-type'(): string {
				throw new Error('the type is gone');
			},
		};
		expect(await test({ headers })).toEqual({
			ends: 'the type is gone. Unexpected error. Please report it with the steps to reproduce it.',
			reply: unanswered,
		});
	});
});
