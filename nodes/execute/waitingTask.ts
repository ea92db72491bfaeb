import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { partsOf } from '../result/item';
import { isObject } from '../transport/json';
import type { Task } from '../transport/task';
import type { ItemFormat } from './delivery';
import { markProblems } from './outcome';

/** What an item of a paused execution stores about its task. */
export interface WaitingTask {
	readonly taskId: string;
	readonly itemIndex: number;
	readonly format: ItemFormat;
	/** When n8n resumes the execution by itself, in milliseconds since the epoch. */
	readonly until?: number;
}

const KEY = 'piApiTask';

export const waitingTaskOf = (item: INodeExecutionData): WaitingTask | undefined => {
	const stored = item[KEY];
	return isObject(stored) && typeof stored.taskId === 'string'
		? (stored as unknown as WaitingTask)
		: undefined;
};

/** The item of an unfinished task while the execution is paused; n8n returns it as it is if PiAPI never calls. */
export function waitingItem(
	task: Task,
	families: readonly Family[],
	itemIndex: number,
	format: ItemFormat,
): INodeExecutionData {
	const { output, oneItemPerFile, downloadFiles, maxFileSize, tried } = format;
	const [part] = partsOf(task, families, output, false, { tried });
	const waiting: WaitingTask = {
		taskId: task.id,
		itemIndex,
		format: { output, oneItemPerFile, downloadFiles, maxFileSize, tried },
	};
	return {
		json: part?.json ?? {},
		pairedItem: { item: itemIndex },
		[KEY]: waiting as unknown as IDataObject,
	};
}

const withLimit = (item: INodeExecutionData, until: Date): INodeExecutionData => {
	const waiting = waitingTaskOf(item);
	return waiting === undefined ? item : { ...item, [KEY]: { ...waiting, until: until.getTime() } };
};

/** Pauses the execution. Its items become the node's input: n8n returns them, now and at the time limit. */
export async function putToWait(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	until: Date,
): Promise<INodeExecutionData[]> {
	const entry = context.getExecuteData();
	entry.data.main = [markProblems(entry.node, items).map((item) => withLimit(item, until))];
	// n8n disables the node of this entry when it resumes. Other runs of the node share the object and would be skipped.
	entry.node = { ...entry.node };
	await context.putExecutionToWait(until);
	return items.map((item) => ({ ...item }));
}
