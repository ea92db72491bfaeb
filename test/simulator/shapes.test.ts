import {
	alarmClock,
	call,
	create,
	handClock,
	imagine,
	getTask,
	type Envelope,
	taskOf,
} from '../../tools/simulator/call';
import type { Behaviour } from '../../tools/simulator/options';
import { startReceiver } from './receiver';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

type Clock = ReturnType<typeof handClock>;

const image = (prompt: string) =>
	taskOf('Qubico/flux1-schnell', 'txt2img', { prompt, width: 512, height: 768 });

describe('the shapes of the simulator', () => {
	let simulator: Simulator;
	let clock: Clock;

	beforeEach(async () => {
		clock = handClock();
		simulator = await startSimulator({ clock, taskSeconds: 20 });
	});

	afterEach(async () => await simulator.close());

	const historyOf = async (query = ''): Promise<Envelope> =>
		(await call(simulator, `${simulator.url}/api/open/tasks/histories${query}`)).body;

	it.each<[Behaviour['echo'], Record<string, unknown>]>([
		['full', { prompt: ' a fox ', width: 512, height: 768 }],
		['trimmed', { prompt: 'a fox', width: 512, height: 768 }],
		['extended', { prompt: ' a fox  --v 6.1', width: 512, height: 768 }],
		['numbersAsText', { prompt: ' a fox ', width: '512', height: '768' }],
	])('echoes the input: %s', async (echo, input) => {
		simulator.behaviour.echo = echo;
		const created = await create(simulator, image(' a fox '));
		expect(created.body.data.input).toMatchObject(input);
		const seen = await getTask(simulator, created.body.data.task_id);
		expect(seen.body.data.input).toMatchObject(input);
		expect(simulator.ledger.createdTasks()[0]?.request.input.prompt).toBe(' a fox ');
	});

	it('echoes nothing', async () => {
		simulator.behaviour.echo = 'empty';
		expect((await create(simulator, imagine())).body.data.input).toEqual({});
	});

	it.each<[Behaviour['modelCase'], string, string]>([
		['asSent', 'midjourney', 'mj'],
		['upper', 'MIDJOURNEY', 'MJ'],
	])('names the model in another case: %s', async (modelCase, inTask, inHistory) => {
		simulator.behaviour.modelCase = modelCase;
		const created = await create(simulator, imagine());
		expect(created.body.data.model).toBe(inTask);
		const { data } = (await historyOf('?model=mj')).data as unknown as {
			data: Array<Record<string, unknown>>;
		};
		expect(data[0]).toMatchObject({ task_model: inHistory, detail: { model: inHistory } });
	});

	it('names models in lower case', async () => {
		simulator.behaviour.modelCase = 'lower';
		const created = await create(simulator, image('a fox'));
		expect(created.body.data.model).toBe('qubico/flux1-schnell');
	});

	it('shows a task late in the history', async () => {
		simulator.behaviour.historyLag = 30;
		await create(simulator, imagine());
		expect((await historyOf()).data).toMatchObject({ total: 0, data: [] });
		clock.pass(29);
		expect((await historyOf()).data).toMatchObject({ total: 0 });
		clock.pass(1);
		expect((await historyOf()).data).toMatchObject({ total: 1 });
	});

	it.each<[Behaviour['historyShape']['id'], unknown]>([
		['task_id', 1],
		['taskId', 1],
		['id', undefined],
	])('names the task in the history as %s', async (id, number) => {
		simulator.behaviour.historyShape = { id, list: 'data.data', times: 'iso' };
		const { task_id: taskId } = (await create(simulator, imagine())).body.data;
		const [row] = (await historyOf()).data.data as Array<Record<string, unknown>>;
		expect(row?.[id]).toBe(taskId);
		expect(row?.id).toBe(number ?? taskId);
		expect(Object.values(row ?? {}).filter((value) => value === taskId)).toHaveLength(1);
	});

	it.each<[Behaviour['historyShape']['list'], (body: Envelope) => unknown]>([
		['data.data', ({ data }) => data.data],
		['data.list', ({ data }) => data.list],
		['data', ({ data }) => data],
	])('lists the history under %s', async (list, rowsIn) => {
		simulator.behaviour.historyShape = { id: 'task_id', list, times: 'iso' };
		await create(simulator, imagine());
		expect(rowsIn(await historyOf())).toHaveLength(1);
	});

	it('writes the times of the history as numbers', async () => {
		simulator.behaviour.historyShape = { id: 'task_id', list: 'data', times: 'unixSeconds' };
		await create(simulator, imagine());
		expect((await historyOf()).data).toMatchObject([
			{ created_at: Date.parse('2026-01-02T03:04:05Z') / 1000 },
		]);
	});

	it.each(['success', 'finished', 'error', 'timeout'])('ends with the word %s', async (status) => {
		simulator.behaviour.outcome = (_, number) => ({
			status,
			result: { image_url: 'https://example.com/mine.png' },
			...(number === 1 ? {} : { endedAt: false }),
		});
		const first = (await create(simulator, imagine())).body.data.task_id;
		const second = (await create(simulator, imagine())).body.data.task_id;
		expect((await getTask(simulator, first)).body.data.output).toMatchObject({ image_url: '' });
		clock.pass(25);
		const output = { image_url: 'https://example.com/mine.png' };
		expect((await getTask(simulator, first)).body.data).toMatchObject({
			status,
			output,
			meta: { ended_at: '2026-01-02T03:04:25Z' },
		});
		expect((await getTask(simulator, second)).body.data).toMatchObject({
			status,
			output,
			meta: { ended_at: '0001-01-01T00:00:00Z' },
		});
	});

	it('refuses what goes beyond the limit of the account, which it may keep to itself', async () => {
		simulator.behaviour.maxConcurrent = 3;
		const replies = [];
		for (let count = 1; count <= 5; count++) replies.push(await create(simulator, imagine()));
		expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
		const account = await call(simulator, `${simulator.url}/account/info`);
		expect(account.body.data).not.toHaveProperty('max_concurrent_task_count');
	});
});

describe('the time of the simulator', () => {
	it.each([
		[300_000, 'Fri, 02 Jan 2026 03:09:05 GMT', '2026-01-02T03:09:05Z'],
		[-300_000, 'Fri, 02 Jan 2026 02:59:05 GMT', '2026-01-02T02:59:05Z'],
		[0, 'Fri, 02 Jan 2026 03:04:05 GMT', '2026-01-02T03:04:05Z'],
	])('is %i ms ahead of the clock', async (clockOffset, header, time) => {
		const clock = handClock();
		const simulator = await startSimulator({ clock, clockOffset, taskSeconds: 0 });
		const created = await create(simulator, imagine());
		expect(created.headers.get('date')).toBe(header);
		const seen = await getTask(simulator, created.body.data.task_id);
		expect(seen.body.data).toMatchObject({
			status: 'completed',
			meta: { created_at: time, started_at: time, ended_at: time },
		});
		const totalSince = async (milliseconds: number): Promise<unknown> => {
			const address = `${simulator.url}/api/open/tasks/histories?start_time=${milliseconds / 1000}`;
			return (await call(simulator, address)).body.data.total;
		};
		expect(await totalSince(Date.parse(time))).toBe(1);
		expect(await totalSince(Date.parse(time) + 1000)).toBe(0);
		for (const address of [simulator.bigFile(1), simulator.uploadUrl, simulator.externalUrl]) {
			const { headers } = await fetch(address);
			expect(headers.get('date')).toBe(header);
		}
		simulator.fault({ on: 'status', when: 'all', kind: 'badGateway' });
		const failed = await fetch(`${simulator.url}/api/v1/task/any`);
		expect(failed.headers.get('date')).toBe(header);
		await simulator.close();
	});

	it('is that of its webhooks', async () => {
		const receiver = await startReceiver();
		const simulator = await startSimulator({ clock: alarmClock(), clockOffset: 300_000 });
		const { id } = simulator.addTask();
		await simulator.notify(id, { endpoint: receiver.url });
		await Promise.all([simulator.close(), receiver.close()]);
		const timestamp = receiver.arrivals[0]?.body.timestamp;
		expect(timestamp).toBe(Date.parse('2026-01-02T03:09:05Z') / 1000);
	});
});
