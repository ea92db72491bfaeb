import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family, MediaKind } from '../catalog/vocabulary';
import { systemClock } from '../task/clock';
import type { Job } from '../task/job';
import { openRecords, type Records } from '../task/records';
import { runJobs, type RunResult } from '../task/run';
import type { Client } from '../transport/client';
import { isObject } from '../transport/envelope';
import { createProblem, isProblem, withoutSecrets, type Problem } from '../transport/problem';
import { isFinal, pendingTask, readTask } from '../transport/task';
import { planCallback, type CallbackPlan } from './callbackPlan';
import type { PiApiConnection } from './connection';
import { createDelivery, type Deliver, type ItemFormat } from './delivery';
import { showHint, showItemHints, showResultHints } from './hints';
import { followJobOf, createJobOf, type TaskSource } from './jobs';
import { fileUploaderOf } from './fileUploader';
import { cancellation, failure, itemsOf, type ItemOutcome } from './outcome';
import { createProgress } from './progress';
import { outcomeOf } from './resume';
import { readSettings, type Settings } from './settings';
import { isTool } from './tool';
import { putToWait, waitingItem } from './waitingTask';

/** Milliseconds; n8n looks for what is due once a minute. */
const SHORTEST_SLEEP = 60_000;
/** Where the account does not say how many tasks it runs at a time. */
const USUAL_SLOTS = 8;

const USUAL_SHAPE: ItemFormat = {
	output: { form: 'simplified' },
	oneItemPerFile: false,
	downloadFiles: false,
	maximumFileSize: 1024,
};

interface Prepared {
	readonly job: Job;
	readonly settings: Settings;
	readonly hints: readonly string[];
}

/** What a run does: make tasks, or follow those that are there already. */
export type Work =
	| {
			readonly kind: 'create';
			readonly makes: MediaKind;
			/** Why PiAPI may refuse such tasks. */
			readonly availabilityNote?: string;
			readonly sourceOf: (itemIndex: number) => TaskSource | Problem;
	  }
	| { readonly kind: 'follow'; readonly makes: MediaKind };

/** Makes or follows one task for each input item. `families` tell where the results are. */
export async function runTasks(
	context: IExecuteFunctions,
	families: readonly Family[],
	work: Work,
	connection: PiApiConnection,
): Promise<INodeExecutionData[]> {
	const { client, secrets, stop } = connection;
	const items = context.getInputData();
	const failFast = !context.continueOnFail();
	const availabilityNote = work.kind === 'create' ? work.availabilityNote : undefined;
	const uploader = fileUploaderOf(context, connection);

	let plan: CallbackPlan | undefined;
	const webhookFor = (settings: Settings): { url: string; secret: string } => {
		const { wait, webhookUrl, cancelTasksOnStop } = settings;
		if (wait === 'callback') plan ??= planCallback(context, { webhookUrl, cancelTasksOnStop });
		// The address of a sleeping execution carries a token of its own.
		return plan && 'url' in plan
			? { url: plan.url, secret: '' }
			: { url: webhookUrl, secret: connection.webhookSecret };
	};
	const prepare = (itemIndex: number): Prepared | Problem => {
		const settings = readSettings(context, itemIndex);
		if (isProblem(settings)) return settings;
		if (work.kind === 'follow') {
			const job = followJobOf(context, itemIndex, work.makes, settings);
			return isProblem(job) ? job : { job, settings, hints: [] };
		}
		const making = work.sourceOf(itemIndex);
		if (isProblem(making)) return making;
		const made = createJobOf(
			context,
			itemIndex,
			making,
			work.makes,
			settings,
			webhookFor(settings),
			uploader,
		);
		return isProblem(made) ? made : { ...made, settings };
	};
	const prepared = items.map((_, itemIndex) => attempted(() => prepare(itemIndex)));
	// What is wrong with the input shows before anything is paid.
	const wrong = prepared.findIndex((entry) => isProblem(entry));
	const wrongEntry = prepared[wrong];
	if (failFast && wrongEntry && isProblem(wrongEntry)) {
		throw failure(context, wrongEntry, wrong, secrets);
	}

	const ready = prepared.filter((entry): entry is Prepared => !isProblem(entry));
	const byItem = new Map(ready.map((entry) => [entry.job.itemIndex, entry]));
	showItemHints(
		context,
		ready.map(({ job: { itemIndex }, hints }) => ({ itemIndex, hints })),
	);
	const first = ready[0]?.settings;
	const records = openRecords(
		context.getContext('node'),
		Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0,
		context.getExecutionId(),
	);
	if (plan && 'hint' in plan) showHint(context, plan.hint);
	const sleeps = plan !== undefined && 'url' in plan;
	const deliverTask = createDelivery(context.helpers, families, stop);
	const result = await runJobs(
		ready.map(({ job }) => job),
		{
			client,
			clock: systemClock,
			random: Math.random,
			records,
			executionId: context.getExecutionId(),
			report: reportTo(context, secrets),
			onSeen: createProgress(context, ready.length, systemClock, secrets),
			stop,
			awaitTasks: first?.wait !== 'doNotWait',
			leaveWhenMade: sleeps,
			returnUnfinished: first?.returnUnfinished ?? false,
			cancelTasksOnStop: first?.cancelTasksOnStop ?? false,
			failFast,
			...(await slotsFor(work, ready, connection)),
		},
		async (task, itemIndex) =>
			await deliverTask(task, itemIndex, byItem.get(itemIndex)?.settings ?? USUAL_SHAPE),
	);
	if (result.outcome === 'stopped') throw cancellation(context);
	if (result.outcome === 'failed') {
		leaveBehind(context, records);
		const problem = withAvailabilityNote(result.problem, availabilityNote);
		throw failure(context, problem, result.itemIndex, secrets, remainder(result));
	}
	if (result.outcome === 'left') {
		const left: Left = { ready, result, families, deliverTask };
		const fresh = await lookAfresh(left, client);
		const output = itemsOf(inOrder(prepared, fresh.outcomes), secrets);
		records.forgetAll();
		return fresh.until === undefined ? output : await putToWait(context, output, fresh.until);
	}
	const outcomes = inOrder(prepared, result.results);
	showResultHints(context, outcomes, first ?? USUAL_SHAPE, availabilityNote);
	const output = itemsOf(outcomes, secrets);
	tidy(context, records, output);
	return output;
}

interface Left {
	readonly ready: readonly Prepared[];
	readonly result: Extract<RunResult<INodeExecutionData[]>, { outcome: 'left' }>;
	readonly families: readonly Family[];
	readonly deliverTask: Deliver;
}

/** A last look before the execution sleeps: a callback that comes too early is lost. */
async function lookAfresh(
	{ ready, result, families, deliverTask }: Left,
	client: Client,
): Promise<{ outcomes: ItemOutcome[]; until?: Date }> {
	const limits: number[] = [];
	const outcomes = await Promise.all(
		ready.map(async ({ job, settings }, position): Promise<ItemOutcome> => {
			const { itemIndex, pace } = job;
			const made = result.open.get(itemIndex);
			if (made === undefined) return result.results[position] ?? [];
			const exchange = await client.getTask(made.taskId);
			const seen = exchange.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
			const task = seen ?? made.task ?? pendingTask(made.taskId);
			if (isFinal(task)) return await outcomeOf(task, { itemIndex, shape: settings }, deliverTask);
			limits.push(made.sentAt + pace.timeLimit);
			return [waitingItem(task, families, itemIndex, settings)];
		}),
	);
	const until = Math.max(...limits, systemClock.now() + SHORTEST_SLEEP);
	return { outcomes, ...(limits.length > 0 ? { until: new Date(until) } : {}) };
}

/** An expression that fails is a fault of its item alone. */
function attempted<T>(prepare: () => T): T | Problem {
	try {
		return prepare();
	} catch (thrown) {
		const message = thrown instanceof Error ? thrown.message : String(thrown);
		return createProblem({ message, advice: 'Check the expressions in the fields of this node.' });
	}
}

/** Puts the results of the jobs back among the items that never became one. */
function inOrder(
	prepared: ReadonlyArray<Prepared | Problem>,
	results: readonly ItemOutcome[],
): ItemOutcome[] {
	const left = [...results];
	return prepared.map((entry) => (isProblem(entry) ? entry : (left.shift() ?? [])));
}

/** n8n runs the node again when its first item is an error, so what is paid must stay known. */
function tidy(context: IExecuteFunctions, records: Records, items: INodeExecutionData[]): void {
	const triesAgain = context.getNode().retryOnFail === true && items[0]?.json.error !== undefined;
	if (triesAgain) leaveBehind(context, records);
	else records.forgetAll();
}

/** An agent may count each try as a run of its own. Elsewhere another run is another pass of a loop, paid for itself. */
function leaveBehind(context: IExecuteFunctions, records: Records): void {
	if (isTool(context)) records.abandonAll();
}

/** Where PiAPI itself said no, the reason may be that it no longer offers the service. */
const withAvailabilityNote = (problem: Problem, availabilityNote: string | undefined): Problem =>
	availabilityNote !== undefined &&
	(problem.httpCode !== undefined || problem.taskStatus === 'failed')
		? { ...problem, advice: `${problem.advice} ${availabilityNote}.` }
		: problem;

function remainder({
	taskIds,
	unclear,
}: Extract<RunResult<object>, { outcome: 'failed' }>): string {
	return [
		taskIds.length > 0
			? `Tasks that this run made: ${taskIds.join(', ')}. A retry goes on with them; the operation Get Task fetches their results.`
			: '',
		...unclear.map(({ message, advice }) => `${message}. ${advice}`),
	]
		.filter((text) => text !== '')
		.join(' ');
}

function reportTo(context: IExecuteFunctions, secrets: readonly string[]) {
	return {
		warn: (text: string): void => {
			const clean = withoutSecrets(text, secrets);
			context.logger.warn(clean);
			context.sendMessageToUI(clean);
		},
	};
}

/** Tasks at a time: what the user set, else what the account says. */
async function slotsFor(
	{ kind }: Work,
	prepared: readonly Prepared[],
	{ client }: PiApiConnection,
): Promise<{ startSlots: number; mostSlots?: number }> {
	const own = prepared[0]?.settings.tasksAtATime;
	if (own !== undefined) return { startSlots: own, mostSlots: own };
	const manyTasks =
		kind === 'create' && prepared.length > 1 && prepared[0]?.settings.wait !== 'doNotWait';
	if (!manyTasks) return { startSlots: USUAL_SLOTS };
	const exchange = await client.getAccount();
	const account = exchange.outcome === 'answered' ? exchange.envelope.data : undefined;
	const limit = isObject(account) ? Number(account.max_concurrent_task_count) : Number.NaN;
	return { startSlots: limit >= 1 ? Math.floor(limit) : USUAL_SLOTS };
}
