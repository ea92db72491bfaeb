import { inRounds, noteOf, type Bench } from './bench';
import { atMost, exactly, figuresOf, ratioAtLeast, ratioAtMost, type Figure } from './figure';
import { itemsOf, runItems, timeNode } from './nodeRun';

const EXECUTIONS = 3;
const ITEMS = 50;
const LIMIT = 5;
const TASK_SECONDS = 2;
/** Low, since all work counts as many times as time runs faster. */
const SPEED = 2;

/** Executions that start together and share what the account allows. */
async function benchShared(bench: Bench): Promise<Figure[]> {
	const rounds = await inRounds(
		bench,
		async (round) => {
			const address = await round.open({
				taskSeconds: TASK_SECONDS,
				accountConcurrency: LIMIT,
				maxConcurrent: LIMIT,
			});
			const runs = await Promise.all(
				Array.from({ length: EXECUTIONS }, async () => {
					const { seconds } = await timeNode(address, { items: itemsOf(ITEMS) });
					return seconds * SPEED;
				}),
			);
			const made = (await round.story()).tasks.length;
			return { slowest: Math.max(...runs), first: Math.min(...runs), made };
		},
		SPEED,
	);
	const ideal = (EXECUTIONS * ITEMS * TASK_SECONDS) / LIMIT;
	const figure = figuresOf(
		`${EXECUTIONS} executions of ${ITEMS} items of ${TASK_SECONDS} s, limit ${LIMIT}`,
		rounds,
	);
	const timed = { unit: 's', against: ['ideal', () => ideal], note: noteOf(SPEED) } as const;
	return [
		figure('the slowest', ({ slowest }) => slowest, { ...timed, goal: ratioAtMost(1.3) }),
		figure('the first to end', ({ first }) => first, { ...timed, goal: ratioAtLeast(0.5) }),
		figure('tasks created', ({ made }) => made, { goal: exactly(EXECUTIONS * ITEMS) }),
	];
}

/** The account does not say how many tasks it allows, and takes all of them. */
async function benchUnknown(bench: Bench, count: number, goal: number): Promise<Figure[]> {
	const rounds = await inRounds(
		bench,
		async (round) => await runItems(round, { taskSeconds: TASK_SECONDS }, count),
	);
	const figure = figuresOf(`unknown limit, ${count} items of ${TASK_SECONDS} s, real time`, rounds);
	return [
		figure('time until all are done', ({ seconds }) => seconds, {
			unit: 's',
			against: ['ideal', () => TASK_SECONDS],
			goal: atMost(goal),
		}),
		figure('tasks lost or doubled', ({ lost, doubled }) => lost + doubled, { goal: exactly(0) }),
	];
}

/** How well the account's limit is used: by several executions, and where nobody tells it. */
export const benchLimits = async (bench: Bench): Promise<Figure[]> => [
	...(await benchShared(bench)),
	...(await benchUnknown(bench, 10, 2.7)),
	...(await benchUnknown(bench, 50, 3.5)),
];
