import type { WorkflowRun } from '../../tools/engine';
import { imagine, type Setting } from '../engine/setting';
import type { SimulatorOptions } from '../../tools/simulator/options';
import type { SimulatedTask } from '../../tools/simulator/simulatedTask';
import { outOfBalance } from './balance';
import { combinationsOf, type FaultCase } from './cases';
import { SETTINGS_OF } from './conditions';
import { PROMPT } from './playCase';
import { HIDDEN_PLAYS, PLAYS, type Play } from './plays';
import { inputItems, nodeSettings, runAndRetry, SPEED, testEach } from './runCase';

/** What the node and PiAPI tell of the price before the task has completed. */
const PRICES = ['known', 'told at the create', 'told at the end'] as const;

interface LimitCase extends FaultCase {
	readonly price: (typeof PRICES)[number];
	readonly executions: number;
}

const PRICE = 0.07;
const ITEMS = { 1: 20, 3: 10 };
/** About a third of the items, and not a multiple of the price. */
const LIMITS = { 1: 0.5, 3: 0.25 };
/** Which execution an item belongs to is told by its number. */
const APART = 100;

const sizeOf = ({ executions }: LimitCase) => (executions === 1 ? 1 : 3);
const numberIn = ({ request: { input } }: SimulatedTask): number =>
	Number(/\d+/.exec(String(input.prompt))?.[0]);
const executionOf = (task: SimulatedTask): number => Math.floor(numberIn(task) / APART);

const casesOf = (plays: readonly Play[], executions: number): LimitCase[] =>
	combinationsOf(plays, { price: PRICES }).map((row) => ({ ...row, executions }));

/** Some tasks fail, and half of those are charged. */
const behaviourOf = ({ price, play }: LimitCase): SimulatorOptions => ({
	...(play.condition && SETTINGS_OF[play.condition]),
	reportsPriceAtEnd: price === 'told at the end',
	usdOf: () => PRICE,
	outcome: ({ input }) =>
		/[05] *$/.test(String(input.prompt)) ? { failed: { code: 10000, message: 'no' } } : 'completed',
	answerShape: ({ input }) => ({
		usage: /0 *$/.test(String(input.prompt)) ? 'llm' : 'point',
		gaps: [],
	}),
});

/** The price of a task in relax mode is not known. */
const parametersOf = (played: LimitCase) =>
	imagine(PROMPT, {
		processMode: played.price === 'known' ? 'fast' : 'relax',
		taskOptions: {
			spendingLimit: LIMITS[sizeOf(played)],
			timeout: played.play.kind === 'keyRevoked' ? 300 : 3_000,
		},
	});

async function execute(
	played: LimitCase,
	setting: Setting,
	execution: number,
): Promise<WorkflowRun[]> {
	const settings = nodeSettings(played);
	const items = inputItems(ITEMS[sizeOf(played)], execution * APART);
	// Else the first item over the limit would end a run before it is stopped.
	if (played.way === 'stopped') settings.onError = 'continueRegularOutput';
	return await runAndRetry(setting, parametersOf(played), { items, settings }, played);
}

/** The most that the tasks of an execution held or had charged at a time. */
function mostHeld(setting: Setting, tasks: readonly SimulatedTask[]): number {
	const { ledger } = setting.piApi;
	const heldAt = (at: number): number =>
		tasks.reduce((sum, task) => sum + ledger.heldUsdOf(task, at), 0);
	return Math.max(0, ...tasks.map(({ createdAt }) => heldAt(createdAt)));
}

/** Dollars over all cases: what could be spent, and what was. */
const total = { allowed: 0, spent: 0 };

async function play(played: LimitCase, setting: Setting): Promise<boolean> {
	const { executions } = played;
	const { condition: _condition, ways: _ways, ...fault } = played.play;
	if (fault.kind === 'anotherTask') setting.piApi.addTask();
	const limit = LIMITS[sizeOf(played)];
	const expected = executions * Math.floor(limit / PRICE);
	setting.piApi.fault({ on: 'create', when: played.when, total: expected, ...fault });
	const all = await Promise.all(
		Array.from({ length: executions }, async (_, index) => await execute(played, setting, index)),
	);
	const made = setting.piApi.ledger.createdTasks();
	for (let execution = 0; execution < executions; execution++) {
		const held = mostHeld(
			setting,
			made.filter((task) => executionOf(task) === execution),
		);
		expect(held).toBeLessThanOrEqual(limit + 1e-9);
		if (played.way === 'stop') continue;
		total.allowed += limit;
		total.spent += held;
	}
	const executionOfRun = all.flatMap((runs, execution) => runs.map(() => execution));
	const completes = ({ outcome }: SimulatedTask): boolean =>
		typeof outcome !== 'object' || !('failed' in outcome);
	expect(
		outOfBalance({
			setting,
			played,
			runs: all.flat(),
			items: ITEMS[sizeOf(played)],
			hasPrompts: true,
			hasHistory: false,
			numberOf: (run, item) => (executionOfRun[run] ?? 0) * APART + item,
			counts: completes,
			most: 1,
			// n8n drops what a try said that it repeats.
			mustBeNamed: completes,
		}),
	).toEqual([]);
	return setting.piApi.ledger.requestsTo('create').some((request) => request.fault !== undefined);
}

afterAll(() => {
	// A node that creates nothing keeps every limit.
	expect(total.spent).toBeGreaterThan(total.allowed / 2);
});

testEach({
	cases: [...casesOf([...PLAYS.create, ...HIDDEN_PLAYS], 1), ...casesOf(PLAYS.executions, 3)],
	title: 'limit of $executions, price $price',
	speed: SPEED,
	behaviourOf,
	play,
});
