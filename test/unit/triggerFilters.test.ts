import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { assertCanReceive, receiveWebhook } from '../../nodes/webhook/trigger';
import { anyNode } from './anyNode';
import { contextOf, SECRET, toldTask, type Reply, type WebhookCall } from './webhookContext';

interface Filters {
	readonly events?: unknown;
	readonly families?: unknown;
	readonly taskTypes?: unknown;
	readonly verifyWithPiApi?: unknown;
	readonly output?: unknown;
}

const callWith = ({ events = ['completed', 'failed'], ...options }: Filters): WebhookCall => ({
	body: { data: toldTask() },
	truth: null,
	headers: { 'x-webhook-secret': SECRET, 'content-type': 'application/json' },
	confirms: false,
	secret: SECRET,
	events: events as IDataObject[string],
	options: options as IDataObject,
});

/** One call about a completed Midjourney task of the type imagine. */
async function startsWith(filters: Filters, more: Partial<WebhookCall> = {}) {
	const reply: Reply = { status: undefined, body: undefined };
	const context = contextOf({ ...callWith(filters), ...more }, reply);
	const { workflowData } = await receiveWebhook(context as IWebhookFunctions, families);
	return workflowData === undefined ? reply : 'starts';
}

async function activate({ events = ['completed'], ...options }: Filters): Promise<void> {
	const context = {
		getNode: () => anyNode,
		getNodeParameter: (name: string) => (name === 'options' ? options : events),
		getCredentials: async () => await Promise.resolve({ webhookSecret: SECRET }),
	} as unknown as IHookFunctions;
	await assertCanReceive(context, families);
}

const notWanted = { status: 200, body: { received: true, reason: 'not wanted' } };

describe('a filter that an expression gives', () => {
	it.each<[Filters, boolean]>([
		[{ taskTypes: ['imagine'] }, true],
		[{ taskTypes: ['upscale'] }, false],
		[{ taskTypes: 'Imagine' }, true],
		[{ taskTypes: '["upscale", "IMAGINE"]' }, true],
		[{ taskTypes: '["upscale"]' }, false],
		[{ taskTypes: 'upscale\nimagine' }, true],
		[{ taskTypes: '' }, true],
		[{ taskTypes: [] }, true],
		[{ taskTypes: null }, true],
		[{ families: 'midjourney' }, true],
		[{ families: 'kling' }, false],
		[{ families: 'Kling, Midjourney' }, true],
		[{ families: '["kling"]' }, false],
		[{ families: ['MIDJOURNEY'] }, true],
		[{ families: '' }, true],
		[{ events: 'completed' }, true],
		[{ events: 'Completed' }, true],
		[{ events: 'failed' }, false],
		[{ events: 'failed, completed' }, true],
		[{ events: '["failed"]' }, false],
		[{ verifyWithPiApi: 'false' }, true],
	])('is read: %j', async (filters, starts) => {
		expect(await startsWith(filters)).toEqual(starts ? 'starts' : notWanted);
		await expect(activate(filters)).resolves.toBeUndefined();
	});

	it.each<[Filters, string]>([
		[{ families: 'no family' }, 'Families is "no family"'],
		[{ families: ['kling', 'no family'] }, 'Families is "no family"'],
		[{ families: { kling: true } }, 'Families is not a list'],
		[{ families: '["kling"' }, 'Families is not a list'],
		[{ families: [null] }, 'Families is empty'],
		[{ events: 'done' }, 'Events is "done"'],
		[{ events: ['completed', 'done'] }, 'Events is "done"'],
		[{ events: { completed: true } }, 'Events is not a list'],
		[{ taskTypes: { a: 1 } }, 'Task Types is not a list'],
		[{ taskTypes: [{ type: 'imagine' }] }, 'Task Types is an object'],
		[{ taskTypes: '[object Object]' }, 'Task Types is not a list'],
		[{ taskTypes: 'imagine upscale' }, 'Task Types is "imagine upscale"'],
		[{ taskTypes: 5 }, 'Task Types is "5"'],
		[{ verifyWithPiApi: 'no' }, 'Verify With PiAPI is neither true nor false'],
		[{ output: 'table' }, 'Output is "table"'],
	])('that cannot be read is told: %j', async (filters, message) => {
		await expect(activate(filters)).rejects.toThrow(message);
		const warnings: string[] = [];
		expect(await startsWith(filters, { warnings })).toEqual({
			status: 503,
			body: { received: false, reason: 'not set up' },
		});
		expect(warnings).toEqual([expect.stringContaining(message)]);
		await expect(startsWith(filters, { mode: 'manual' })).rejects.toThrow(message);
	});

	it('without an event keeps the workflow from being published', async () => {
		await expect(activate({ events: [] })).rejects.toThrow('Events is empty');
		expect(await startsWith({ events: [] })).toEqual(notWanted);
	});
});

it.each(['pending', 'canceling'])('a task that is %s has not failed yet', async (status) => {
	const body = { data: toldTask({ status }) };
	expect(await startsWith({ events: ['failed'] }, { body })).toEqual(notWanted);
});
