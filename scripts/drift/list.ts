import type { ListedTask } from './compare';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function inputOf(param: unknown): ListedTask['inputs'][number] | undefined {
	if (!isObject(param)) return undefined;
	const { name, type } = param;
	return isName(name) && typeof type === 'string' ? { name, type } : undefined;
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

function taskOf(entry: unknown): ListedTask | undefined {
	if (!isObject(entry)) return undefined;
	const { model, taskType, params } = entry;
	if (!isName(model) || !isName(taskType) || !Array.isArray(params)) return undefined;
	const inputs = params.map(inputOf);
	return inputs.every(isThere) ? { model, taskType, inputs } : undefined;
}

/**
 * Reads a list of task types: `{ entries: { key: { model, taskType, params: [{ name, type }] } } }`, or the entries alone
 * as an array. Undefined when it is of another form.
 */
export function readList(content: unknown): ListedTask[] | undefined {
	const held = isObject(content) ? content.entries : content;
	const entries: unknown = isObject(held) ? Object.values(held) : held;
	if (!Array.isArray(entries) || entries.length === 0) return undefined;
	const tasks = entries.map(taskOf);
	return tasks.every(isThere) ? tasks : undefined;
}
