import { ExecutionStage, refusing } from './executionStage';

let stage: ExecutionStage;

beforeEach(() => {
	stage = new ExecutionStage();
	stage.useClock();
});
afterEach(() => jest.restoreAllMocks());

const CREATE = 'POST /api/v1/task';

describe('the number of tasks at a time', () => {
	const createdAtOnce = async (items: number, taskOptions = {}): Promise<number> => {
		for (let index = 1; index <= items; index++) stage.statuses.set(`t${index}`, 'processing');
		stage.start({ items, parameters: { taskOptions } });
		await stage.clock.advance(500);
		return stage.created.length;
	};

	it('is the limit of the account, which is asked once', async () => {
		stage.limit = 2;
		expect(await createdAtOnce(5)).toBe(2);
		expect(stage.requests.filter((request) => request === 'GET /account/info')).toHaveLength(1);
	});

	it('may be a text, and is rounded down', async () => {
		stage.limit = '2.9';
		expect(await createdAtOnce(5)).toBe(2);
	});

	it('may be one', async () => {
		stage.limit = 1;
		expect(await createdAtOnce(2)).toBe(1);
	});

	it.each([0, -1, 'many', null])('is found out where PiAPI says %j', async (limit) => {
		stage.limit = limit;
		expect(await createdAtOnce(3)).toBe(3);
	});

	it('is found out where the account cannot be read', async () => {
		stage.answer = (request) =>
			request === 'GET /account/info'
				? { ...refusing(401, 'no'), body: { data: { max_concurrent_task_count: 1 } } }
				: undefined;
		expect(await createdAtOnce(3)).toBe(3);
	});

	it('is the option where it is set, without asking', async () => {
		expect(await createdAtOnce(5, { maxConcurrentTasks: 1 })).toBe(1);
		expect(stage.requests).toEqual([CREATE]);
	});

	it.each([
		[1, 'pollUntilFinished'],
		[3, 'doNotWait'],
	])('is not asked for with %d items and %s', async (items, waitForResult) => {
		expect(await createdAtOnce(items, { waitForResult })).toBe(items);
		expect(stage.requests).not.toContain('GET /account/info');
	});
});

describe('a run that fails', () => {
	const oneAtATime = {
		items: 3,
		parameters: { taskOptions: { maxConcurrentTasks: 1, timeout: 20 } },
	};

	it.each(['failed', 'canceled', 'processing'])(
		'creates no more tasks, though one that is %s makes room',
		async (status) => {
			stage.statuses.set('t1', status);
			const { error } = await stage.run(oneAtATime);
			expect(error?.description).toContain('Task t1.');
			expect(stage.created).toHaveLength(1);
		},
	);

	it('creates no more tasks, though one that PiAPI refused makes room', async () => {
		stage.answer = (request, count) =>
			request === CREATE && count === 1 ? refusing(400, 'no') : undefined;
		const { error } = await stage.run(oneAtATime);
		expect(error?.message).toContain('no');
		expect(stage.created).toHaveLength(1);
	});

	it('leaves its slots to other runs', async () => {
		stage.statuses.set('t1', 'processing');
		await stage.run(oneAtATime);
		stage.kept.piApiRecords = undefined;
		const { output } = await stage.run({ ...oneAtATime, items: 1 });
		expect(output).toMatchObject([{ json: { taskId: 't2' } }]);
	});

	it('names its other tasks', async () => {
		stage.statuses.set('t1', 'failed').set('t2', 'processing');
		const { error } = await stage.run({ items: 2 });
		expect(error?.message).toContain('No foxes');
		expect(error?.description).toContain('Tasks that this run created: t2.');
	});

	it('resumes them when n8n runs it again', async () => {
		stage.statuses.set('t1', 'failed').set('t2', 'processing');
		const first = await stage.run({ items: 2 });
		expect(first.error).toBeDefined();
		stage.statuses.clear();
		const { output } = await stage.run({ items: 2 });
		expect(stage.created).toHaveLength(3);
		expect(output?.map(({ json }) => json.taskId)).toEqual(['t3', 't2']);
	});
});

describe('items with API keys of their own', () => {
	const apiKeyOf = (itemIndex: number): string =>
		`own ${stage.apiKey} ${itemIndex < 4 ? itemIndex % 2 : 'none'}`;

	it('each run on their own account, with its limit', async () => {
		stage.limit = 1;
		for (let index = 1; index <= 4; index++) stage.statuses.set(`t${index}`, 'processing');
		stage.start({ items: 4, apiKeyOf });
		await stage.clock.advance(500);
		expect(stage.created).toHaveLength(2);
		expect(stage.requests.filter((request) => request === 'GET /account/info')).toHaveLength(2);
	});

	it('keep their places', async () => {
		const { output } = await stage.run({ items: 4, apiKeyOf });
		expect(output?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
	});

	it('name and cancel the tasks of an earlier try once, on their own account', async () => {
		const ids = ['t1', 't2', 't3', 't4'];
		ids.forEach((taskId) => stage.statuses.set(taskId, 'processing'));
		const parameters = { taskOptions: { timeout: 5, cancelTasksOnStop: true } };
		const first = await stage.run({ items: 4, apiKeyOf, parameters });
		expect(first.error?.message).toContain('Timeout');
		const { result, cancel } = stage.start({ items: 4, apiKeyOf, parameters });
		cancel();
		await stage.clock.advance(1_000);
		const [, named = ''] = /at PiAPI: (.*)\. Fetch/.exec(result.error?.message ?? '') ?? [];
		expect(named.split(', ').sort()).toEqual(ids);
		const cancels = stage.requests.filter((request) => request.startsWith('DELETE'));
		expect(cancels.sort()).toEqual(ids.map((taskId) => `DELETE /api/v1/task/${taskId}`));
	});

	it('name the tasks of every account in an error', async () => {
		stage.statuses.set('t1', 'failed').set('t2', 'processing').set('t3', 'processing');
		const { error } = await stage.run({ items: 3, apiKeyOf });
		expect(error?.description).toMatch(/Tasks that this run created: (t2, t3|t3, t2)\./);
	});
});

describe('a run that fails while another create is in flight', () => {
	it('ends when that is answered, and names its task', async () => {
		let answer: () => void = () => undefined;
		const answered = new Promise<void>((resolve) => (answer = resolve));
		stage.delay = async (count) => (count === 2 ? await answered : undefined);
		stage.answer = (request, count) =>
			request === CREATE && count === 1 ? refusing(400, 'no') : undefined;
		const { result } = stage.start({ items: 2 });
		await stage.clock.advance(10_000);
		expect(result).toEqual({});
		answer();
		await stage.clock.advance(1_000);
		expect(result.error?.description).toContain('Tasks that this run created: t2.');
	});
});

describe('a run that is stopped', () => {
	it('names its tasks in the error and in the log', async () => {
		stage.statuses.set('t1', 'processing');
		const { result, cancel } = stage.start();
		await stage.clock.advance(5_000);
		cancel();
		await stage.clock.advance(1_000);
		expect(result.error?.message).toMatch(/^The execution was canceled\. Its tasks .*: t1\./);
		expect(stage.warnings).toMatchObject([expect.stringContaining('t1 (processing)')]);
	});

	it('names those of an earlier try, although no item could be read any more', async () => {
		stage.statuses.set('t1', 'processing');
		await stage.run({ parameters: { taskOptions: { timeout: 5 } } });
		const { result, cancel } = stage.start({ parameters: { taskOptions: { timeout: 'soon' } } });
		cancel();
		await stage.clock.advance(1_000);
		expect(result.error?.message).toMatch(/^The execution was canceled\. Its tasks .*: t1\./);
	});

	it('cancels them where that is chosen', async () => {
		stage.statuses.set('t1', 'processing');
		const { cancel } = stage.start({ parameters: { taskOptions: { cancelTasksOnStop: true } } });
		await stage.clock.advance(5_000);
		cancel();
		await stage.clock.advance(1_000);
		expect(stage.requests.at(-1)).toBe('DELETE /api/v1/task/t1');
	});
});

describe('a run that waits for a callback', () => {
	const callback = {
		parameters: { taskOptions: { waitForResult: 'pauseUntilCallback' } },
		continueOnFail: true,
		resumeUrl: 'https://n8n.example.com/webhook-waiting/1?signature=abc',
	};

	it('pauses the execution when all tasks are created, and tells PiAPI where to call', async () => {
		stage.statuses.set('t1', 'processing').set('t2', 'processing');
		const { output } = await stage.run({ ...callback, items: 2 }, 1);
		expect(stage.pauses).toHaveLength(1);
		expect(output).toMatchObject([
			{ json: { taskId: 't1', status: 'processing' }, piApiTask: { taskId: 't1', itemIndex: 0 } },
			{ json: { taskId: 't2', status: 'processing' }, piApiTask: { taskId: 't2', itemIndex: 1 } },
		]);
		expect(stage.created).toMatchObject(
			Array(2).fill({
				config: {
					webhook_config: {
						endpoint: 'https://n8n.example.com/webhook-waiting/1/piapi?signature=abc',
					},
				},
			}),
		);
	});

	it('does not pause for an item that PiAPI refused', async () => {
		stage.answer = (request) => (request === CREATE ? refusing(400, 'no') : undefined);
		const { output } = await stage.run(callback, 1);
		expect(stage.pauses).toEqual([]);
		expect(output).toMatchObject([{ json: { error: expect.stringContaining('no') } }]);
	});

	it('polls, and says why, where PiAPI cannot call', async () => {
		const { output, hints } = await stage.run({ ...callback, resumeUrl: 'http://localhost/1' });
		expect(output).toMatchObject([{ json: { status: 'completed' } }]);
		expect(hints[0]).toMatch(/^Polled instead: PiAPI cannot call http:\/\/localhost/);
	});
});
