import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import { openAccount } from '../task/account';
import { openTaskRun, type TaskRun } from '../task/run';
import { isProblem, type Problem } from '../transport/problem';
import { planCallback, type CallbackPlan } from './callbackPlan';
import type { PiApiConnection } from './connection';
import { createDelivery } from './delivery';
import { showHint, showItemHints, showResultHints } from './hints';
import { followJobOf, createJobOf, type PreparedJob, type TaskWork } from './jobs';
import { forEachItem, type Action, type ReadyItem, type Run, type Work } from './pipeline';
import { createProgress } from './progress';
import { reportTo, stoppedText, tasksInError } from './leftTasks';
import { readSettings, type Settings } from './settings';
import { slotsFor } from './slotsFor';
import { unexpected } from './thrown';
import { waitForCallback } from './waitForCallback';

/** Creates or follows one task for each input item. `families` tell where the results are. */
export const runTasks = (families: readonly Family[], task: TaskWork): Action =>
	forEachItem((run) => taskWork(run, families, task));

function taskWork(run: Run, families: readonly Family[], task: TaskWork): Work<PreparedJob> {
	const { context, parameters, connections } = run;
	const runs = new Map<PiApiConnection, TaskRun>();
	const all = <T>(each: (taskRun: TaskRun) => T[]): T[] => [...runs.values()].flatMap(each);
	const deliver = createDelivery(context.helpers, families, run.stop);
	let items: ReadonlyArray<ReadyItem<PreparedJob>> = [];

	let plan: CallbackPlan | undefined;
	const webhookFor = (settings: Settings, { webhookSecret }: PiApiConnection) => {
		const { wait, webhookUrl, cancelTasksOnStop } = settings;
		if (wait === 'callback') {
			const keyPerItem = connections.dependOnItem;
			plan ??= planCallback(context, { webhookUrl, cancelTasksOnStop, keyPerItem });
		}
		// The address of a waiting execution carries a token of its own.
		return plan && 'url' in plan
			? { url: plan.url, secret: '' }
			: { url: webhookUrl, secret: webhookSecret };
	};
	const isCallback = (): boolean => plan !== undefined && 'url' in plan;

	const openRun = async (connection: PiApiConnection): Promise<void> => {
		const own = items.filter((item) => item.connection === connection);
		const { client, time, account } = connection;
		const taskRun = openTaskRun(
			own.map(({ prepared }) => prepared.job),
			{
				client,
				time,
				clock: systemClock,
				random: Math.random,
				account: openAccount(account, { clock: systemClock, random: Math.random }),
				records: run.records,
				executionId: run.executionId,
				report: reportTo(context, connections.secrets()),
				onSeen: createProgress(context, own.length, systemClock, connections.secrets()),
				stop: run.stop,
				ending: run.ending,
				endWhenCreated: isCallback(),
				...(await slotsFor(own, client)),
			},
		);
		runs.set(connection, taskRun);
	};

	return {
		prepare(itemIndex, connection) {
			const settings = readSettings(parameters, itemIndex);
			if (isProblem(settings)) return settings;
			if (task.kind === 'follow') return followJobOf(run, itemIndex, task.makes, settings);
			const webhook = webhookFor(settings, connection);
			return createJobOf(run, itemIndex, task, settings, webhook, run.uploaderOf(connection));
		},
		async begin(ready) {
			items = ready;
			showItemHints(
				context,
				ready.map(({ itemIndex, prepared }) => ({ itemIndex, hints: prepared.hints })),
			);
			if (plan && 'hint' in plan) showHint(context, plan.hint);
			for (const connection of new Set(ready.map((item) => item.connection))) {
				await openRun(connection);
			}
		},
		async run({ itemIndex, connection, prepared: { job, settings } }) {
			const result = await runs.get(connection)?.run(job);
			if (result === undefined) return undefined;
			if ('problem' in result) return result.problem;
			return await deliver(result.task, itemIndex, settings, result.giveUpAt);
		},
		settled: async () => {
			await Promise.all(all((taskRun) => [taskRun.settled()]));
		},
		remainder: (problem) =>
			tasksInError(
				all((taskRun) => taskRun.taskIds(problem)),
				all((taskRun) => taskRun.unclear(problem)),
			),
		onStop: () => stoppedText(all((taskRun) => taskRun.onStop())),
		async finish(outcomes) {
			if (isCallback()) {
				const open = new Map(all((taskRun) => [...taskRun.open]));
				return await waitForCallback({ run, families, items, outcomes, open, deliver });
			}
			const finished = outcomes.map((outcome) => outcome ?? unexpected('no result'));
			showResultHints(context, finished, items[0]?.prepared.settings, noteOf(task));
			return { outcomes: finished };
		},
		explain: (problem) => withAvailabilityNote(problem, noteOf(task)),
		close: () => runs.forEach((taskRun) => taskRun.close()),
	};
}

const noteOf = (task: TaskWork): string | undefined =>
	task.kind === 'create' ? task.availabilityNote : undefined;

/** Where PiAPI itself said no, the reason may be that it no longer offers the service. */
const withAvailabilityNote = (problem: Problem, note: string | undefined): Problem =>
	note !== undefined && (problem.httpCode !== undefined || problem.taskStatus === 'failed')
		? { ...problem, advice: `${problem.advice} ${note}.` }
		: problem;
