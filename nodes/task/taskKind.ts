import type { Task, TaskRequest } from '../transport/task';

/** What of the input drives how long a task takes; never a text of the user's or a link. */
const SIZE_FIELDS = [
	...['duration', 'left_extend_duration', 'right_extend_duration'],
	...['resolution', 'size', 'width', 'height', 'scale', 'steps'],
	...['quality', 'mode', 'process_mode', 'fast_mode', 'professional_mode'],
	...['model', 'model_name', 'version'],
	...['n', 'num_images', 'batch_size'],
];
/** No choice or amount is longer, nor does it hold anything else. */
const CHOICE = /^[\w.:-]{1,24}$/;

type Asked = Pick<TaskRequest, 'model' | 'task_type' | 'input'> & Pick<TaskRequest, 'config'>;

/** Tasks of the same kind take about as long: the same model, type and size. */
export function taskKindOf({ model, task_type: taskType, input, config }: Asked): string {
	const sizes = SIZE_FIELDS.map((field) => [field, input[field]] as const);
	const given = [...sizes, ['service_mode', config?.service_mode] as const].flatMap(
		([field, value]) => {
			const isScalar = ['string', 'number', 'boolean'].includes(typeof value);
			const text = isScalar ? String(value).trim().toLowerCase() : '';
			return CHOICE.test(text) ? [`${field}=${text}`] : [];
		},
	);
	return [model.toLowerCase(), taskType.toLowerCase(), ...given].join(' ');
}

/** PiAPI tells times in whole seconds, and requests take a while. Milliseconds. */
const SLACK = 3_000;

/**
 * How long a finished task took from its creation, in milliseconds. PiAPI's own times count where they fit to when the
 * task was seen: still unfinished at the age `after` (undefined if it never was), finished at the age `until`. Queueing
 * is part of it, since it is waited for, too. Undefined when nobody can tell.
 */
export function durationOf(
	{ createdAt, endedAt }: Task,
	{ after, until }: { readonly after: number | undefined; readonly until: number },
): number | undefined {
	const told = Date.parse(endedAt ?? '') - Date.parse(createdAt ?? '');
	const fits = told > 0 && told >= (after ?? 0) - SLACK && told <= until + SLACK;
	if (fits) return told;
	return after === undefined ? undefined : until;
}
