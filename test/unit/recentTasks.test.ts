import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import { readRecentTasks } from '../../nodes/execute/recentTasks';
import { systemClock } from '../../nodes/task/clock';
import { acme } from '../catalog/acme';
import { anyNode } from './anyNode';
import { HandClock } from './handClock';

const KEY = 'key-that-nobody-may-see';
const ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

let clock: HandClock;
beforeEach(() => {
	clock = new HandClock();
	jest.spyOn(systemClock, 'now').mockImplementation(() => clock.now());
	jest
		.spyOn(systemClock, 'sleep')
		.mockImplementation(async (milliseconds, signal) => await clock.sleep(milliseconds, signal));
});
afterEach(() => jest.restoreAllMocks());

/** The list, as PiAPI's answer makes it, and what was asked for. */
async function read(
	answer: IDataObject,
	{ statusCode = 200, baseUrl = 'https://api.example' } = {},
) {
	const asked: IHttpRequestOptions[] = [];
	const context = {
		getNode: () => anyNode,
		getTimezone: () => 'Europe/Berlin',
		logger: {},
		getCredentials: async () =>
			await Promise.resolve({ apiKey: KEY, baseUrl, uploadUrl: 'https://upload.example' }),
		helpers: {
			httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) => {
				asked.push(options);
				return await Promise.resolve({ statusCode, headers: {}, body: answer });
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const reading = readRecentTasks(context, { ...acme, historyModel: 'acme' }, 2);
	await clock.advance(15_000);
	return { list: await reading, asked };
}

const answerWith = (rows: unknown): IDataObject => ({
	code: 200,
	data: { data: rows } as IDataObject,
});

it('reads a page of the history of the family', async () => {
	const { asked } = await read(answerWith([]));
	expect(asked).toMatchObject([
		{ url: 'https://api.example/api/open/tasks/histories', qs: { page: 2, model: 'acme' } },
	]);
});

it.each<[string, IDataObject, string]>([
	[
		'a task in the time zone of n8n',
		{ task_model: 'mj', action: 'imagine', status: 'completed', created_at: 1_790_000_000 },
		'Midjourney: Imagine, finished, 21 Sep 2026 16:13, 4f8f1b5e',
	],
	['nothing but its ID', { action: 5, status: null }, '4f8f1b5e'],
])('names %s', async (_, row, label) => {
	const { list } = await read(answerWith([{ task_id: ID, ...row }]));
	expect(list).toEqual({ tasks: [{ taskId: ID, label }], isLast: true });
});

it('shows no secret in a label, and no part of one', async () => {
	const row = { task_id: ID, task_model: KEY, action: `x ${KEY}`, status: KEY };
	for (const blanks of [0, 20, 30]) {
		const prompt = `${'a '.repeat(blanks / 2)}${KEY}`;
		const { list } = await read(answerWith([{ ...row, created_at: 1_790_000_000, prompt }]));
		expect(JSON.stringify(list)).toContain('21 Sep 2026');
		expect(JSON.stringify(list)).not.toContain(KEY.slice(0, 5));
	}
});

it('leaves out rows without a task', async () => {
	const { list } = await read(answerWith([null, 'x', {}, { task_id: 5 }, { task_id: ID }]));
	expect(list).toMatchObject({ tasks: [{ taskId: ID }] });
});

it.each<unknown>([undefined, null, 'none', {}])('is empty where PiAPI lists %j', async (rows) => {
	const { list } = await read(answerWith(rows));
	expect(list).toEqual({ tasks: [], isLast: true });
});

it('is empty where PiAPI answers with no data', async () => {
	expect((await read({ code: 200, data: null })).list).toEqual({ tasks: [], isLast: true });
});

it('has more pages as long as a page is full', async () => {
	const rows = Array.from({ length: 100 }, (_, index) => ({ task_id: `t${index}` }));
	expect((await read(answerWith(rows))).list).toMatchObject({ isLast: false });
	expect((await read(answerWith(rows.slice(1)))).list).toMatchObject({ isLast: true });
});

it('says why there is none, without the key', async () => {
	const { list, asked } = await read({ code: 401, message: `no ${KEY}` }, { statusCode: 401 });
	expect(list).toEqual({ problem: expect.stringMatching(/^.+\. .+/) });
	expect(JSON.stringify(list)).not.toContain(KEY);
	expect(asked).toHaveLength(1);
});

it('asks again for ten seconds while PiAPI has a fault', async () => {
	const { list, asked } = await read({}, { statusCode: 500 });
	expect(list).toHaveProperty('problem');
	expect(asked.length).toBeGreaterThan(2);
	expect(asked.length).toBeLessThan(10);
});

it('says what is wrong with the credential', async () => {
	const { list, asked } = await read({}, { baseUrl: 'x' });
	expect(list).toEqual({
		problem: expect.stringMatching(
			/^Base URL of the PiAPI credential must .*\. Open the credential/,
		),
	});
	expect(asked).toEqual([]);
});
