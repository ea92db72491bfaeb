import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../transport/json';
import type { Problem } from '../transport/problem';
import type { FailedAttempt } from './orElse';

/** The index of an item, with the number of the model where several are tried for it. */
export type RecordKey = number | string;

/** What PiAPI refused a request with because of its content. */
export type Refusal = Pick<Problem, 'message' | 'advice' | 'httpCode'>;

/** What was sent for an item and may cost money: enough to find its task, or its answer, again on another try. */
export interface TaskRecord {
	/** Milliseconds since the epoch. */
	readonly sentAt: number;
	/** Of what was asked for, see `digestOf`. */
	readonly digest: string;
	readonly executionId: string;
	/** Of the item and the node's own settings, before expressions are resolved. */
	readonly source?: string;
	/** Milliseconds since the epoch of PiAPI's clock: the create cannot have reached it earlier. */
	readonly sentAtPiApi?: number;
	/** The input as it went out, to know the task by; kept until the task ID is known. */
	readonly sent?: IDataObject;
	/** Unknown while, or because, the answer has not come. */
	readonly taskId?: string;
	/** Models that were tried before this one. */
	readonly earlier?: readonly FailedAttempt[];
	/** What the item got from an endpoint that answers at once. */
	readonly answer?: readonly IDataObject[];
	/** The request was refused, and nothing came of it. */
	readonly refusal?: Refusal;
	/** The task failed because of its content. */
	readonly hasRefusedTask?: boolean;
	/** Its run of the node ended without a result, so that another run may resume it. */
	readonly isKeptForRetry?: boolean;
}

/**
 * The records of one run of the node, by item. n8n's node context holds them: it survives the tries of Retry On Fail
 * and is stored with a failed execution, so that a retry resumes what is paid for.
 */
export interface Records {
	/**
	 * The record that this item has to resume, if any: its own, or one that another run kept for it. A tool of an
	 * agent gets a new run for every try.
	 */
	find(key: RecordKey, digest: string, source?: string): TaskRecord | undefined;
	/** Every task that an item of this run created. */
	taskIds(): string[];
	/** What earlier tries of this execution sent. */
	ofEarlierTries(): TaskRecord[];
	write(key: RecordKey, record: TaskRecord): void;
	forget(key: RecordKey): void;
	/**
	 * The run has ended. All is forgotten, unless n8n may run the node again for the same items; a tool of an agent then
	 * has another run, which may take the records over.
	 */
	settle(mayRunAgain: boolean): void;
}

const KEY = 'piApiRecords';

function readRefusal({
	refusal,
	hasRefusedTask,
}: IDataObject): Pick<TaskRecord, 'refusal' | 'hasRefusedTask'> {
	if (hasRefusedTask === true) return { hasRefusedTask };
	if (!isObject(refusal) || typeof refusal.message !== 'string') return {};
	const { message, advice, httpCode } = refusal;
	return {
		refusal: {
			message,
			advice: String(advice),
			...(typeof httpCode === 'string' ? { httpCode } : {}),
		},
	};
}

const readRecord = (value: unknown): TaskRecord | undefined =>
	isObject(value) && typeof value.sentAt === 'number' && typeof value.digest === 'string'
		? {
				sentAt: value.sentAt,
				digest: value.digest,
				executionId: String(value.executionId),
				...(typeof value.source === 'string' ? { source: value.source } : {}),
				...(typeof value.sentAtPiApi === 'number' ? { sentAtPiApi: value.sentAtPiApi } : {}),
				...(isObject(value.sent) ? { sent: value.sent } : {}),
				...(typeof value.taskId === 'string' ? { taskId: value.taskId } : {}),
				...(Array.isArray(value.earlier)
					? { earlier: value.earlier as unknown as FailedAttempt[] }
					: {}),
				...(Array.isArray(value.answer) ? { answer: value.answer.filter(isObject) } : {}),
				...readRefusal(value),
				...(value.isKeptForRetry === true ? { isKeptForRetry: true } : {}),
			}
		: undefined;

const childOf = (parent: IDataObject, key: string): IDataObject => {
	const present = parent[key];
	if (isObject(present)) return present;
	const fresh: IDataObject = {};
	parent[key] = fresh;
	return fresh;
};

/**
 * A try is the same item even if an expression such as $now gives something else. Refused content is sent again as soon as
 * the request has changed.
 */
function isSameItem(
	own: TaskRecord,
	{ digest, source, executionId }: Pick<TaskRecord, 'digest' | 'source' | 'executionId'>,
): boolean {
	const isRefused = own.refusal !== undefined || own.hasRefusedTask === true;
	return (
		own.digest === digest ||
		(source !== undefined && own.source === source) ||
		(!isRefused && own.executionId === executionId)
	);
}

export function openRecords(
	context: IDataObject,
	runIndex: number,
	executionId: string,
	isTool = false,
	/** Takes the secrets out of a text: n8n stores the records with the execution. */
	masked: (text: string) => string = (text) => text,
): Records {
	const runs = (): IDataObject => childOf(context, KEY);
	const run = (): IDataObject => childOf(runs(), String(runIndex));
	const all = (): TaskRecord[] =>
		Object.values(run())
			.map(readRecord)
			.filter((record) => record !== undefined);
	const write = (key: RecordKey, record: TaskRecord): void => {
		const { refusal } = record;
		const { message = '', advice = '' } = refusal ?? {};
		run()[key] = {
			...record,
			...(refusal && {
				refusal: { ...refusal, message: masked(message), advice: masked(advice) },
			}),
		};
	};
	/** Takes over what another run of this execution kept for the same request. */
	const takeOver = (digest: string): TaskRecord | undefined => {
		const others = Object.values(runs()).filter((other) => other !== run());
		for (const other of others.filter(isObject)) {
			for (const [item, value] of Object.entries(other)) {
				const record = readRecord(value);
				if (record?.isKeptForRetry !== true || record.digest !== digest) continue;
				if (record.executionId !== executionId) continue;
				delete other[item];
				return record;
			}
		}
		return undefined;
	};
	return {
		find(key, digest, source) {
			const own = readRecord(run()[key]);
			const record =
				own && isSameItem(own, { digest, source, executionId }) ? own : takeOver(digest);
			if (record === undefined) return undefined;
			const claimed = { ...record, isKeptForRetry: undefined };
			write(key, claimed);
			return claimed;
		},
		taskIds: () => all().flatMap(({ taskId }) => taskId ?? []),
		ofEarlierTries: () => all().filter((record) => record.executionId === executionId),
		write,
		forget(key) {
			delete run()[key];
		},
		settle(mayRunAgain) {
			if (!mayRunAgain) {
				delete runs()[runIndex];
				if (Object.keys(runs()).length === 0) delete context[KEY];
				return;
			}
			// Elsewhere another run is another pass of a loop, paid for by itself.
			if (!isTool) return;
			for (const record of Object.values(run())) {
				if (isObject(record)) record.isKeptForRetry = true;
			}
		},
	};
}
