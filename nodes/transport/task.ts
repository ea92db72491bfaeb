import type { IDataObject } from 'n8n-workflow';

import { isObject } from './json';
import { failureOf } from './reasons';
import { FINAL_STATUSES, statusOf } from './taskStatus';

export { FINAL_STATUSES } from './taskStatus';

/** The body of `POST /api/v1/task`. Source: https://piapi.ai/docs/unified-api-schema */
export interface TaskRequest {
	readonly model: string;
	readonly task_type: string;
	readonly input: IDataObject;
	readonly config?: IDataObject;
}

type TaskOutput = IDataObject | readonly unknown[] | string | number | boolean;

/** A task as PiAPI tells it. `received` has everything as PiAPI said it. */
export interface Task {
	readonly id: string;
	readonly model: string;
	readonly taskType: string;
	/** `completed`, `failed` or `canceled` once it has finished; before, PiAPI's word in lower case. */
	readonly status: string;
	readonly input: IDataObject;
	/** As received: an object as a rule, but some answers have a text or a list. An empty object when there is none. */
	readonly output: TaskOutput;
	/**
	 * Why it failed, in PiAPI's words; empty when it did not. A completed task has one where PiAPI tells an error beside its
	 * result.
	 */
	readonly failure: string;
	/** ISO time; null when not reached yet. */
	readonly createdAt: string | null;
	readonly startedAt: string | null;
	readonly endedAt: string | null;
	readonly usage: IDataObject;
	/** The whole object as received, less the webhook secret. */
	readonly received: IDataObject;
}

export const isFinal = (task: Task): boolean => FINAL_STATUSES.includes(task.status);
export const isCompleted = (task: Task): boolean => task.status === 'completed';

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectOf = (value: unknown): IDataObject => (isObject(value) ? value : {});

function outputOf(value: unknown): TaskOutput {
	if (isObject(value) || typeof value === 'number' || typeof value === 'boolean') return value;
	const isFilled = (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
	return isFilled ? value : {};
}

/** PiAPI writes a time that is not reached yet as 0001-01-01T00:00:00Z. */
const timeOf = (value: unknown): string | null => {
	const text = stringOf(value);
	return text === '' || text.startsWith('0001-') ? null : text;
};

/** PiAPI sends the webhook secret back in clear; it must go no further. Takes a task or the request of one. */
export function withoutWebhookSecret(data: IDataObject): IDataObject {
	const config = objectOf(data.config);
	if (!isObject(config.webhook_config)) return data;
	const webhook = Object.fromEntries(
		Object.entries(config.webhook_config).filter(([key]) => key !== 'secret'),
	);
	return { ...data, config: { ...config, webhook_config: webhook } };
}

/** Reads the `data` of an envelope or of a webhook, which says `said`; undefined when it is not a task. */
export function readTask(data: unknown, said = ''): Task | undefined {
	if (!isObject(data)) return undefined;
	const id = stringOf(data.task_id);
	const meta = objectOf(data.meta);
	const endedAt = timeOf(meta.ended_at);
	const status = statusOf(data, endedAt);
	if (id === '' || status === '') return undefined;
	return {
		id,
		model: stringOf(data.model),
		taskType: stringOf(data.task_type),
		status,
		input: objectOf(data.input),
		output: outputOf(data.output),
		failure: failureOf(data, status, said),
		createdAt: timeOf(meta.created_at),
		startedAt: timeOf(meta.started_at),
		endedAt,
		usage: objectOf(meta.usage),
		received: withoutWebhookSecret(data),
	};
}

/** A task of which only the id is known. */
export const pendingTask = (id: string, asked?: TaskRequest): Task => ({
	id,
	model: asked?.model ?? '',
	taskType: asked?.task_type ?? '',
	status: 'pending',
	input: asked?.input ?? {},
	output: {},
	failure: '',
	createdAt: null,
	startedAt: null,
	endedAt: null,
	usage: {},
	received: { task_id: id, status: 'pending' },
});

/** What an expression returns in place of an id that is not there. */
const NO_ID = /^(undefined|null|nan|true|false)$/i;

/** Task ids are UUIDs today; anything that could leave the path is refused. */
export const isTaskId = (text: string): boolean =>
	/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(text) && !NO_ID.test(text);
