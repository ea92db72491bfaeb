import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import { getManyTasks } from '../../nodes/actions/getManyTasks';
import { readRecentTasks } from '../../nodes/execute/recentTasks';
import { readHistory } from '../../nodes/task/history';
import { rowsIn, timeIn } from '../../nodes/task/historyRows';
import { createRetry } from '../../nodes/transport/retry';
import { HandClock } from './handClock';
import { opened } from './openedClient';
import { runAction } from './runAction';

const TIME = Date.parse('2026-01-01T12:00:00Z');
const row = { task_id: 'task-1', status: 'Completed', task_model: 'kling', action: 'imagine' };

const lists: Array<[string, (rows: unknown[]) => IDataObject]> = [
	['data.data', (rows) => ({ data: { data: rows, total: 1 } })],
	['data.list', (rows) => ({ data: { page: 1, list: rows } })],
	['data.tasks', (rows) => ({ data: { tasks: rows } })],
	['data.items', (rows) => ({ data: { items: rows } })],
	['data.records', (rows) => ({ data: { records: rows } })],
	['data.rows', (rows) => ({ data: { rows } })],
	['data.somethingNew', (rows) => ({ data: { page: 1, somethingNew: rows } })],
	['data', (rows) => ({ data: rows })],
	['the answer itself', (rows) => ({ tasks: rows })],
];

const spellings: Array<[string, IDataObject]> = [
	['as PiAPI documents them', { ...row, created_at: TIME / 1000 }],
	[
		'of a task',
		{
			task_id: 'task-1',
			status: 'completed',
			model: 'kling',
			task_type: 'imagine',
			created_at: '2026-01-01T12:00:00Z',
		},
	],
	[
		'in camel case',
		{
			taskId: 'task-1',
			status: 'COMPLETED',
			taskModel: 'kling',
			taskType: 'imagine',
			createdAt: TIME,
		},
	],
	[
		'with the short ID',
		{ ...row, task_id: undefined, id: 'task-1', created_at: '2026-01-01 12:00:00' },
	],
	['with a number of its own', { ...row, id: 7, created_at: String(TIME / 1000) }],
];

const shapes = lists.flatMap(([place, list]) =>
	spellings.map(
		([names, given]) => [place, names, { code: 200, message: '', ...list([given]) }] as const,
	),
);

const clientFor = (body: IDataObject) =>
	opened(async () => await Promise.resolve({ statusCode: 200, headers: {}, body })).client;

describe.each(shapes)('rows in %s, %s', (_, __, body) => {
	it('are found by the search for a lost create', async () => {
		const clock = new HandClock();
		const reading = await readHistory(
			{ client: clientFor(body), clock },
			{ since: TIME, until: Infinity },
			clock.now(),
		);
		expect(reading.rows).toMatchObject([{ taskId: 'task-1', createdAt: TIME }]);
	});

	it('are the items of Get Many', async () => {
		const { output } = await runAction(getManyTasks, {
			parameters: { returnAll: true },
			connection: { client: clientFor(body), retry: createRetry({ clock: new HandClock() }) },
		});
		expect(output.map(({ json }) => json)).toEqual([
			{
				taskId: 'task-1',
				status: 'completed',
				model: 'kling',
				taskType: 'imagine',
				createdAt: '2026-01-01T12:00:00.000Z',
				updatedAt: null,
				serviceMode: null,
			},
		]);
	});

	it('are the choices of From List', async () => {
		expect(await recent(body)).toEqual({
			tasks: [
				{
					taskId: 'task-1',
					label: expect.stringMatching(/^Kling: Imagine, finished, 1 Jan (2026 )?12:00, task-1$/),
				},
			],
			isLast: true,
		});
	});
});

async function recent(body: IDataObject) {
	const asked: IHttpRequestOptions[] = [];
	const context = {
		getCredentials: async () =>
			await Promise.resolve({
				apiKey: 'key',
				baseUrl: 'https://api.example.com',
				uploadUrl: 'https://upload.example.com',
			}),
		getNode: () => ({}),
		getTimezone: () => 'UTC',
		helpers: {
			async httpRequestWithAuthentication(_: string, options: IHttpRequestOptions) {
				asked.push(options);
				return await Promise.resolve({ statusCode: 200, headers: {}, body });
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return await readRecentTasks(context, undefined, 1);
}

it('a list of choices has no row without an ID, and ends with a page that is not full', async () => {
	const rows = [{ status: 'failed' }, 'no task', ...Array.from({ length: 98 }, () => row)];
	expect(await recent({ code: 200, data: { list: rows } })).toMatchObject({ isLast: false });
	const found = await recent({ code: 200, data: rows.slice(1) });
	expect(found).toMatchObject({ isLast: true });
	expect('tasks' in found && found.tasks).toHaveLength(98);
});

it.each([[null], ['text'], [5], [{ total: 1 }], [{ data: 'none' }]])('%j holds no rows', (data) => {
	expect(rowsIn({ data, body: {} })).toBeUndefined();
});

it('a data of null holds no rows, whatever is beside it', () => {
	expect(rowsIn({ data: null, body: { data: null, errors: [] } })).toBeUndefined();
});

it.each([[{ data: null }], [{ list: null, total: 0 }], [[]]])('%j holds an empty list', (data) => {
	expect(rowsIn({ data, body: {} })).toEqual([]);
});

it.each([[0], [-1], [Number.NaN], [1e300], ['soon'], [''], ['0001-01-01T00:00:00Z'], [null], [{}]])(
	'%p is not a time',
	(value) => expect(timeIn(value)).toBeUndefined(),
);
