import type { Operation } from '../../nodes/catalog/vocabulary';

/** The keys of a path in an expression: names and places in lists. */
export type Segment = string | number;

/** What the item of a new node is like. */
export type Shape =
	| 'task'
	| 'failedTask'
	| 'chat'
	| 'images'
	| 'account'
	| 'activeTasks'
	| 'upload';

/** Where the items of a node come from, as far as they are PiAPI's answers. */
export interface Origin {
	/** The new node. */
	readonly node: string;
	readonly shape: Shape;
	readonly operation?: Operation;
	/** The field in which the items stand as a list, once they are gathered into one. */
	readonly listedIn?: string;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export const written = (segments: readonly Segment[]): string =>
	segments
		.map((segment) => {
			if (typeof segment === 'number') return `[${segment}]`;
			return IDENTIFIER.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
		})
		.join('');

const TASK_FIELDS: Readonly<Record<string, string>> = {
	task_id: 'taskId',
	status: 'status',
	model: 'model',
	task_type: 'taskType',
};

const keysOf = (path: string): string[] => path.replace(/\[\d*\]/g, '').split('.');

/** The place in the item's links when the path leads to a main result of the operation. */
function fileOf(rest: readonly Segment[], operation: Operation | undefined): Segment[] | undefined {
	const results = operation?.results ?? [];
	const [main] = results;
	const names = rest.filter((segment) => typeof segment === 'string');
	const places = rest.filter((segment) => typeof segment === 'number');
	const found = results.find(({ path }) => keysOf(path).join('.') === names.join('.'));
	// A single link stands beside the list of all of them: `image_url` and `image_urls`.
	const isFirst =
		names.length === 1 &&
		main !== undefined &&
		!main.path.includes('.') &&
		found?.role === main.role;
	const isMain = found !== undefined && (found === main || isFirst);
	const isList = places.length === 0 && names.at(-1)?.endsWith('s') === true;
	if (!isMain || isList || places.length > 1) return undefined;
	const [place = 0] = places;
	return place === 0 ? ['url'] : ['files', place, 'url'];
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
	{ shape, operation }: Origin,
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

/** Whether a path reads what PiAPI answered, or the whole item; other fields were added on the way. */
export const readsAnswer = ([first]: readonly Segment[], listedIn?: string): boolean =>
	first === undefined || ANSWER_FIELDS.has(first) || first === listedIn;

/** The part of a path that leads into PiAPI's answer; undefined when the path leads elsewhere. */
export function pathInAnswer(
	path: readonly Segment[],
	{ listedIn }: Origin,
): readonly Segment[] | undefined {
	if (listedIn === undefined) return path;
	const [list, place, ...rest] = path;
	return list === listedIn && typeof place === 'number' ? rest : undefined;
}

/**
 * Where the value of a path in PiAPI's answer stands in the new node's item: simplified, or only raw; undefined when
 * it stands nowhere.
 */
export function newPath(
	path: readonly Segment[],
	origin: Origin,
	raw: boolean,
): Segment[] | undefined {
	const old = pathInAnswer(path, origin);
	const found = old && pathInItem(old, origin, raw);
	return found && [...path.slice(0, path.length - (old?.length ?? 0)), ...found];
}
