import { randomUUID } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { isLongFile } from '../transport/fileText';
import { isObject, withTexts } from '../transport/json';
import {
	isRefusedContent,
	partsOf,
	readRecord,
	type RecordKey,
	type TaskRecord,
} from './taskRecord';

/**
 * The records of one run of the node, by item. n8n's node context holds them: it survives the tries of Retry On Fail
 * and is stored with a failed execution, so that a retry resumes what is paid for.
 */
export interface Records {
	/**
	 * The record that this item has to resume, if any: its own, or one that another run kept for it. Each call and each
	 * try of an agent's tool is a run of its own.
	 */
	find(key: RecordKey, digest: string, source?: string): TaskRecord | undefined;
	/** The record of this run, as it is. */
	get(key: RecordKey): TaskRecord | undefined;
	/** Every task that an item of this run created, also with models that came to nothing, and the create that owns it. */
	tasks(): OwnedTask[];
	/** What earlier tries of this execution sent for these items. */
	ofEarlierTries(isOwn?: (itemIndex: number) => boolean): TaskRecord[];
	write(key: RecordKey, record: TaskRecord): void;
	forget(key: RecordKey): void;
	/**
	 * The run has finished. All is forgotten, unless n8n may run the node again for the same items; a tool of an agent then
	 * has another run, which may take the records over.
	 */
	settle(mayRunAgain: boolean): void;
}

interface OwnedTask {
	readonly taskId: string;
	readonly createId: string;
}

const KEY = 'piApiRecords';

const childOf = (parent: IDataObject, key: string): IDataObject => {
	const present = parent[key];
	if (isObject(present)) return present;
	const fresh: IDataObject = {};
	parent[key] = fresh;
	return fresh;
};

type Asked = Pick<TaskRecord, 'digest' | 'source'>;

const isSameRequest = (record: TaskRecord, { digest, source }: Asked): boolean =>
	record.digest === digest || (source !== undefined && record.source === source);

/**
 * A try is the same item even if an expression such as $now gives something else. Refused content is sent again as soon as
 * the request has changed.
 */
const isSameItem = (own: TaskRecord, asked: Asked, executionId: string): boolean =>
	isSameRequest(own, asked) || (!isRefusedContent(own) && own.executionId === executionId);

/** Nobody searches for the task of a model that came to nothing, so its create is any one of its own. */
const tasksOf = ({ taskId, createId, earlier = [] }: TaskRecord): OwnedTask[] => [
	...(taskId === undefined ? [] : [{ taskId, createId: createId ?? taskId }]),
	...earlier.flatMap((attempt) =>
		attempt.taskId === null ? [] : [{ taskId: attempt.taskId, createId: attempt.taskId }],
	),
];

export function openRecords(
	context: IDataObject,
	runIndex: number,
	executionId: string,
	isTool = false,
	/** Takes the secrets out of a text: n8n stores the records with the execution. */
	masked: (text: string) => string = (text) => text,
): Records {
	// Calls of a tool that run at the same time may count as the same run of the node.
	const runKey = isTool ? `${runIndex} ${randomUUID()}` : String(runIndex);
	const runs = (): IDataObject => childOf(context, KEY);
	const run = (): IDataObject => childOf(runs(), runKey);
	const all = (isOwn: (itemIndex: number) => boolean = () => true): TaskRecord[] =>
		Object.entries(run())
			.filter(([key]) => isOwn(Number(partsOf(key).item)))
			.flatMap(([, record]) => readRecord(record) ?? []);
	const clear = (value: unknown): unknown =>
		withTexts(value, (text) => (isLongFile(text) ? text : masked(text)));
	const write = (key: RecordKey, record: TaskRecord): void => {
		const { refusal, earlier, received, answer } = record;
		const { message = '', advice = '' } = refusal ?? {};
		const clean = {
			...record,
			...(refusal && {
				refusal: { ...refusal, message: masked(message), advice: masked(advice) },
			}),
			...(earlier && {
				earlier: earlier.map((one) => ({ ...one, reason: masked(one.reason) })),
			}),
			...(received && { received: clear(received) }),
			// The place of a stored file is not to be shown, and must stay.
			...(answer && { answer: answer.map((item) => ({ ...item, json: clear(item.json) })) }),
		};
		run()[key] = clean as unknown as IDataObject;
	};
	/** Whether the run that wrote it is over: what another execution left was stored with it before this one retried it. */
	const isFree = (record: TaskRecord): boolean =>
		record.executionId === executionId ? record.isKeptForRetry === true : isTool;
	const claimed = (record: TaskRecord): TaskRecord => ({
		...record,
		isKeptForRetry: undefined,
		...(isTool && { executionId }),
	});
	/**
	 * Takes over what another run kept for the same request, with all that it kept for the item: the attempts of an item
	 * belong together. A request for the first model may also be that of a later one.
	 */
	const takeOver = (key: RecordKey, asked: Asked): TaskRecord | undefined => {
		const { item, attempt } = partsOf(key);
		const isOfItem = (other: string, of: string): boolean => partsOf(other).item === of;
		const others = Object.values(runs()).filter((other) => other !== run());
		const kept = others.filter(isObject).flatMap((other) =>
			Object.keys(other).flatMap((name) => {
				const record = readRecord(other[name]);
				return record !== undefined && isFree(record) && isSameRequest(record, asked)
					? { other, name, record }
					: [];
			}),
		);
		const equal = kept.find(({ record }) => record.digest === asked.digest);
		const same = kept.find(({ name }) => partsOf(name).attempt === attempt);
		const found = same ?? (attempt === '0' ? equal : undefined);
		const hasOther = (): boolean =>
			Object.keys(run()).some((other) => other !== String(key) && isOfItem(other, item));
		if (found === undefined || hasOther()) return undefined;
		const { other, name, record } = found;
		const { item: from } = partsOf(name);
		for (const each of Object.keys(other).filter((one) => isOfItem(one, from))) {
			const moved = readRecord(other[each]);
			const { attempt: place } = partsOf(each);
			if (same !== undefined && moved !== undefined) {
				write(place === '0' ? item : `${item}.${place}`, claimed(moved));
			}
			delete other[each];
		}
		return record;
	};
	return {
		find(key, digest, source) {
			const own = readRecord(run()[key]);
			const asked = { digest, source };
			const record = own && isSameItem(own, asked, executionId) ? own : takeOver(key, asked);
			if (record === undefined) return undefined;
			const found = claimed(record);
			write(key, found);
			return found;
		},
		get: (key) => readRecord(run()[key]),
		tasks: () => all().flatMap(tasksOf),
		ofEarlierTries: (isOwn) => all(isOwn).filter((record) => record.executionId === executionId),
		write,
		forget(key) {
			delete run()[key];
		},
		settle(mayRunAgain) {
			if (!mayRunAgain || Object.keys(run()).length === 0) {
				delete runs()[runKey];
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
