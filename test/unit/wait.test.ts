import type { Exchange } from '../../nodes/transport/exchange';
import { isProblem } from '../../nodes/transport/problem';
import {
	answered,
	awaitScript,
	fault,
	told,
	unknownTask,
	until,
	type Outcome,
	type Script,
} from './waitStage';

const LIMIT = 600;
const unknownKey = fault('refused', 'invalid api key', { httpCode: '401' });
const notFound = unknownTask();
const otherTask = told('completed', { task_id: 'task-2' });

const problemOf = ({ result }: Outcome) => {
	if (result === 'still waiting' || result === undefined || !('problem' in result)) {
		throw new Error(`no problem but ${JSON.stringify(result)}`);
	}
	expect(isProblem(result.problem)).toBe(true);
	return result.problem;
};

const passing: Array<[string, Exchange]> = [
	['pending', told('pending')],
	['staged', told('staged')],
	['processing', told('processing')],
	['an unknown status', told('rendering')],
	['an answer about another task', otherTask],
	['an answer without a task', answered(null)],
	['500', fault('unclear', 'server error', { httpCode: '500' })],
	['429', fault('busy', 'too many', { httpCode: '429' })],
	['429 with Retry-After 0', fault('busy', 'too many', { httpCode: '429', retryAfter: 0 })],
	['no connection', fault('neverSent', 'not reached')],
	['401', unknownKey],
	['403', fault('refused', 'forbidden', { httpCode: '403' })],
	['a redirect', fault('refused', 'redirect', { httpCode: '302' })],
	['400', fault('refused', 'bad request', { httpCode: '400' })],
];

describe.each(passing)('%s', (_, exchange) => {
	it('at first, then completed: the task is returned', async () => {
		const outcome = await awaitScript(until(30, exchange, told('completed')));
		expect(outcome.result).toMatchObject({ task: { id: 'task-1', status: 'completed' } });
		expect(outcome.endedAt).toBeGreaterThanOrEqual(30);
		expect(outcome.endedAt).toBeLessThanOrEqual(62);
	});

	it('in the middle: the task is returned', async () => {
		const script: Script = (age) =>
			age < 10 ? told('processing') : age < 200 ? exchange : told('completed');
		const outcome = await awaitScript(script);
		expect(outcome.result).toMatchObject({ task: { status: 'completed' } });
		expect(outcome.endedAt).toBeLessThanOrEqual(240);
	});

	it('for good: the time limit ends it, with the task in the error, and without a storm', async () => {
		const outcome = await awaitScript(() => exchange);
		const problem = problemOf(outcome);
		expect(problem.message).toBe('The task has not finished after 600 seconds (Timeout)');
		expect(problem.advice).toContain('keeps running at PiAPI');
		expect(problem.taskId).toBe('task-1');
		expect(outcome.endedAt).toBe(LIMIT);
		expect(outcome.checks.length).toBeLessThan(40);
		expect(outcome.checks[outcome.checks.length - 1]).toBe(LIMIT);
	});
});

describe('the end', () => {
	it.each(['cancelled', 'canceled'])('%s is a problem that says so', async (status) => {
		const problem = problemOf(await awaitScript(until(5, told('processing'), told(status))));
		expect(problem).toMatchObject({ message: 'The task was canceled', taskStatus: 'canceled' });
		expect(problem.advice).toContain('new, paid task');
	});

	it.each([
		[{ message: 'no foxes' }, 'no foxes'],
		[{}, 'The task failed without a reason'],
	])('failed with %j is a problem', async (error, message) => {
		const problem = problemOf(await awaitScript(() => told('failed', { error })));
		expect(problem).toMatchObject({ message, taskId: 'task-1', taskStatus: 'failed' });
	});

	it('exactly at the limit is seen', async () => {
		const outcome = await awaitScript(until(LIMIT, told('processing'), told('completed')));
		expect(outcome.result).toMatchObject({ task: { status: 'completed' } });
		expect(outcome.endedAt).toBe(LIMIT);
	});

	it('is told to the listener, and so is each state before', async () => {
		const { seen } = await awaitScript((_, count) =>
			count === 1 ? told('pending') : count === 2 ? unknownKey : told('completed'),
		);
		expect(seen).toEqual(['pending', 'completed']);
	});

	it('of a task whose ID was typed in capitals is its end', async () => {
		const outcome = await awaitScript(() => told('completed'), { watch: { taskId: 'TASK-1' } });
		expect(outcome.result).toMatchObject({ task: { status: 'completed' } });
	});
});

describe('the time limit', () => {
	it('returns the unfinished task when asked, as last seen', async () => {
		const script: Script = (_, count) => (count === 1 ? told('processing') : otherTask);
		const { result } = await awaitScript(script, { waiting: { returnUnfinished: true } });
		expect(result).toEqual({
			task: expect.objectContaining({ id: 'task-1', status: 'processing' }),
		});
	});

	it('is an error when there is nothing to return', async () => {
		const outcome = await awaitScript(() => otherTask, { waiting: { returnUnfinished: true } });
		expect(problemOf(outcome).taskStatus).toBe('unknown');
	});

	it('tells the last refusal and what to do about it', async () => {
		const { advice } = problemOf(await awaitScript(until(100, told('processing'), unknownKey)));
		expect(advice).toContain('invalid api key. Advice for invalid api key.');
	});

	it('does not tell a fault that has passed', async () => {
		const { advice } = problemOf(await awaitScript(until(100, unknownKey, told('processing'))));
		expect(advice).not.toContain('api key');
	});

	it.each(['pending', 'staged'])(
		'of a task that is %s tells to look at balance',
		async (status) => {
			const problem = problemOf(await awaitScript(() => told(status)));
			expect(problem.advice).toContain('check the balance and the running tasks');
			expect(problem.taskStatus).toBe(status);
		},
	);

	it('of a task that runs does not', async () => {
		expect(problemOf(await awaitScript(() => told('processing'))).advice).not.toContain('balance');
	});

	it('holds for a task that was created long ago', async () => {
		const outcome = await awaitScript(() => told('processing'), {
			watch: { limitSince: 1, since: 1, checkFirst: true },
		});
		expect(outcome.checks).toEqual([0]);
		expect(problemOf(outcome).message).toContain('Timeout');
	});

	it('holds, and a few seconds, when no answer comes', async () => {
		const outcome = await awaitScript(() => 'never');
		expect(problemOf(outcome).message).toContain('Timeout');
		expect(outcome.endedAt).toBe(LIMIT + 10);
	});

	it('holds when the last check gets no answer', async () => {
		const outcome = await awaitScript(until(LIMIT, told('processing'), 'never'));
		expect(outcome.endedAt).toBe(LIMIT + 10);
		expect(problemOf(outcome).taskStatus).toBe('processing');
	});

	it('is not outlasted by a Retry-After, nor is PiAPI asked before', async () => {
		const script: Script = () => fault('busy', 'later', { httpCode: '429', retryAfter: 3_600_000 });
		const outcome = await awaitScript(script, { limit: 20 });
		expect(outcome.checks).toHaveLength(1);
		expect(outcome.endedAt).toBe(20);
	});
});

describe('a Retry-After', () => {
	const later = (retryAfter: number) => fault('busy', 'later', { httpCode: '429', retryAfter });
	const pauseAfter = async (script: Script): Promise<number> => {
		const { checks } = await awaitScript(script, { limit: 3_000 });
		return (checks[1] ?? 0) - (checks[0] ?? 0);
	};

	it.each([
		[0, 1],
		[500, 1],
		[7_000, 7],
		[60_000, 60],
		[3_600_000, 60],
	])('of %p ms pauses for %p s', async (retryAfter, seconds) => {
		const pause = await pauseAfter((_, count) =>
			count === 1 ? later(retryAfter) : told('completed'),
		);
		expect(pause).toBeCloseTo(seconds, 6);
	});

	it('of nothing, again and again, is answered with growing pauses', async () => {
		const { checks } = await awaitScript(() => later(0), { limit: 300 });
		expect(checks.length).toBeLessThan(20);
	});
});

describe('refusals', () => {
	it('404 for less than a minute is waited out', async () => {
		const outcome = await awaitScript(until(45, notFound, told('completed')));
		expect(outcome.result).toMatchObject({ task: { status: 'completed' } });
	});

	it('404 for more than a minute ends the wait', async () => {
		const outcome = await awaitScript(() => notFound);
		expect(problemOf(outcome)).toMatchObject({
			message: 'task not found',
			httpCode: '404',
			taskId: 'task-1',
			taskStatus: 'unknown',
		});
		expect(outcome.endedAt).toBeGreaterThan(60);
		expect(outcome.endedAt).toBeLessThan(100);
	});

	it('404 in turn with other faults does not', async () => {
		const outcome = await awaitScript((_, count) => (count % 2 === 0 ? notFound : unknownKey));
		expect(outcome.endedAt).toBe(LIMIT);
	});

	it.each([
		['401', unknownKey],
		['404', notFound],
	])('%s on a task of which nothing is known yet ends the wait at once', async (_, exchange) => {
		const outcome = await awaitScript(() => exchange, { watch: { known: false } });
		expect(problemOf(outcome).message).toBe(
			exchange.outcome === 'refused' && exchange.problem.message,
		);
		expect(outcome.checks).toHaveLength(1);
	});

	it('401 once the task was seen is waited out, although nothing was known before', async () => {
		const script: Script = (age, count) =>
			count === 1 ? told('processing') : age < 300 ? unknownKey : told('completed');
		const outcome = await awaitScript(script, { watch: { known: false } });
		expect(outcome.result).toMatchObject({ task: { status: 'completed' } });
	});
});

describe('a stop', () => {
	it.each([0.5, 2, 100])('after %p s ends the wait with nothing', async (stopAt) => {
		const outcome = await awaitScript(() => told('processing'), { stopAt });
		expect(outcome.result).toBeUndefined();
		expect(outcome.endedAt).toBe(stopAt);
		expect(Math.max(0, ...outcome.checks)).toBeLessThanOrEqual(stopAt);
	});

	it('that the request tells of ends it, too', async () => {
		const outcome = await awaitScript(() => ({ outcome: 'canceled' }));
		expect(outcome.result).toBeUndefined();
		expect(outcome.checks).toHaveLength(1);
	});
});
