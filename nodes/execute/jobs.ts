import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Field, MediaKind, Operation } from '../catalog/vocabulary';
import { digestOfDraft, draftOf, requestOf } from '../request/draft';
import type { FileUploader } from '../request/fileUploader';
import { locatorOf } from '../request/value';
import type { FollowJob, CreateJob } from '../task/job';
import { paceOf } from '../task/pace';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { isTaskId } from '../transport/task';
import { fieldReader } from './parameters';
import type { Settings } from './settings';

/** What one item makes, and where its fields are read, if not from the node's parameters. */
export interface TaskSource {
	readonly operation: Operation;
	readonly read?: (field: Field) => unknown;
	/** More settings for the request's config. */
	readonly config?: IDataObject;
}

/** A job that makes a task of this operation. */
export function createJobOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ operation, read = fieldReader(context, itemIndex), config }: TaskSource,
	makes: MediaKind,
	settings: Settings,
	webhook: { readonly url: string; readonly secret: string },
	uploader: FileUploader,
): { job: CreateJob; hints: readonly string[] } | Problem {
	const draft = draftOf(operation, {
		itemIndex,
		read,
		config,
		variant: context.getNodeParameter('model', itemIndex, null),
		serviceMode: settings.serviceMode,
		webhookUrl: webhook.url,
		webhookSecret: webhook.secret,
	});
	if (isProblem(draft)) return draft;
	let digest: Promise<string> | undefined;
	return {
		hints: draft.hints,
		job: {
			kind: 'create',
			itemIndex,
			pace: paceOf(operation.kind ?? makes, {
				typicalSeconds: operation.typicalSeconds,
				timeLimitSeconds: settings.timeLimit,
			}),
			digest: async () => await (digest ??= digestOfDraft(draft, uploader)),
			request: async () => await requestOf(draft, uploader),
			constantRequest: draft.request,
		},
	};
}

/** The task ID of Get Task and Cancel Task. */
export function readTaskId(context: IExecuteFunctions, itemIndex: number): string | Problem {
	const { value } = locatorOf(context.getNodeParameter('taskId', itemIndex, null));
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (text === '') {
		return createProblem({ message: 'Task is empty', advice: 'Choose a task, or give its ID.' });
	}
	return isTaskId(text)
		? text
		: createProblem({
				message: `Task "${text.slice(0, 80)}" is not a task ID`,
				advice: 'Give the ID of one task, e.g. {{ $json.taskId }} of the node that made it.',
			});
}

/** A job that reads a task which somebody else made. */
export function followJobOf(
	context: IExecuteFunctions,
	itemIndex: number,
	makes: MediaKind,
	settings: Settings,
): FollowJob | Problem {
	const taskId = readTaskId(context, itemIndex);
	if (typeof taskId !== 'string') return taskId;
	return {
		kind: 'follow',
		itemIndex,
		taskId,
		untilEnd: settings.waitUntilFinished,
		pace: paceOf(makes, { timeLimitSeconds: settings.timeLimit }),
	};
}
