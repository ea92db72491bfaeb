import type { IWebhookFunctions } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { receiveWebhook } from '../../nodes/webhook/trigger';
import { systemClock } from '../../nodes/task/clock';
import { contextOf, TASK_ID, toldTask, type Reply, type WebhookCall } from './webhookContext';

const SECRET = 'a secret of some length';

const call = {
	body: {
		timestamp: 1_790_000_000,
		data: {
			task_id: '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
			model: 'midjourney',
			task_type: 'imagine',
			status: 'completed',
			output: { image_url: 'https://x.example/1.png' },
		},
	},
	truth: null,
	headers: { 'x-webhook-secret': SECRET, 'content-type': 'application/json' },
	confirms: false,
	secret: SECRET,
};

describe('a call that does not carry the secret', () => {
	const refused = async (secretHeader: unknown, more: Partial<WebhookCall> = {}) => {
		const reply: Reply = { status: undefined, body: undefined };
		const headers = { ...call.headers, 'x-webhook-secret': secretHeader } as WebhookCall['headers'];
		const checks: string[] = [];
		const context = contextOf({ ...call, confirms: true, checks, ...more, headers }, reply);
		const getNodeParameter = jest.fn(() => {
			throw new Error('The expression fails');
		});
		await receiveWebhook({ ...context, getNodeParameter } as IWebhookFunctions, families);
		return { ...reply, checks, settingsRead: getNodeParameter.mock.calls.length };
	};

	it.each([undefined, '', `${SECRET}, ${SECRET}`, SECRET.toUpperCase(), `${SECRET} `, [SECRET]])(
		'is refused before anything else is read: %j',
		async (secretHeader) => {
			const warnings: string[] = [];
			expect(await refused(secretHeader, { body: 'no task', warnings })).toEqual({
				status: 401,
				body: { received: false },
				checks: [],
				settingsRead: 0,
			});
			expect(warnings).toEqual([]);
		},
	);

	it.each([
		[true, 'starts'],
		[false, { status: 503, body: { received: false, reason: 'not set up' } }],
	])(
		'where there is none starts the workflow only with Verify With PiAPI: %s',
		async (confirms, outcome) => {
			const reply: Reply = { status: undefined, body: undefined };
			const truth = { code: 200, data: toldTask() };
			const none = {
				...call,
				headers: { 'content-type': 'application/json' },
				secret: '',
				truth,
				confirms,
			};
			const { workflowData } = await receiveWebhook(contextOf(none, reply), families);
			expect(workflowData ? 'starts' : reply).toEqual(outcome);
		},
	);
});

describe('a webhook after which something unexpected goes wrong', () => {
	it('is answered so that PiAPI sends it again, and starts the workflow then', async () => {
		const reply: Reply = { status: undefined, body: undefined };
		const context = { ...contextOf(call, reply), getWorkflow: () => ({ id: 'the same' }) };
		const response = context.getResponseObject();
		const once = jest.fn(() => response);
		once.mockImplementationOnce(() => {
			throw new Error('no such event');
		});
		const receive = async () =>
			await receiveWebhook(
				{ ...context, getResponseObject: () => ({ ...response, once }) } as IWebhookFunctions,
				families,
			);
		expect((await receive()).workflowData).toBeUndefined();
		expect(reply).toEqual({ status: 503, body: { received: false, reason: 'try again later' } });
		expect((await receive()).workflowData?.[0]?.[0]?.json).toMatchObject({
			url: 'https://x.example/1.png',
		});
		// Whether it has started is not known yet.
		expect((await receive()).workflowData).toBeUndefined();
		expect(reply).toEqual({ status: 503, body: { received: false, reason: 'in flight' } });
	});
});

describe('a call that starts nothing is in the log', () => {
	let workflows = 0;

	/** Calls one trigger several times; what the log says of it. */
	async function log(more: Partial<WebhookCall>, times = 1) {
		const warnings: string[] = [];
		const notes: string[] = [];
		workflows += 1;
		for (let count = 0; count < times; count++) {
			const reply: Reply = { status: undefined, body: undefined };
			const told = { ...call, warnings, notes, workflowId: `log ${workflows}`, ...more };
			await receiveWebhook(contextOf(told, reply), families);
		}
		return { warnings, notes };
	}

	const confirmed = (truth: unknown) => ({ confirms: true, truth });

	it.each<[string, Partial<WebhookCall>, RegExp]>([
		['the credential is wrong', { baseUrl: 'x' }, /: Base URL of the PiAPI credential .*Open the/],
		[
			'PiAPI refuses the key',
			confirmed({ code: 401, data: null, message: 'no' }),
			new RegExp(`: PiAPI did not confirm task ${TASK_ID}: .+`),
		],
		['nothing is set up', { secret: '' }, /: The credential has no Webhook Secret, and Verify/],
	])('as a warning where %s', async (_, more, text) => {
		const { warnings, notes } = await log(more);
		expect(warnings).toEqual([expect.stringMatching(text)]);
		expect(warnings[0]).toMatch(/^A webhook did not start workflow log \d+ at "PiAPI Trigger": /);
		expect(warnings[0]).not.toContain(SECRET);
		expect(notes).toEqual([]);
	});

	it.each<[string, Partial<WebhookCall>, RegExp]>([
		['without the secret', { headers: {} }, /: The call does not carry the Webhook Secret/],
		['without a task', { body: {} }, /: The call contains no PiAPI task/],
		[
			'about a task that PiAPI does not know',
			confirmed({ code: 404, data: null, message: 'task not found' }),
			new RegExp(`: Task ${TASK_ID} does not belong to the PiAPI account`),
		],
	])('as a note if it is %s', async (_, more, text) => {
		const { warnings, notes } = await log(more);
		expect(notes).toEqual([expect.stringMatching(text)]);
		expect(notes.join()).not.toContain(SECRET);
		expect(warnings).toEqual([]);
	});

	it('not where the trigger does not want the task, or has had it', async () => {
		const unwanted = { body: { data: toldTask({ status: 'pending' }) } };
		expect(await log(unwanted)).toEqual({ warnings: [], notes: [] });
		const other = { body: { data: toldTask() }, options: { families: ['kling'] } };
		expect(await log(other)).toEqual({ warnings: [], notes: [] });
	});

	it.each([
		['a setting', 'getNodeParameter', 'The expression fails'],
		['the credential', 'getCredentials', 'No credential'],
	])(
		'once in ten minutes where %s cannot be read, and then as a warning',
		async (_, method, text) => {
			const warnings: string[] = [];
			for (let count = 0; count < 5; count++) {
				const reply: Reply = { status: undefined, body: undefined };
				const context = contextOf({ ...call, warnings, workflowId: `failing ${method}` }, reply);
				const failing = () => {
					throw new Error(text);
				};
				await receiveWebhook({ ...context, [method]: failing } as IWebhookFunctions, families);
				expect(reply).toEqual({
					status: 503,
					body: { received: false, reason: 'try again later' },
				});
			}
			expect(warnings).toEqual([`A webhook from PiAPI could not be processed: ${text}`]);
		},
	);

	it('without the secrets that were read until then', async () => {
		const warnings: string[] = [];
		const context = contextOf({ ...call, warnings }, { status: undefined, body: undefined });
		const getNodeParameter = () => {
			throw new Error(`No node is called ${SECRET}`);
		};
		await receiveWebhook({ ...context, getNodeParameter } as IWebhookFunctions, families);
		expect(warnings).toEqual([
			'A webhook from PiAPI could not be processed: No node is called ***',
		]);
	});

	it('once in ten minutes for each reason, however often a stranger calls', async () => {
		let now = 1_000;
		const time = jest.spyOn(systemClock, 'now').mockImplementation(() => now);
		expect((await log({ headers: {} }, 5)).notes).toHaveLength(1);
		expect((await log({ baseUrl: 'x' }, 5)).warnings).toHaveLength(1);
		const warnings: string[] = [];
		const told = { ...call, baseUrl: 'x', warnings, workflowId: 'the log of a day' };
		for (const minute of [0, 5, 9, 10, 19, 20]) {
			now = minute * 60_000;
			await receiveWebhook(contextOf(told, { status: undefined, body: undefined }), families);
		}
		expect(warnings).toHaveLength(3);
		time.mockRestore();
	});
});

it('a large call starts the workflow: n8n has read it already', async () => {
	const reply: Reply = { status: undefined, body: undefined };
	const size = 10 * 1024 * 1024;
	const large = {
		...call,
		body: { data: toldTask({ input: { image: 'x'.repeat(size) } }) },
		headers: { ...call.headers, 'content-length': String(size) },
	};
	const { workflowData } = await receiveWebhook(contextOf(large, reply), families);
	expect(workflowData?.[0]).toHaveLength(1);
});
