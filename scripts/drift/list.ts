import type { ListedTask } from './compare';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function taskOf(entry: unknown): ListedTask | undefined {
	if (!isObject(entry)) return undefined;
	const [model, taskType] = [textOf(entry.model), textOf(entry.taskType ?? entry.task_type)];
	if (model === '' || taskType === '') return undefined;
	const params = Array.isArray(entry.params) ? entry.params : [];
	return {
		model,
		taskType,
		inputs: params.filter(isObject).map(({ name, type }) => ({
			name: textOf(name),
			type: textOf(type),
		})),
	};
}

/**
 * Reads a list of task types: `{ entries: { key: { model, taskType, params: [{ name, type }] } } }`, or the entries alone
 * as an array. Undefined when it is of another form.
 */
export function readList(content: unknown): ListedTask[] | undefined {
	const entries =
		isObject(content) && isObject(content.entries) ? Object.values(content.entries) : content;
	if (!Array.isArray(entries) || entries.length === 0) return undefined;
	const tasks = entries.map(taskOf);
	return tasks.every((task) => task !== undefined) ? (tasks as ListedTask[]) : undefined;
}
