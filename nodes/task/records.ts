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
	/** Its run of the node ended without a result, so that another run may go on with it. */
	readonly isAbandoned?: boolean;
}

/**
 * The records of one run of the node, by item. They live in n8n's node context, which survives the tries of
 * Retry On Fail and is stored with a failed execution, so that a retry goes on with paid tasks.
 */
export interface Records {
	/**
	 * The record that this item has to go on from, if any: its own, or one that another run left behind. A tool of an
	 * agent gets a new run for every try.
	 */
	find(itemIndex: number, digest: string): TaskRecord | undefined;
	/** Every task that an item of this run made. */
	taskIds(): string[];
	/** What earlier tries of this execution sent. */
	ofEarlierTries(): TaskRecord[];
	write(itemIndex: number, record: TaskRecord): void;
	forget(itemIndex: number): void;
	forgetAll(): void;
	/** Leaves what is open to other runs, when this one ends without results. */
	abandonAll(): void;
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
				...(value.isAbandoned === true ? { isAbandoned: true } : {}),
			}
		: undefined;

const childOf = (parent: IDataObject, key: string): IDataObject => {
	const present = parent[key];
	if (isObject(present)) return present;
	const fresh: IDataObject = {};
	parent[key] = fresh;
	return fresh;
};

export function openRecords(context: IDataObject, runIndex: number, executionId: string): Records {
	const runs = (): IDataObject => childOf(context, KEY);
	const run = (): IDataObject => childOf(runs(), String(runIndex));
	const all = (): TaskRecord[] =>
		Object.values(run())
			.map(readRecord)
			.filter((record) => record !== undefined);
	const write = (itemIndex: number, record: TaskRecord): void => {
		run()[itemIndex] = { ...record };
	};
	/** Takes what another run of this execution abandoned, for the same request, out of its place. */
	const takeOver = (digest: string): TaskRecord | undefined => {
		const others = Object.values(runs()).filter((other) => other !== run());
		for (const other of others.filter(isObject)) {
			for (const [item, value] of Object.entries(other)) {
				const record = readRecord(value);
				if (record?.isAbandoned !== true || record.digest !== digest) continue;
				if (record.executionId !== executionId) continue;
				delete other[item];
				return record;
			}
		}
		return undefined;
	};
	return {
		find(itemIndex, digest) {
			const own = readRecord(run()[itemIndex]);
			// Within an execution a try is the same item even if an expression such as $now gives something else.
			const isSame = own?.executionId === executionId || own?.digest === digest;
			const record = isSame ? own : takeOver(digest);
			if (record === undefined) return undefined;
			const claimed = { ...record, isAbandoned: undefined };
			write(itemIndex, claimed);
			return claimed;
		},
		taskIds: () => all().flatMap(({ taskId }) => taskId ?? []),
		ofEarlierTries: () => all().filter((record) => record.executionId === executionId),
		write,
		forget(itemIndex) {
			delete run()[itemIndex];
		},
		forgetAll() {
			delete runs()[runIndex];
			if (Object.keys(runs()).length === 0) delete context[KEY];
		},
		abandonAll() {
			for (const record of Object.values(run())) {
				if (isObject(record)) record.isAbandoned = true;
			}
		},
	};
}
