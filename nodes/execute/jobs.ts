import type { IDataObject } from 'n8n-workflow';

import { IF_IT_FAILS } from '../catalog/anyModel/orElseFields';
import { estimateOf } from '../catalog/estimate';
import type { Field, MediaKind, Operation } from '../catalog/vocabulary';
import type { ConfigSettings } from '../request/config';
import { digestOfDraft, draftOf, outlineOf, requestOf, type Draft } from '../request/draft';
import type { FileUploader } from '../request/fileUploader';
import { locatorOf } from '../request/locator';
import type { CreateJob, Job } from '../task/job';
import type { FailureReason } from '../task/failedAttempt';
import { paceOf } from '../task/pace';
import { beginningOf } from '../transport/cutText';
import { hasLargeText } from '../transport/fileText';
import { createProblem, isProblem, unexpected, type Problem } from '../transport/problem';
import { isTaskId } from '../transport/task';
import { fieldReader, type Parameters } from './parameters';
import type { Run } from './work';
import type { Settings } from './settings';
import { sourceDigest } from './sourceDigest';

/** What a run does: create tasks, or follow those that exist already. */
export type TaskWork = CreateWork | { readonly kind: 'follow'; readonly makes: MediaKind };

export interface CreateWork {
	readonly kind: 'create';
	readonly makes: MediaKind;
	/** Why PiAPI may refuse such tasks. */
	readonly availabilityNote?: string;
	/** Whether items may try several models, each of which would have to be waited for. */
	readonly triesOthers?: (run: Run) => boolean;
	readonly sourceOf: (run: Run, itemIndex: number) => TaskSource | Problem;
}

/** What one item creates, and where its fields are read, if not from the node's parameters. */
export interface TaskSource {
	readonly operation: Operation;
	readonly read?: (field: Field) => unknown;
	/** The model of an operation that has several, where it is not the node's parameter Model. */
	readonly variant?: string;
	readonly hints?: readonly string[];
	/** The model as the user knows it, where the node chose the operation. */
	readonly name?: string;
	/** Other models to try, in this order. */
	readonly orElse?: {
		readonly on: readonly FailureReason[];
		readonly sources: readonly TaskSource[];
	};
	/** The operations of the catalog that may have its price, if not its own. */
	readonly priced?: readonly Operation[];
	/** More settings for the request's config. */
	readonly config?: IDataObject;
}

export interface PreparedJob {
	readonly job: Job;
	readonly settings: Settings;
	readonly hints: readonly string[];
}

const waitingOf = (settings: Settings) => ({
	returnUnfinished: settings.returnUnfinished,
	cancelOnStop: settings.cancelTasksOnStop,
});

/** What an item asks for. Nothing is sent. */
export function readDraft(
	{ parameters }: Run,
	itemIndex: number,
	source: TaskSource,
	settings: Omit<ConfigSettings, 'config'>,
): Draft | Problem {
	const { operation, config, read = fieldReader(parameters, itemIndex), hints = [] } = source;
	const variant = source.variant ?? parameters.read('model', itemIndex);
	const draft = draftOf(operation, { itemIndex, read, config, variant, ...settings });
	return isProblem(draft) ? draft : { ...draft, hints: [...hints, ...draft.hints] };
}

/** What the jobs of an item have in common. */
interface ItemFacts {
	readonly run: Run;
	readonly itemIndex: number;
	readonly makes: MediaKind;
	readonly settings: Settings;
	readonly webhook: { readonly url: string; readonly secret: string };
	readonly uploader: FileUploader;
}

interface PreparedCreate {
	readonly job: CreateJob;
	readonly hints: readonly string[];
}

function prepareCreate(
	source: TaskSource,
	attempt: number,
	facts: ItemFacts,
): PreparedCreate | Problem {
	const { run, itemIndex, makes, settings, webhook, uploader } = facts;
	const { operation, name } = source;
	const draft = readDraft(run, itemIndex, source, {
		serviceMode: settings.serviceMode,
		webhookUrl: webhook.url,
		webhookSecret: webhook.secret,
	});
	if (isProblem(draft)) return draft;
	const estimate =
		settings.spendingLimit === undefined
			? undefined
			: estimateOf(source.priced ?? [operation], outlineOf(draft));
	let digest: Promise<string> | undefined;
	return {
		hints: draft.hints,
		job: {
			kind: 'create',
			itemIndex,
			attempt,
			name,
			awaits: settings.waitForResult !== 'doNotWait',
			...waitingOf(settings),
			pace: paceOf(operation.kind ?? makes, {
				typicalSeconds: operation.typicalSeconds,
				timeoutSeconds: settings.timeout,
			}),
			digest: async () => await (digest ??= digestOfDraft(draft, uploader)),
			source: sourceDigest(run.context, itemIndex),
			request: async () => await requestOf(draft, uploader),
			sendsFiles:
				draft.files.some(({ sentAs }) => sentAs !== 'link') || hasLargeText(draft.request.input),
			constantRequest: draft.request,
			estimateUsd: estimate?.usd,
			isEstimateMost: estimate?.isMost,
		},
	};
}

/** What is wrong with a model says which one it is, unless it is the one that the item asks for. */
export const problemOfModel = (
	problem: Problem,
	attempt: number,
	{ name = 'another model' }: TaskSource,
): Problem =>
	attempt === 0 ? problem : { ...problem, message: `${IF_IT_FAILS}: ${name}: ${problem.message}` };

/** A job that creates a task, with those that follow if it fails: all are checked before the first one is sent. */
export function createJobOf(task: CreateWork, facts: ItemFacts): PreparedJob | Problem {
	const { run, itemIndex, settings } = facts;
	const source = task.sourceOf(run, itemIndex);
	if (isProblem(source)) return source;
	const { orElse = { on: [], sources: [] } } = source;
	const prepared: PreparedCreate[] = [];
	for (const [attempt, one] of [source, ...orElse.sources].entries()) {
		const create = prepareCreate(one, attempt, facts);
		if (isProblem(create)) return problemOfModel(create, attempt, one);
		prepared.push(create);
	}
	const jobs = prepared.map(({ job }) => job);
	const chain = jobs.reduceRight<CreateJob | undefined>(
		(next, job) => (next === undefined ? job : { ...job, orElse: { on: orElse.on, job: next } }),
		undefined,
	);
	return chain === undefined
		? unexpected('no job')
		: { settings, job: chain, hints: prepared.flatMap(({ hints }) => hints) };
}

/** The task ID of Get Task and Cancel Task. */
export function readTaskId(parameters: Parameters, itemIndex: number): string | Problem {
	const { value } = locatorOf(parameters.read('taskId', itemIndex, { label: 'Task' }));
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (text === '') {
		return createProblem({
			message: 'Task is empty',
			advice: 'Choose a task, or enter its ID.',
		});
	}
	return isTaskId(text)
		? text
		: createProblem({
				message: `Task "${beginningOf(text, 80)}" is not a valid task ID`,
				advice: 'Enter the ID of one task, e.g. {{ $json.taskId }} of the node that created it.',
			});
}

/** A job that reads a task which exists already. */
export function followJobOf(
	{ parameters }: Run,
	itemIndex: number,
	makes: MediaKind,
	settings: Settings,
): PreparedJob | Problem {
	const taskId = readTaskId(parameters, itemIndex);
	if (isProblem(taskId)) return taskId;
	return {
		settings,
		hints: [],
		job: {
			kind: 'follow',
			itemIndex,
			taskId,
			awaits: settings.waitUntilFinished,
			...waitingOf(settings),
			pace: paceOf(makes, { timeoutSeconds: settings.timeout }),
		},
	};
}
