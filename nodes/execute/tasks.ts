import type { Family } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import type { JobResult } from '../task/job';
import { createProblem, isProblem, unexpected, type Problem } from '../transport/problem';
import { createBill } from './bill';
import { createDelivery, triedOf, type Deliver } from './delivery';
import { openDryRuns, type DryRuns } from './dryRun';
import { planTask } from './dryTask';
import { openResultWarnings, showHint, showItemHints, showResultHints } from './hints';
import { createJobOf, followJobOf, type PreparedJob, type TaskWork } from './jobs';
import { cancellation, type ItemOutcome } from './outcome';
import { forEachItem, type Action } from './pipeline';
import type { Finished, ReadyItem, Run, Work } from './work';
import { readSettings } from './settings';
import { isTool } from './tool';
import { createTaskRuns } from './taskRuns';
import { waitForCallback } from './waitForCallback';
import { createWebhookAddress } from './webhookAddress';

/** Creates or follows one task for each input item. `families` tell where the results are. */
export const runTasks = (families: readonly Family[], task: TaskWork): Action =>
	forEachItem((run) => taskWork(run, families, task));

function taskWork(run: Run, families: readonly Family[], task: TaskWork): Work<PreparedJob> {
	const { context, parameters, connections } = run;
	const warnings = openResultWarnings(context, () => connections.secrets());
	const deliver = createDelivery(context.helpers, families, {
		signal: run.stop,
		onHint: warnings.add,
	});
	const webhook = createWebhookAddress(run, () => triesOthers(run, task));
	const tasks = createTaskRuns(run);
	const bill = createBill();
	let items: ReadonlyArray<ReadyItem<PreparedJob>> = [];
	// n8n copies the node for each question about it.
	const tool = isTool(context);
	const dryRuns = dryRunsOf(run, task, tool);
	return {
		withoutRun: dryRuns?.withoutRun,
		prepare(itemIndex, connection) {
			const settings = readSettings(parameters, itemIndex, tool);
			if (isProblem(settings)) return settings;
			const { makes } = task;
			if (task.kind === 'follow') return followJobOf(run, itemIndex, makes, settings);
			const uploader = run.uploaderOf(connection);
			const config = webhook.of(settings, connection);
			return createJobOf(task, { run, itemIndex, makes, settings, webhook: config, uploader });
		},
		async begin(ready) {
			items = ready;
			showHintsOn(context, ready, webhook.hint());
			dryRuns?.show();
			await tasks.open(ready, webhook.isCallback());
		},
		async run(item) {
			const result = await tasks.run(item);
			billOf(result).forEach(bill.add);
			return result === undefined ? undefined : await delivered(result, item, deliver);
		},
		settled: tasks.settled,
		remainder: tasks.remainder,
		onStop: tasks.onStop,
		async finish(outcomes) {
			if (webhook.isCallback()) {
				const unfinished = tasks.unfinished();
				const created = { run, families, items, outcomes, unfinished, deliver, bill };
				const paused = await waitForCallback(created);
				if (run.stop.aborted) throw cancellation(context, tasks.onStop());
				return paused;
			}
			const finished = finishedOf(context, outcomes, items[0]?.prepared.settings, task);
			bill.show(context);
			return finished;
		},
		explain: (problem) => withAvailabilityNote(problem, noteOf(task)),
		close() {
			tasks.close();
			warnings.show();
		},
	};
}

const triesOthers = (run: Run, task: TaskWork): boolean =>
	task.kind === 'create' && task.triesOthers?.(run) === true;

const dryRunsOf = (run: Run, task: TaskWork, tool: boolean): DryRuns | undefined =>
	task.kind === 'create'
		? openDryRuns(run, (itemIndex) => planTask(run, itemIndex, task, tool))
		: undefined;

/** What the items are told before anything is sent. */
function showHintsOn(
	context: Run['context'],
	items: ReadonlyArray<ReadyItem<PreparedJob>>,
	hint: string | undefined,
): void {
	const ofItems = items.map(({ itemIndex, prepared: { hints } }) => ({ itemIndex, hints }));
	showItemHints(context, ofItems);
	if (hint !== undefined) showHint(context, hint);
}

async function delivered(
	result: NonNullable<JobResult>,
	{ itemIndex, prepared: { settings } }: ReadyItem<PreparedJob>,
	deliver: Deliver,
): Promise<ItemOutcome> {
	if ('problem' in result) return result.problem;
	const { task, name, attempts, giveUpAt = systemClock.now() } = result;
	const format = { ...settings, tried: triedOf(name, attempts) };
	return await deliver(task, itemIndex, format, giveUpAt);
}

function finishedOf(
	context: Run['context'],
	outcomes: ReadonlyArray<ItemOutcome | undefined>,
	settings: PreparedJob['settings'] | undefined,
	task: TaskWork,
): Finished {
	const finished = outcomes.map((outcome) => outcome ?? unexpected('no result'));
	showResultHints(context, finished, settings, noteOf(task));
	return { outcomes: finished };
}

/** The job's task, and those of models that were tried before. */
const billOf = (result: JobResult): JobResult[] => [
	...(result?.attempts ?? []).map(({ taskId, status, reason, costUsd }) => ({
		problem: createProblem({
			message: reason,
			advice: '',
			taskId: taskId ?? undefined,
			taskStatus: status,
			costUsd,
		}),
	})),
	result,
];

const noteOf = (task: TaskWork): string | undefined =>
	task.kind === 'create' ? task.availabilityNote : undefined;

/** Where PiAPI itself said no, the reason may be that it no longer offers the service. */
const withAvailabilityNote = (problem: Problem, note: string | undefined): Problem =>
	note !== undefined && (problem.httpCode !== undefined || problem.taskStatus === 'failed')
		? { ...problem, advice: `${problem.advice} ${note}.` }
		: problem;
