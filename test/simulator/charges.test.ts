import { call, create, handClock, getTask, taskOf, type Reply } from '../../tools/simulator/call';
import type { Behaviour, TaskRequest } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import type { UsageType } from '../../tools/simulator/usage';

const image = taskOf('Qubico/flux1-schnell', 'txt2img', { prompt: 'a fox', batch_size: 4 });

/** Its length is that of the reference video. */
const dance = taskOf('kling', 'motion_control', {
	image_url: 'https://example.com/a.png',
	video_url: 'https://example.com/a.mp4',
});

const unpriced = taskOf('Qubico/image-toolkit', 'face-swap', {
	target_image: 'https://example.com/a.png',
	swap_image: 'https://example.com/b.png',
});

const FAILED = { code: 10000, message: 'no' };

describe('what the simulator charges', () => {
	let simulator: Simulator;
	let clock: ReturnType<typeof handClock>;

	const behave = (behaviour: Partial<Behaviour>): void => {
		Object.assign(simulator.behaviour, behaviour);
	};

	const usageIn = ({ body: { data } }: Reply): unknown => (data.meta as { usage?: unknown }).usage;

	const made = async (request: TaskRequest): Promise<{ id: string; usage: unknown }> => {
		const reply = await create(simulator, request);
		return { id: reply.body.data.task_id, usage: usageIn(reply) };
	};

	const usageOf = async (id: string): Promise<unknown> => usageIn(await getTask(simulator, id));

	const historyUsages = async (): Promise<unknown[]> => {
		const { body } = await call(simulator, `${simulator.url}/api/open/tasks/histories`);
		return (body.data.data as Array<{ usage: unknown }>).map(({ usage }) => usage);
	};

	beforeEach(async () => {
		clock = handClock();
		simulator = await startSimulator({ clock, taskSeconds: 20, pendingSeconds: 5 });
		behave({ prices: 'documented' });
	});

	afterEach(async () => await simulator.close());

	it('is the same for every task unless a test asks for the documented prices', async () => {
		behave({ prices: 'flat' });
		const { id, usage } = await made(image);
		expect(usage).toEqual({ type: 'point', frozen: 700000, consume: 0 });
		expect(simulator.ledger.chargedUsd()).toBe(0);
		clock.pass(25);
		expect(await usageOf(id)).toEqual({ type: 'point', frozen: 700000, consume: 700000 });
		expect(simulator.ledger.chargedUsd()).toBe(0.07);
	});

	it('is held at the create and charged at the end', async () => {
		const { id, usage } = await made(image);
		expect(usage).toEqual({ type: 'point', frozen: 60000, consume: 0 });
		expect(simulator.ledger.chargedUsdOf(id)).toBe(0);
		expect(simulator.ledger.committedUsd()).toBe(0.006);
		clock.pass(25);
		expect(await usageOf(id)).toEqual({ type: 'point', frozen: 60000, consume: 60000 });
		expect(await historyUsages()).toEqual([60000]);
		expect(simulator.ledger.chargedUsdOf(id)).toBe(0.006);
	});

	it('is not known before the end where it follows from a file', async () => {
		const { id, usage } = await made(dance);
		expect(usage).toEqual({ type: 'point', frozen: 0, consume: 0 });
		expect(await historyUsages()).toEqual([0]);
		clock.pass(25);
		expect(await usageOf(id)).toEqual({ type: 'point', frozen: 0, consume: 6500000 });
		expect(await historyUsages()).toEqual([6500000]);
		expect(simulator.ledger.chargedUsdOf(id)).toBe(0.65);
	});

	it('is told only at the end where a test wants that', async () => {
		behave({ reportsPriceAtEnd: true });
		const { id, usage } = await made(image);
		expect(usage).toEqual({ type: 'point', frozen: 0, consume: 0 });
		clock.pass(25);
		expect(await usageOf(id)).toEqual({ type: 'point', frozen: 0, consume: 60000 });
	});

	it('is held as long as the task runs, and after that what was charged', async () => {
		behave({ outcome: (_, number) => (number === 1 ? 'completed' : { failed: FAILED }) });
		await made(image);
		await made(image);
		const held = (): number[] =>
			simulator.ledger.createdTasks().map((task) => simulator.ledger.heldUsdOf(task));
		expect(held()).toEqual([0.006, 0.006]);
		clock.pass(25);
		expect(held()).toEqual([0.006, 0]);
	});

	it('is the flat price where none is documented', async () => {
		const { usage } = await made(unpriced);
		expect(usage).toEqual({ type: 'point', frozen: 700000, consume: 0 });
	});

	it('may be a price of the test, for some requests, from then on', async () => {
		await made(unpriced);
		behave({ usdOf: ({ task_type: taskType }) => (taskType === 'face-swap' ? 0.5 : undefined) });
		await made(unpriced);
		await made(image);
		behave({ usdOf: () => 2, prices: 'flat' });
		await made(image);
		clock.pass(25);
		expect(
			simulator.ledger.createdTasks().map(({ id }) => simulator.ledger.chargedUsdOf(id)),
		).toEqual([0.07, 0.5, 0.006, 2]);
		expect(simulator.ledger.chargedUsd()).toBe(2.576);
	});

	it.each<[UsageType, number]>([
		['point', 0],
		['llm', 0.006],
		['quota', 0.006],
		['mj', 0.006],
		['none', 0.006],
	])('for a failed or canceled task in %s is %d', async (usage, usd) => {
		behave({
			answerShape: () => ({ usage, gaps: [] }),
			outcome: () => ({ failed: FAILED }),
		});
		const canceled = await made(image);
		const failed = await made(image);
		await call(simulator, `${simulator.url}/api/v1/task/${canceled.id}`, { method: 'DELETE' });
		clock.pass(25);
		for (const { id } of [canceled, failed]) {
			expect(simulator.ledger.chargedUsdOf(id)).toBe(usd);
			const told = (await usageOf(id)) as { consume?: number } | undefined;
			expect(told?.consume).toBe(usage === 'none' ? undefined : usd * 10_000_000);
		}
		expect(simulator.ledger.chargedUsd()).toBe(2 * usd);
		expect(simulator.ledger.committedUsd()).toBe(0.012);
	});

	it('does not count tasks of other workflows', async () => {
		const { id } = simulator.addTask({ request: image, state: 'completed' });
		expect(simulator.ledger.chargedUsdOf(id)).toBe(0.006);
		expect([simulator.ledger.chargedUsd(), simulator.ledger.committedUsd()]).toEqual([0, 0]);
		expect(simulator.ledger.chargedUsdOf('unknown')).toBeUndefined();
	});
});
