import type { IDataObject } from 'n8n-workflow';

import { createOpenCreates } from '../../nodes/task/openCreates';
import type { Finding } from '../../nodes/task/search';
import type { Exchange } from '../../nodes/transport/exchange';
import { pendingTask } from '../../nodes/transport/task';
import { creating, fox, lost } from './createStage';
import { HandClock } from './handClock';

describe('a create answered with a task that echoes something else', () => {
	const OLD = -60_000;
	const find = { taskId: 'task-2', task: pendingTask('task-2') };
	const naming = (data: IDataObject): Exchange => ({
		outcome: 'answered',
		envelope: {
			code: 200,
			message: '',
			body: {},
			data: {
				...{ task_id: 'task-1', status: 'pending', model: 'midjourney', task_type: 'imagine' },
				...data,
			},
		},
	});
	const createdAt = (age: number): IDataObject => ({
		created_at: new Date(new HandClock().now() + age).toISOString(),
	});
	const taskAfter = async (
		data: IDataObject,
		prepare: (stage: ReturnType<typeof creating>) => void = () => {},
	): Promise<unknown> => {
		const stage = creating([naming(data)], { finding: find });
		stage.time.observe(new Date(stage.startsAt).toUTCString(), stage.startsAt, stage.startsAt);
		prepare(stage);
		await stage.run();
		const [result] = stage.results;
		return result && 'taskId' in result ? result.taskId : result;
	};
	const hen = { input: { prompt: 'a hen' } };

	it('is searched for when that task is older than the request', async () => {
		expect(await taskAfter({ ...hen, meta: createdAt(OLD) })).toBe('task-2');
	});

	it('does not claim that older task', async () => {
		let stage: ReturnType<typeof creating> | undefined;
		await taskAfter({ ...hen, meta: createdAt(OLD) }, (given) => (stage = given));
		expect(stage?.account.claims.has('task-1')).toBe(false);
	});

	it('is searched for when another create waits for that task', async () => {
		const wait = ({ account }: ReturnType<typeof creating>): void =>
			void account.openCreates.open({ model: 'midjourney', task_type: 'imagine', ...hen });
		expect(await taskAfter({ ...hen, meta: createdAt(0) }, wait)).toBe('task-2');
	});

	it('has that task when no other create can have it, since PiAPI may change the echo', async () => {
		expect(await taskAfter({ ...hen, meta: createdAt(0) })).toBe('task-1');
	});

	it.each<[string, IDataObject]>([
		['an equal echo', { input: { prompt: 'a fox' }, meta: createdAt(OLD) }],
		['no echo', { input: {}, meta: createdAt(OLD) }],
		['a field that is missing', { input: { seed: 5 }, meta: createdAt(OLD) }],
		['a field that is empty', { input: { prompt: '' }, meta: createdAt(OLD) }],
		['no time', { ...hen, meta: {} }],
		['a time not reached yet', { ...hen, meta: { created_at: '0001-01-01T00:00:00Z' } }],
		['a clock that is a little behind', { ...hen, meta: createdAt(-5_000) }],
	])('has that task where nothing contradicts: %s', async (_, data) => {
		expect(await taskAfter(data)).toBe('task-1');
	});

	it('has that task when its echo leaves out what tells it from another create', async () => {
		const input = { prompt: 'a fox', aspect_ratio: '16:9' };
		const { run, account, results } = creating([naming({ input: { prompt: 'a fox' } })], { input });
		account.openCreates.open({
			model: 'midjourney',
			task_type: 'imagine',
			input: { prompt: 'a fox' },
		});
		await run();
		expect(results).toMatchObject([{ taskId: 'task-1' }]);
	});

	it("has that task as long as PiAPI's time is not known", async () => {
		const { run, results } = creating([naming({ ...hen, meta: createdAt(OLD) })]);
		await run();
		expect(results).toMatchObject([{ taskId: 'task-1' }]);
	});
});

describe('a create whose answer was lost', () => {
	/** Whether it waits for its task: when it is sent, during the search, and afterwards. */
	const waits = async (finding: Finding): Promise<boolean[]> => {
		const seen: boolean[] = [];
		const { run, account } = creating([lost], {
			finding,
			onSent: ({ openCreates }) => void seen.push(openCreates.include(fox)),
			onSearch: ({ openCreates }) => void seen.push(openCreates.include(fox)),
		});
		await run();
		return [...seen, account.openCreates.include(fox)];
	};

	it('waits for its task until that is found', async () => {
		expect(await waits({ taskId: 'task-9', task: fox })).toEqual([true, true, false]);
	});

	it('waits for its task until the history excludes that there is one', async () => {
		expect(await waits({ candidates: [], history: 'excludes' })).toEqual([true, true, false]);
	});

	it.each(['undecided', 'unread'] as const)(
		'waits for its task when the run is over and the history is %s',
		async (history) => {
			expect(await waits({ candidates: [], history })).toEqual([true, true, true]);
		},
	);

	it('keeps no long text of it, and still knows its task', () => {
		const openCreates = createOpenCreates();
		const image = `data:image/png;base64,${'A'.repeat(1_000_000)}`;
		const request = { model: 'midjourney', task_type: 'blend', input: { image } };
		openCreates.leave(request);
		const { model, task_type: taskType, input } = request;
		expect(openCreates.include({ ...fox, model, taskType, input })).toBe(true);
		expect(openCreates.include({ ...fox, model, taskType, input: { image: 'other' } })).toBe(false);
	});

	it('is forgotten after many others', () => {
		const openCreates = createOpenCreates();
		const request = { model: 'midjourney', task_type: 'imagine', input: { prompt: 'a fox' } };
		openCreates.leave(request);
		expect(openCreates.include(fox)).toBe(true);
		for (let number = 0; number < 1_000; number++) {
			openCreates.leave({ ...request, input: { prompt: `a hen ${number}` } });
		}
		expect(openCreates.include(fox)).toBe(false);
	});
});
