import type { IDataObject } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { receiveWebhook } from '../../nodes/webhook/trigger';
import {
	contextOf,
	SECRET,
	TASK_ID,
	toldTask,
	type Reply,
	type WebhookCall,
} from './webhookContext';

/** One call of PiAPI; what the workflow starts with, or what PiAPI is told. */
async function call(task: IDataObject, more: Partial<WebhookCall> = {}) {
	const reply: Reply = { status: undefined, body: undefined };
	const context = contextOf(
		{
			body: { timestamp: 1_790_000_000, data: task },
			truth: null,
			headers: { 'x-webhook-secret': SECRET, 'content-type': 'application/json' },
			confirms: false,
			secret: SECRET,
			...more,
		},
		reply,
	);
	const { workflowData } = await receiveWebhook(context, families);
	const items = workflowData?.[0]?.map(({ json }) => json);
	return items ? { items } : { reply };
}

const isStarted = async (task: IDataObject, more: Partial<WebhookCall>): Promise<boolean> =>
	'items' in (await call(task, more));

const notWanted = { reply: { status: 200, body: { received: true, reason: 'not wanted' } } };

describe('the events of a trigger', () => {
	it.each<[string, string[], boolean]>([
		['completed', ['completed'], true],
		['failed', ['completed'], false],
		['failed', ['failed'], true],
		['canceled', ['failed'], true],
		['cancelled', ['failed'], true],
		['canceled', ['completed'], false],
		['processing', ['completed', 'failed'], false],
		['processing', ['processing'], true],
	])('%s with %j: %s', async (status, events, starts) => {
		expect(await isStarted(toldTask({ status }), { events })).toBe(starts);
	});

	it.each([[[]], [undefined]])('%j: no event, which PiAPI need not repeat', async (events) => {
		expect(await call(toldTask(), { events })).toEqual(notWanted);
	});

	it('are read before PiAPI is asked anything', async () => {
		const checks: string[] = [];
		const truth = { code: 200, data: toldTask() };
		const more = { events: ['failed'], confirms: true, truth, checks };
		expect(await call(toldTask(), more)).toEqual(notWanted);
		expect(checks).toEqual([]);
	});
});

describe('the families of a trigger', () => {
	it.each<[string[], boolean]>([
		[[], true],
		[['midjourney'], true],
		[['kling'], false],
		[['kling', 'midjourney'], true],
		[['no family'], false],
	])('%j', async (chosen, starts) => {
		expect(await isStarted(toldTask(), { options: { families: chosen } })).toBe(starts);
	});
});

describe('the task types of a trigger', () => {
	it.each<[unknown, boolean]>([
		['', true],
		[' , ', true],
		['imagine', true],
		['upscale, imagine ', true],
		['upscale', false],
		['imagin', false],
		[undefined, true],
	])('%j', async (taskTypes, starts) => {
		const options = { taskTypes } as IDataObject;
		expect(await isStarted(toldTask(), { options })).toBe(starts);
	});

	it('count together with the families', async () => {
		const options = { families: ['midjourney'], taskTypes: 'upscale' };
		expect(await call(toldTask(), { options })).toEqual(notWanted);
	});
});

describe('the output of a trigger', () => {
	it('is one item in the form of the other nodes', async () => {
		const { items } = await call(toldTask());
		expect(items).toHaveLength(1);
		expect(items?.[0]).toMatchObject({ taskId: TASK_ID, taskType: 'imagine', status: 'completed' });
	});

	it('is the task as PiAPI sent it where Raw is chosen', async () => {
		const task = toldTask({ own: 'field' });
		expect(await call(task, { options: { output: 'raw' } })).toEqual({ items: [{ task }] });
	});

	it('is one item for each file where that is chosen', async () => {
		const urls = ['https://x.example/1.png', 'https://x.example/2.png'];
		const task = toldTask({ output: { temporary_image_urls: urls } });
		const { items } = await call(task, { options: { output: 'onePerFile' } });
		expect(items).toMatchObject(
			urls.map((url, fileIndex) => ({ taskId: TASK_ID, url, fileIndex, files: [{ url }] })),
		);
	});
});

describe('a call that starts nothing', () => {
	it.each<[string, Partial<WebhookCall>, number, string]>([
		['without secret and confirmation', { secret: '' }, 503, 'not set up'],
		['with a credential without an address', { baseUrl: 'x' }, 503, 'not set up'],
		['without a task', { body: {} }, 400, 'no PiAPI webhook'],
		['without a type', { headers: { 'x-webhook-secret': SECRET } }, 400, 'no PiAPI webhook'],
		['of a task that PiAPI knows nothing of', { confirms: true }, 503, 'not confirmed'],
		[
			'of a task that still runs',
			{ confirms: true, truth: { code: 200, data: toldTask({ status: 'processing' }) } },
			503,
			'not confirmed',
		],
		[
			'of an unknown task',
			{ confirms: true, truth: { code: 404, data: null, message: 'task not found' } },
			200,
			'unknown task',
		],
	])('%s: PiAPI is told why', async (_, more, status, reason) => {
		const body = { received: status === 200, reason };
		expect(await call(toldTask(), more)).toEqual({ reply: { status, body } });
	});

	it('leaves its reason in the log where something unexpected went wrong', async () => {
		const warnings: string[] = [];
		const stored = {
			get node(): IDataObject {
				throw new Error('the database is gone');
			},
		};
		expect(await call(toldTask(), { warnings, stored })).toEqual({
			reply: { status: 503, body: { received: false, reason: 'try again later' } },
		});
		expect(warnings).toEqual(['A webhook from PiAPI could not be processed: the database is gone']);
	});
});

describe('repeats', () => {
	it('are told from what n8n stores for the node', async () => {
		const stored = { node: { seen: [`${TASK_ID} completed`] } };
		const body = { received: true, reason: 'repeated' };
		expect(await call(toldTask(), { stored })).toEqual({ reply: { status: 200, body } });
	});

	it('start the workflow in test mode, where one call is sent again and again', async () => {
		const stored = { node: { seen: [`${TASK_ID} completed`] } };
		expect(await isStarted(toldTask(), { mode: 'manual', stored })).toBe(true);
	});
});
