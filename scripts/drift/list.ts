import { isObject } from '../../nodes/transport/json';
import type { ListedTask } from './compare';
import { amountsIn } from './prices';

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function inputOf(param: unknown): ListedTask['inputs'][number] | undefined {
	if (!isObject(param)) return undefined;
	const { name, type } = param;
	return isName(name) && typeof type === 'string' ? { name, type } : undefined;
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

function taskOf(entry: unknown): ListedTask | undefined {
	if (!isObject(entry)) return undefined;
	const { model, taskType, params, price } = entry;
	if (!isName(model) || !isName(taskType) || !Array.isArray(params)) return undefined;
	const inputs = params.map(inputOf);
	if (!inputs.every(isThere)) return undefined;
	const prices = amountsIn(price);
	return { model, taskType, inputs, ...(prices.length === 0 ? {} : { prices }) };
}

/** The entries of a list, whatever they are; undefined when it is of another form. */
function entriesIn(content: unknown): unknown[] | undefined {
	const held = isObject(content) ? content.entries : content;
	const entries: unknown = isObject(held) ? Object.values(held) : held;
	return Array.isArray(entries) ? entries : undefined;
}

/** Whether it has the form of a list, but nothing in it. */
export const isEmptyList = (content: unknown): boolean => entriesIn(content)?.length === 0;

/**
 * Reads a list of task types: `{ entries: { key: { model, taskType, params: [{ name, type }], price } } }`, or the entries
 * alone as an array. Undefined when it is of another form, or empty.
 */
export function readList(content: unknown): ListedTask[] | undefined {
	const entries = entriesIn(content) ?? [];
	const tasks = entries.map(taskOf);
	return tasks.length > 0 && tasks.every(isThere) ? tasks : undefined;
}

const DATES = ['generatedAt', 'generated_at', 'updatedAt', 'updated_at', 'createdAt', 'date'];

/** Below it, a number is a time in seconds. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** The day of a time as text or as a Unix time; undefined when it is none. */
export function dayOf(time: unknown): string | undefined {
	const milliseconds =
		typeof time === 'number'
			? time * (time < FIRST_MILLISECONDS ? 1000 : 1)
			: typeof time === 'string' && /^\d{4}-\d\d/.test(time)
				? Date.parse(time)
				: Number.NaN;
	return Number.isFinite(milliseconds)
		? new Date(milliseconds).toISOString().slice(0, 'yyyy-mm-dd'.length)
		: undefined;
}

/** The day that a list gives for itself. */
export const dateOf = (content: unknown): string | undefined =>
	isObject(content) ? DATES.map((name) => dayOf(content[name])).find(isThere) : undefined;
