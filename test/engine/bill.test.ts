import type { Failed } from '../../tools/simulator/options';
import type { WorkflowRun } from '../../tools/engine';
import { imagine, items, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterEach(async () => await setting.close());

const onError = 'continueRegularOutput' as const;
const errorOutput = 'continueErrorOutput' as const;
const promptOf = '={{ "picture " + $json.number }}';

/** The hint with the costs; undefined where there is none. */
const billOf = ({ hints }: WorkflowRun): string | undefined =>
	hints.map(({ message }) => message).find((message) => /\b(cost|charge|charged)\b/.test(message));

const failing = (usage?: Failed['usage']) => ({
	failed: { code: 1, message: 'no foxes', usage },
});
const points = (consume: number) => ({ type: 'point', frozen: 0, consume });

it('sums what the tasks of a run cost', async () => {
	const run = await setting.run(imagine(promptOf), { items: items(12) });
	expect(billOf(run)).toBe('12 tasks cost $0.84.');
	expect(run.output[0]?.json.costUsd).toBe(0.07);
});

it('says which failed tasks were charged, as far as PiAPI says', async () => {
	const outcomes = [
		failing(),
		failing(points(200_000)),
		failing({ type: 'llm', frozen: 0, consume: 700_000 }),
	];
	setting.piApi.behaviour.outcome = ({ input }) =>
		outcomes[Number(String(input.prompt).replace('picture ', ''))] ?? 'completed';
	const run = await setting.run(imagine(promptOf), { items: items(5), settings: { onError } });
	expect(billOf(run)).toBe(
		'2 tasks cost $0.14. 1 failed with a charge of $0.02. 1 failed: PiAPI says that it was not charged. The charge of 1 failed task is unknown. Total: $0.16.',
	);
	expect(run.output.map(({ json }) => json.costUsd)).toEqual([0, 0.02, undefined, 0.07, 0.07]);
	expect(run.output[1]?.json.details).toMatchObject({ status: 'failed', costUsd: 0.02 });
	expect(run.output[2]?.json.details).toMatchObject({ costUsd: null });
});

it('puts the charge of a failed task into the details of the error output', async () => {
	setting.piApi.behaviour.outcome = () => failing(points(200_000));
	const run = await setting.run(imagine('a fox'), { settings: { onError: errorOutput } });
	expect(run.output).toEqual([]);
	expect(run.errorOutput).toMatchObject([{ json: { details: { costUsd: 0.02 } } }]);
});

it('says what PiAPI reserved for tasks that nobody waits for', async () => {
	setting.piApi.behaviour.taskSeconds = 1_000;
	const run = await setting.run(imagine('a fox', { taskOptions: { waitForResult: 'doNotWait' } }));
	expect(run.hints.map(({ message }) => message)).toContain(
		'PiAPI reserved $0.07 for 1 unfinished task.',
	);
});

it('counts tasks that were followed, too', async () => {
	const { id } = setting.piApi.addTask();
	const getTask = { operation: 'getTask', taskId: locator(id), downloadFiles: false };
	const run = await setting.run(getTask, { items: items(2) });
	expect(billOf(run)).toBe('1 task cost $0.07.');
});

it('is not shown where no task was created', async () => {
	setting.piApi.fault({ on: 'create', when: 'all', kind: 'noCredit' });
	const run = await setting.run(imagine('a fox'), { settings: { onError } });
	expect(billOf(run)).toBeUndefined();
});
