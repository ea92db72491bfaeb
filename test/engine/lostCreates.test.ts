import type { SimulatorOptions } from '../../tools/simulator/options';
import { imagine, items, openSetting, type Setting } from './setting';

let setting: Setting;
const open = async (more: SimulatorOptions = {}): Promise<void> => {
	setting = await openSetting({ speed: 10, taskSeconds: 5, ...more });
};
afterEach(async () => await setting.close());

const created = () => setting.piApi.ledger.createdTasks().map(({ id }) => id);
const PROMPT = '={{ "prompt " + $json.number }}';
const MINUTE = 60_000;

type Run = Awaited<ReturnType<Setting['run']>>;
const taskIds = ({ output }: Run) => output.map(({ json }) => json.taskId);
const adviceOf = ({ error }: Run): string =>
	String((error as { description?: string }).description);

/** An execution is retried from n8n's list, with what n8n has stored of it. */
const retry = async (stored: Run['context'], count: number, executionId = 'retry'): Promise<Run> =>
	await setting.run(imagine(PROMPT), {
		...{ items: items(count), executionId, mode: 'retry' as const },
		context: structuredClone(stored),
	});

/** An execution that is stopped while its creates are in flight. */
const stopped = async (count: number): Promise<Run['context']> => {
	const started = setting.start(imagine(PROMPT), { items: items(count), executionId: 'stopped' });
	await setting.until(() => created().length === count);
	started.stop();
	const { context } = await started.ended;
	return structuredClone(context);
};

describe('a task whose answer came after the execution was stopped', () => {
	it.each([
		['later', 20_000],
		['at once', 0],
	])('is resumed by a retry %s', async (_, pause) => {
		await open();
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'slowBody', seconds: 3, times: 3 });
		const context = await stopped(3);
		await setting.sleep(pause);
		expect(taskIds(await retry(context, 3)).sort()).toEqual([...created()].sort());
		expect(created()).toHaveLength(3);
	});
});

it('a task that one retry found is resumed by another retry of the same execution', async () => {
	await open();
	setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetAfter' });
	setting.piApi.fault({ on: 'history', when: 'all', kind: 'badGateway' });
	const { context } = await setting.run(imagine(PROMPT), { items: items(1), executionId: 'lost' });
	setting.piApi.clearFaults();
	const found = [await retry(context, 1, 'one'), await retry(context, 1, 'two')].map(taskIds);
	expect(found).toEqual([created(), created()]);
	expect(created()).toHaveLength(1);
});

describe('a create that never reached PiAPI', () => {
	beforeEach(async () => {
		await open();
		setting.piApi.fault({ on: 'create', when: (count) => count === 2, kind: 'resetBefore' });
	});

	it('is sent again by a retry some minutes later, and by nothing before', async () => {
		const first = await setting.run(imagine(PROMPT), { items: items(3), executionId: 'lost' });
		expect(adviceOf(first)).toContain('retry the execution in some minutes');
		expect(created()).toHaveLength(2);
		const soon = await retry(first.context, 3);
		expect(created()).toHaveLength(2);
		await setting.sleep(5 * MINUTE);
		expect(taskIds(await retry(soon.context, 3)).sort()).toEqual([...created()].sort());
		expect(created()).toHaveLength(3);
	});

	it('is sent again once, however often the same execution is retried', async () => {
		const { context } = await setting.run(imagine(PROMPT), { items: items(3) });
		await setting.sleep(5 * MINUTE);
		const found = [await retry(context, 3, 'one'), await retry(context, 3, 'two')].map(taskIds);
		expect(found[1]).toEqual(found[0]);
		expect(created()).toHaveLength(3);
	});
});

describe('a task that the history does not show in time', () => {
	it('is not created again: a retry resumes it', async () => {
		await open({ historyLag: 90 });
		setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetAfter' });
		const first = await setting.run(imagine(PROMPT), { items: items(1) });
		expect(adviceOf(first)).toContain('does not rule out');
		await setting.sleep(5 * MINUTE);
		expect(taskIds(await retry(first.context, 1))).toEqual(created());
		expect(created()).toHaveLength(1);
	});
});

it('the task of another process is not taken while an own one cannot be read', async () => {
	await open({ taskSeconds: 20 });
	setting.piApi.fault({ on: 'create', when: 'first', kind: 'resetAfter' });
	const isOwn = ({ path }: { path: string }): boolean => path.includes(created()[0] ?? 'none');
	const fault = { on: 'status', when: 'all', kind: 'badGateway', forSeconds: 120 } as const;
	setting.piApi.fault({ ...fault, only: isOwn });
	const started = setting.start(imagine(PROMPT), { items: items(1) });
	await setting.until(() => created().length === 1);
	const [own] = setting.piApi.ledger.createdTasks();
	const request = structuredClone(own?.request ?? {});
	const theirs = setting.piApi.addTask({
		request,
		ageSeconds: 0,
		state: 'processing',
		secondsLeft: 20,
	});
	const advice = adviceOf(await started.ended);
	expect(advice).toContain(own?.id);
	expect(advice).toContain(theirs.id);
});
