import { reportStop, type TaskState } from '../../nodes/task/stop';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createProblem } from '../../nodes/transport/problem';
import { answeredWith, refusedWith } from './connectionStage';
import { HandClock, settle } from './handClock';

const MINUTE = 60_000;
const done = answeredWith(null);

interface Stage {
	readonly tasks?: Record<string, string>;
	readonly cancelOnStop?: boolean;
	/** Created by a request that was on its way when the run was stopped. */
	readonly late?: Record<string, string>;
	readonly unclear?: string[];
	readonly answer?: (count: number) => Exchange;
	/** Of the task that is checked. */
	readonly shows?: string;
}

async function stopped({ tasks = {}, cancelOnStop = false, late = {}, ...stage }: Stage) {
	const clock = new HandClock();
	const canceled: string[] = [];
	const warnings: string[] = [];
	const ledger = new Map<string, TaskState>();
	const add = (states: Record<string, string>) =>
		Object.entries(states).forEach(([id, status]) => ledger.set(id, { status, cancelOnStop }));
	add(tasks);
	const reporting = reportStop({
		client: {
			cancelTaskThroughStop: async (taskId) => {
				canceled.push(taskId);
				return await Promise.resolve(stage.answer?.(canceled.length) ?? done);
			},
			getTaskThroughStop: async (taskId) =>
				await Promise.resolve(
					answeredWith({ task_id: taskId, status: stage.shows, model: 'm', task_type: 't' }),
				),
		} as Partial<Client> as Client,
		clock,
		ledger,
		settled: async () => {
			await settle();
			add(late);
		},
		unclear: (stage.unclear ?? []).map((message) => createProblem({ message, advice: 'Look.' })),
		report: { warn: (text) => warnings.push(text) },
	});
	await clock.advance(MINUTE);
	await reporting;
	return { canceled, warnings };
}

const left = (tasks: string): string =>
	`The execution was stopped. Tasks that it created at PiAPI: ${tasks}. Fetch their results with the operation Get Task.`;

it('says nothing where nothing was created', async () => {
	expect(await stopped({})).toEqual({ canceled: [], warnings: [] });
});

it('names its tasks, those that come late too, each once', async () => {
	const { warnings, canceled } = await stopped({
		tasks: { a: 'processing', b: 'completed' },
		late: { c: 'pending' },
	});
	expect(warnings).toEqual([left('a (processing), b (completed)'), left('c (pending)')]);
	expect(canceled).toEqual([]);
});

it('says what is unclear', async () => {
	const { warnings } = await stopped({ unclear: ['It is unknown'] });
	expect(warnings).toEqual(['It is unknown. Look.']);
});

it('cancels what has not finished, where this is wanted', async () => {
	const { canceled } = await stopped({
		tasks: { a: 'pending', b: 'completed', c: 'failed', d: 'processing' },
		cancelOnStop: true,
		late: { e: 'pending' },
	});
	expect(canceled).toEqual(['a', 'd', 'e']);
});

it('cancels through a passing fault', async () => {
	const lost = { ...refusedWith('Lost'), outcome: 'unclear' as const };
	const { canceled, warnings } = await stopped({
		tasks: { a: 'pending' },
		cancelOnStop: true,
		answer: (count) => (count < 3 ? lost : done),
	});
	expect(canceled).toEqual(['a', 'a', 'a']);
	expect(warnings).toEqual([left('a (pending)')]);
});

it.each([
	['canceled', []],
	['processing', ['Task a could not be canceled: Already canceled.']],
])('checks a task of which the answer was lost: %s', async (shows, more) => {
	const lost = { ...refusedWith('Lost'), outcome: 'unclear' as const };
	const { warnings } = await stopped({
		tasks: { a: 'pending' },
		cancelOnStop: true,
		shows,
		answer: (count) => (count < 2 ? lost : refusedWith('Already canceled')),
	});
	expect(warnings).toEqual([left('a (pending)'), ...more]);
});

it('says why a task could not be canceled', async () => {
	const { warnings } = await stopped({
		tasks: { a: 'pending' },
		cancelOnStop: true,
		answer: () => refusedWith('Too late'),
	});
	expect(warnings).toEqual([left('a (pending)'), 'Task a could not be canceled: Too late.']);
});
