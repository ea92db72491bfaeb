import type { IDataObject } from 'n8n-workflow';

import { estimateOf } from '../catalog/estimate';
import type { Field, MediaKind, Operation } from '../catalog/vocabulary';
import type { ConfigSettings } from '../request/config';
import { digestOfDraft, draftOf, outlineOf, requestOf, type Draft } from '../request/draft';
import type { FileUploader } from '../request/fileUploader';
import { locatorOf } from '../request/value';
import type { Job } from '../task/job';
import { paceOf } from '../task/pace';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { isTaskId } from '../transport/task';
import { fieldReader, type Parameters } from './parameters';
import type { Run } from './pipeline';
import type { Settings } from './settings';
import { sourceDigest } from './sourceDigest';

/** What a run does: create tasks, or follow those that exist already. */
export type TaskWork = CreateWork | { readonly kind: 'follow'; readonly makes: MediaKind };

export interface CreateWork {
	readonly kind: 'create';
	readonly makes: MediaKind;
	/** Why PiAPI may refuse such tasks. */
	readonly availabilityNote?: string;
	readonly sourceOf: (run: Run, itemIndex: number) => TaskSource | Problem;
}

/** What one item creates, and where its fields are read, if not from the node's parameters. */
export interface TaskSource {
	readonly operation: Operation;
	readonly read?: (field: Field) => unknown;
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
export const readDraft = (
	{ parameters }: Run,
	itemIndex: number,
	{ operation, config, read = fieldReader(parameters, itemIndex) }: TaskSource,
	settings: Omit<ConfigSettings, 'config'>,
): Draft | Problem =>
	draftOf(operation, {
		itemIndex,
		read,
		config,
		variant: parameters.read('model', itemIndex),
		...settings,
	});

/** A job that creates a task. */
export function createJobOf(
	run: Run,
	itemIndex: number,
	{ makes, sourceOf }: CreateWork,
	settings: Settings,
	webhook: { readonly url: string; readonly secret: string },
	uploader: FileUploader,
): PreparedJob | Problem {
	const source = sourceOf(run, itemIndex);
	if (isProblem(source)) return source;
	const { operation } = source;
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
		settings,
		hints: draft.hints,
		job: {
			kind: 'create',
			itemIndex,
			awaits: settings.waitForResult !== 'doNotWait',
			...waitingOf(settings),
			pace: paceOf(operation.kind ?? makes, {
				typicalSeconds: operation.typicalSeconds,
				timeoutSeconds: settings.timeout,
			}),
			digest: async () => await (digest ??= digestOfDraft(draft, uploader)),
			source: sourceDigest(run.context, itemIndex),
			request: async () => await requestOf(draft, uploader),
			constantRequest: draft.request,
			estimateUsd: estimate?.usd,
		},
	};
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
				message: `Task "${text.slice(0, 80)}" is not a valid task ID`,
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
