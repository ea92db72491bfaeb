import { atSpeed } from './atSpeed';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { balanceOf, imagine, itemsOf, timeNode } from './nodeRun';

const EXECUTIONS = 3;
const ITEMS = 50;
const LIMIT = 5;
const TASK_SECONDS = 2;
/** Low, since all work counts as many times as time runs faster. */
const SPEED = 2;

interface Shared {
	/** Seconds of each execution, the first to end first. */
	readonly seconds: readonly number[];
	readonly made: number;
}

/** Executions that start together and share what the account allows. */
async function shared({ host }: Bench): Promise<Shared> {
	return await atSpeed(SPEED, async (_, clock) => {
		const address = await host.open({
			taskSeconds: TASK_SECONDS,
			accountConcurrency: LIMIT,
			maxConcurrent: LIMIT,
			clock,
		});
		const runs = await Promise.all(
			Array.from({ length: EXECUTIONS }, async () =>
				timeNode(address, { parameters: imagine(), items: itemsOf(ITEMS) }),
			),
		);
		const seconds = runs.map((run) => run.seconds * SPEED).sort((one, other) => one - other);
		return { seconds, made: (await host.story()).tasks.length };
	});
}

async function benchShared(bench: Bench): Promise<Figure[]> {
	const rounds = await inRounds(bench, async () => await shared(bench));
	const ideal = (EXECUTIONS * ITEMS * TASK_SECONDS) / LIMIT;
	const name = `${EXECUTIONS} executions of ${ITEMS} items of ${TASK_SECONDS} s, limit ${LIMIT}`;
	const baseline = { name: 'ideal', rounds: rounds.map(() => ideal) };
	const note = `Time runs ${SPEED} times faster, so work counts ${SPEED} times.`;
	return [
		{
			name: `${name}: the slowest`,
			unit: 's',
			rounds: rounds.map(({ seconds }) => seconds.at(-1) ?? NaN),
			baseline,
			goal: { of: 'ratio', is: 'at most', value: 1.3 },
			note,
		},
		{
			name: `${name}: the first to end`,
			unit: 's',
			rounds: rounds.map(({ seconds }) => seconds[0] ?? NaN),
			baseline,
			goal: { of: 'ratio', is: 'at least', value: 0.5 },
			note,
		},
		{
			name: `${name}: tasks created`,
			unit: '',
			rounds: rounds.map(({ made }) => made),
			goal: { of: 'value', is: 'exactly', value: EXECUTIONS * ITEMS },
		},
	];
}

/** The account does not say how many tasks it allows, and takes all of them. */
async function benchUnknown(bench: Bench, count: number, goal: number): Promise<Figure[]> {
	const rounds = await inRounds(bench, async () => {
		const address = await bench.host.open({ taskSeconds: TASK_SECONDS });
		const { run, seconds } = await timeNode(address, {
			parameters: imagine(),
			items: itemsOf(count),
		});
		const { lost, doubled } = balanceOf(run.output, await bench.host.story(), count);
		return { seconds, wrong: lost + doubled };
	});
	const name = `unknown limit, ${count} items of ${TASK_SECONDS} s, real time`;
	return [
		{
			name: `${name}: makespan`,
			unit: 's',
			rounds: rounds.map(({ seconds }) => seconds),
			baseline: { name: 'ideal', rounds: rounds.map(() => TASK_SECONDS) },
			goal: { of: 'value', is: 'at most', value: goal },
		},
		{
			name: `${name}: tasks lost or doubled`,
			unit: '',
			rounds: rounds.map(({ wrong }) => wrong),
			goal: { of: 'value', is: 'exactly', value: 0 },
		},
	];
}

/** How well the account's limit is used: by several executions, and where nobody tells it. */
export const benchLimits = async (bench: Bench): Promise<Figure[]> => [
	...(await benchShared(bench)),
	...(await benchUnknown(bench, 10, 2.7)),
	...(await benchUnknown(bench, 50, 3.5)),
];
