import { getManyTasks } from '../../nodes/actions/getManyTasks';
import type { Client, HistoryQuery } from '../../nodes/transport/client';
import { createRetry } from '../../nodes/transport/retry';
import { HandClock } from './handClock';
import { runAction } from './runAction';

interface Stage {
	readonly pages: (page: number) => unknown;
	readonly parameters?: Record<string, unknown>;
	readonly timezone?: string;
}

async function list({ pages, parameters = { returnAll: true }, timezone = 'UTC' }: Stage) {
	const queries: HistoryQuery[] = [];
	const getHistory = async (query: HistoryQuery) => {
		queries.push(query);
		const envelope = { code: 200, data: pages(query.page), message: '', body: {} };
		return await Promise.resolve({ outcome: 'answered' as const, envelope });
	};
	const { output, error, hints } = await runAction(getManyTasks, {
		parameters,
		timezone,
		connection: {
			client: { getHistory } as Partial<Client> as Client,
			retry: createRetry({ clock: new HandClock() }),
		},
	});
	return {
		queries,
		hints,
		ids: output.map(({ json }) => json.taskId),
		problem: error?.message,
		output,
	};
}

const row = (id: number) => ({ task_id: `task-${id}`, status: 'Completed' });
const rows = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => row(from + index));

it('a task that new ones push onto the next page comes once', async () => {
	const { ids, queries } = await list({
		pages: (page) => ({ data: page === 1 ? rows(0, 100) : rows(97, 50) }),
	});
	expect(ids).toEqual(rows(0, 147).map(({ task_id }) => task_id));
	expect(queries).toHaveLength(2);
});

it.each([
	['data.data', { data: [{ task_id: 'a' }, { task_id: 'b' }] }],
	['data.list', { list: [{ taskId: 'a' }, { taskId: 'b' }] }],
	['data', [{ id: 'a' }, { id: 'b' }]],
])('reads rows in %s', async (_, data) => {
	expect((await list({ pages: () => data })).ids).toEqual(['a', 'b']);
});

it('keeps rows without an ID apart', async () => {
	expect((await list({ pages: () => [{ status: 'failed' }, { status: 'pending' }] })).ids).toEqual([
		null,
		null,
	]);
});

it('says so when Return All does not return all', async () => {
	const { ids, hints } = await list({
		pages: (page) => Array.from({ length: 100 }, (_, index) => ({ id: `${page}-${index}` })),
	});
	expect(ids).toHaveLength(100_000);
	expect(hints).toEqual([expect.stringContaining('The list ends after 100,000 tasks')]);
});

it('ends when PiAPI ignores the page number', async () => {
	const { ids, queries, hints } = await list({ pages: () => rows(0, 100) });
	expect(ids).toHaveLength(100);
	expect(queries).toHaveLength(2);
	expect(hints).toEqual([]);
});

it.each([
	[{ limit: 3 }, 3],
	[{ limit: ' 3 ' }, 3],
	[{ limit: 150 }, 150],
	[{ returnAll: 'FALSE', limit: 2 }, 2],
	[{ returnAll: 'true', limit: 'ignored' }, 300],
])('with %j returns %p', async (parameters, count) => {
	const pages = (page: number) => (page > 3 ? [] : rows(page * 100, 100));
	expect((await list({ pages, parameters })).ids).toHaveLength(count);
});

it.each([
	[{ limit: 0 }, 'Limit must be greater than 0'],
	[{ limit: -1 }, 'Limit must be greater than 0'],
	[{ limit: 'many' }, 'Limit is not a whole number'],
	[{ returnAll: 'maybe' }, 'Return All is neither true nor false'],
	[{ options: { historyAfter: 'soon' } }, 'Created After is "soon"'],
	[{ options: { historyBefore: {} } }, 'Created Before is an object'],
	[{ options: { historyModel: {} } }, 'Model Name in History is not text'],
])('refuses %j', async (parameters, message) => {
	const { problem, queries } = await list({ pages: () => [], parameters });
	expect(problem).toBe(`${message} [item 0]`);
	expect(queries).toEqual([]);
});

it('reads times without an offset in the time zone of the workflow', async () => {
	const { queries } = await list({
		pages: () => [],
		timezone: 'America/New_York',
		parameters: { options: { historyAfter: '2026-01-01T12:00:00', historyBefore: 1767268800 } },
	});
	expect(queries).toMatchObject([{ startTime: 1767286800, endTime: 1767268800 }]);
});

it('gives each task in one shape, from whichever names PiAPI uses', async () => {
	const { output } = await list({
		pages: () => ({
			list: [
				{
					task_id: 'a',
					status: 'Completed',
					task_model: 'kling',
					action: 'video_generation',
					created_at: 1_767_268_800,
					updated_at: '2026-01-01T12:00:01Z',
					service_mode: 'public',
				},
				{ id: 'b', status: 5, model: 'flux', task_type: 'txt2img', created_at: 'soon' },
				'no task',
			],
		}),
	});
	expect(output).toEqual([
		{
			json: {
				taskId: 'a',
				status: 'completed',
				model: 'kling',
				taskType: 'video_generation',
				createdAt: '2026-01-01T12:00:00.000Z',
				updatedAt: '2026-01-01T12:00:01.000Z',
				serviceMode: 'public',
			},
			pairedItem: { item: 0 },
		},
		{
			json: {
				taskId: 'b',
				status: null,
				model: 'flux',
				taskType: 'txt2img',
				createdAt: null,
				updatedAt: null,
				serviceMode: null,
			},
			pairedItem: { item: 0 },
		},
	]);
});

it.each([
	[{ historyModel: ' mj ' }, { page: 1, model: 'mj' }],
	[{ historyModel: '' }, { page: 1 }],
	[{ historyAfter: 1767268800 }, { page: 1, startTime: 1767268800 }],
	[{ historyBefore: 1767268800 }, { page: 1, endTime: 1767268800 }],
])('asks PiAPI with %j for %j', async (options, query) => {
	const { queries } = await list({ pages: () => [], parameters: { returnAll: true, options } });
	expect(queries).toEqual([query]);
});

it.each([[null], ['text'], [5], [{ data: 'none' }]])('takes %j for an empty list', async (data) => {
	expect(await list({ pages: () => data })).toMatchObject({ ids: [], problem: undefined });
});
