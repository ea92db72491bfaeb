import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../transport/envelope';

/** What is known of a create that was sent: enough to find its task again on another try. */
export interface TaskRecord {
	/** Milliseconds since the epoch. */
	readonly sentAt: number;
	/** Of what was asked for, see `digestOf`. */
	readonly digest: string;
	readonly executionId: string;
	/** The input as it went out, to know the task by; kept until the task ID is known. */
	readonly sent?: IDataObject;
	/** Unknown while, or because, the answer has not come. */
	readonly taskId?: string;
}

/**
 * The records of one run of the node, by item. They live in n8n's node context, which survives the tries of
 * Retry On Fail and is stored with a failed execution, so that a retry goes on with paid tasks.
 */
export interface Records {
	/** The record that this item has to go on from, if any. */
	find(itemIndex: number, digest: string): TaskRecord | undefined;
	/** Every task that an item of this run made. */
	taskIds(): string[];
	write(itemIndex: number, record: TaskRecord): void;
	forget(itemIndex: number): void;
	forgetAll(): void;
}

const KEY = 'piApiTasks';

const readRecord = (value: unknown): TaskRecord | undefined =>
	isObject(value) && typeof value.sentAt === 'number' && typeof value.digest === 'string'
		? {
				sentAt: value.sentAt,
				digest: value.digest,
				executionId: String(value.executionId),
				...(isObject(value.sent) ? { sent: value.sent } : {}),
				...(typeof value.taskId === 'string' ? { taskId: value.taskId } : {}),
			}
		: undefined;

const within = (parent: IDataObject, key: string): IDataObject => {
	const present = parent[key];
	if (isObject(present)) return present;
	const fresh: IDataObject = {};
	parent[key] = fresh;
	return fresh;
};

export function openRecords(context: IDataObject, runIndex: number, executionId: string): Records {
	const run = (): IDataObject => within(within(context, KEY), String(runIndex));
	return {
		find(itemIndex, digest) {
			const record = readRecord(run()[itemIndex]);
			// Within an execution a try is the same item even if an expression such as $now gives something else.
			return record?.executionId === executionId || record?.digest === digest ? record : undefined;
		},
		taskIds: () => Object.values(run()).flatMap((value) => readRecord(value)?.taskId ?? []),
		write(itemIndex, record) {
			run()[itemIndex] = { ...record };
		},
		forget(itemIndex) {
			delete run()[itemIndex];
		},
		forgetAll() {
			const runs = within(context, KEY);
			delete runs[runIndex];
			if (Object.keys(runs).length === 0) delete context[KEY];
		},
	};
}
