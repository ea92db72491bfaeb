import type { Segment } from '../code/segments';
import type { Api } from '../calls/api';
import type { Operation, Result } from '../../nodes/catalog/vocabulary';

/** What the item of a new node is like. */
export type Shape =
	| 'task'
	| 'failedTask'
	| 'chat'
	| 'images'
	| 'account'
	| 'activeTasks'
	| 'upload'
	| 'cancel';

/** What is known of the answer to a call. */
export interface Answer {
	readonly shape: Shape;
	readonly operation?: Operation;
	readonly api: Api;
	/** Whether the item of an error came where the answer does. */
	readonly orError?: boolean;
}

/** What a new node gives: n8n-like fields, the task as PiAPI has it, or the very answer of the old call. */
export type OutputForm = 'simplified' | 'raw' | 'answer';

const TASK_FIELDS: Readonly<Record<string, string>> = {
	task_id: 'taskId',
	status: 'status',
	model: 'model',
	task_type: 'taskType',
};

const keysOf = (path: string): string[] => path.replace(/\[\d*\]/g, '').split('.');

/** Whether PiAPI may give an object with several links here, as for `video`; `video_url` is a link. */
const mayBeObject = ({ path, kind }: Result): boolean => keysOf(path).at(-1) === kind;

/** The place in the item's links of what the path certainly leads to: a link to a main result of the operation. */
function fileOf(rest: readonly Segment[], operation: Operation | undefined): Segment[] | undefined {
	const results = operation?.results ?? [];
	const [main] = results;
	const names = rest.filter((segment) => typeof segment === 'string');
	const places = rest.filter((segment) => typeof segment === 'number');
	const found = results.find(({ path }) => keysOf(path).join('.') === names.join('.'));
	if (main === undefined || found === undefined) return undefined;
	// A single link is beside the list of all of them: `image_url` and `image_urls`. Other copies are other links.
	const isMain = found === main || `${found.path}s` === main.path;
	const isLink = found.kind !== 'text' && !mayBeObject(found);
	const isList = places.length === 0 && names.at(-1)?.endsWith('s') === true;
	if (!isMain || !isLink || isList || places.length > 1) return undefined;
	const [place = 0] = places;
	return place === 0 ? ['url'] : ['files', place, 'url'];
}

/** What the entries of a list are. */
export type Entries = 'texts' | 'objects';

/** What the catalog tells of the entries at a path of the answer: links and other texts, or objects. */
export function entriesAt(path: readonly Segment[], answer: Answer): Entries | undefined {
	const [data, output, ...rest] = unifiedOf(path, answer) ?? [];
	if (data !== 'data' || output !== 'output') return undefined;
	const name = rest.filter((segment) => typeof segment === 'string').join('.');
	const results = (answer.operation?.results ?? []).map((result) => keysOf(result.path).join('.'));
	const areTexts = results.includes(name);
	const haveFields = results.some((result) => result.startsWith(`${name}.`));
	if (areTexts === haveFields) return undefined;
	if (areTexts) return 'texts';
	// The fields of one object are texts themselves.
	return name.endsWith('s') ? 'objects' : undefined;
}

function ofTask(
	[first, ...rest]: readonly Segment[],
	operation?: Operation,
): Segment[] | undefined {
	if (first === 'output') return fileOf(rest, operation) ?? ['output', ...rest];
	const field = typeof first === 'string' ? TASK_FIELDS[first] : undefined;
	return field === undefined || rest.length > 0 ? undefined : [field];
}

function ofFailedTask([first, second]: readonly Segment[]): Segment[] | undefined {
	if (first === 'error' && (second === 'message' || second === 'raw_message')) return ['error'];
	if (first === 'task_id') return ['details', 'taskId'];
	return first === 'status' ? ['details', 'status'] : undefined;
}

function ofChat(path: readonly Segment[]): Segment[] | undefined {
	const [first] = path;
	if (first === 'usage' || first === 'model') return [...path];
	const text = path.join('.');
	if (text === 'choices.0.message.content') return ['text'];
	return text === 'choices.0.finish_reason' ? ['finishReason'] : undefined;
}

function ofImages(path: readonly Segment[]): Segment[] | undefined {
	const [first, place, key] = path;
	if (first === 'usage' || first === 'created') return [...path];
	if (first !== 'data' || typeof place !== 'number' || key !== 'url') return undefined;
	return place === 0 ? ['url'] : ['files', place, 'url'];
}

function pathInItem(
	path: readonly Segment[],
	{ shape, operation }: Answer,
	raw: boolean,
): Segment[] | undefined {
	if (shape === 'chat') return ofChat(path);
	if (shape === 'images') return ofImages(path);
	const [first, ...rest] = path;
	if (first !== 'data') return undefined;
	switch (shape) {
		case 'task':
			return raw ? ['task', ...rest] : ofTask(rest, operation);
		case 'failedTask':
			return ofFailedTask(rest);
		case 'upload':
			return rest[0] === 'url' ? ['url'] : undefined;
		case 'account':
			return rest[0] === 'equivalent_in_usd' ? ['balanceUsd'] : ['account', ...rest];
		default:
			return undefined;
	}
}

const ANSWER_FIELDS = new Set<Segment>(['data', 'code', 'message', 'choices', 'usage', 'created']);

const isTask = ({ shape }: Answer): boolean => shape === 'task' || shape === 'failedTask';

const unifiedOf = (path: readonly Segment[], answer: Answer): readonly Segment[] | undefined =>
	isTask(answer) ? answer.api.unified(path) : path;

/** Whether a path leads into the error that an old node gave in place of the answer. The new node's is another one. */
const isOfError = ([first]: readonly Segment[], { orError, shape }: Answer): boolean =>
	first === 'error' && (orError === true || shape === 'failedTask');

/** The message of an error that left through the error output; the new node gives it as a text. */
const ofErrorItem = ([, second, ...more]: readonly Segment[]): Segment[] | undefined =>
	second === 'message' && more.length === 0 ? ['error'] : undefined;

/** Whether a path leads into the answer; other fields were added on the way. What is not known counts as such. */
export function isOfAnswer(path: readonly Segment[], answer: Answer): boolean {
	const unified = unifiedOf(path, answer);
	return isOfError(path, answer) || unified?.[0] === undefined || ANSWER_FIELDS.has(unified[0]);
}

const TASK_KEYS = new Set<Segment>([
	...['task_id', 'model', 'task_type', 'status', 'config', 'input', 'output', 'meta'],
	...['detail', 'logs', 'error'],
]);

const ACCOUNT_KEYS = new Set<Segment>([
	...['account_name', 'account_group', 'equivalent_in_usd', 'credit_pack_info', 'wallet'],
	...['plan', 'remaining_credits', 'max_concurrent_task_count'],
]);

/** Whether a path is like one of the answer, also in items of which nobody can tell what they are. */
export function looksLikeAnswer(path: readonly Segment[], answer: Answer): boolean {
	const [first, second, third] = path;
	switch (answer.shape) {
		case 'chat':
			return first === 'choices';
		case 'images':
			return first === 'data' && typeof second === 'number' && third !== undefined;
		case 'account':
			return first === 'data' && second !== undefined && ACCOUNT_KEYS.has(second);
		default:
			return looksLikeTask(path, answer);
	}
}

function looksLikeTask(path: readonly Segment[], answer: Answer): boolean {
	if (answer.api.unified(path) === undefined) return false;
	const [first, second] = answer.api.unified(path) ?? [];
	return first === 'data' && (second === undefined || TASK_KEYS.has(second));
}

const SETTLED = new Set<Segment>(['task_id', 'model', 'task_type', 'input', 'config']);

/** Whether a path has the same value when a task is created and when it has finished. */
export function isSettled(path: readonly Segment[], answer: Answer): boolean {
	const [first, second] = unifiedOf(path, answer) ?? [];
	return first !== undefined && (first !== 'data' || (second !== undefined && SETTLED.has(second)));
}

/**
 * Where the value of a path in the answer is in the new node's item; undefined when it is nowhere with
 * certainty.
 */
export function newPath(
	path: readonly Segment[],
	answer: Answer,
	form: OutputForm,
): readonly Segment[] | undefined {
	const isError = isOfError(path, answer);
	if (isError && answer.shape !== 'failedTask') return undefined;
	if (form === 'answer' && answer.shape !== 'failedTask') {
		return answer.api.rebuilds(path) ? path : undefined;
	}
	const unified = unifiedOf(path, answer);
	const found = unified && pathInItem(unified, answer, form === 'raw');
	return found ?? (isError ? ofErrorItem(path) : undefined);
}

const SIMPLIFIED: Readonly<Record<Shape, readonly Segment[]>> = {
	task: [
		...['taskId', 'status', 'model', 'taskType', 'url', 'files', 'text', 'costUsd', 'reservedUsd'],
		...['failure', 'createdAt', 'startedAt', 'endedAt', 'output'],
	],
	failedTask: ['error', 'details'],
	chat: [
		...['text', 'answer', 'url', 'files', 'functionCall', 'toolCalls'],
		...['finishReason', 'usage', 'model'],
	],
	images: ['url', 'files', 'usage', 'created'],
	account: ['account', 'plan', 'balanceUsd', 'balanceCredits', 'maxConcurrentTasks'],
	activeTasks: ['total', 'models'],
	upload: ['url', 'fileName', 'mimeType', 'bytes'],
	cancel: ['canceled', 'taskId', 'message'],
};

/** Whether the new item has a field of this name, which the answer had not. */
export const isNewField = (name: Segment, { shape }: Answer, form: OutputForm): boolean => {
	if (form === 'answer') return false;
	return form === 'raw' ? name === 'task' : SIMPLIFIED[shape].includes(name);
};
