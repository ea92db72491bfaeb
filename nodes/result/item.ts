import type { IDataObject } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import type { Task } from '../transport/task';
import { costOf } from '../transport/cost';
import { resultOf, type TaskResult } from './files';
import type { ResultFile } from './places';

export type OutputForm =
	| { readonly form: 'simplified' }
	| { readonly form: 'raw' }
	| { readonly form: 'selectedFields'; readonly fields: readonly string[] };

/** The model that created a task, where the node chose it, and what became of those before. Plain data. */
export interface Tried {
	readonly modelName: string;
	readonly attempts: readonly IDataObject[];
}

/**
 * The shape that all tasks have in common. Never a top-level `error`: with Retry On Fail n8n would take the item for
 * a failure and run, and pay, again.
 */
function simplified(
	task: Task,
	files: readonly ResultFile[],
	text: string | undefined,
): IDataObject {
	return {
		taskId: task.id,
		status: task.status,
		model: task.model,
		taskType: task.taskType,
		url: files[0]?.url ?? null,
		files: files.map((file) => ({ ...file })),
		...(text === undefined ? {} : { text }),
		...costOf(task),
		...(task.status === 'failed' ? { failure: task.failure } : {}),
		createdAt: task.createdAt,
		startedAt: task.startedAt,
		endedAt: task.endedAt,
		output: task.output,
	};
}

/** An item with what belongs to it beside the task: the model that the node chose, and which of the files it is about. */
const around = (
	json: IDataObject,
	tried: Tried | undefined,
	fileIndex: number | undefined,
): IDataObject => ({
	...(tried && { modelName: tried.modelName }),
	...json,
	...(fileIndex === undefined ? {} : { fileIndex }),
	...(tried && { attempts: [...tried.attempts] }),
});

const only = (json: IDataObject, fields: readonly string[]): IDataObject =>
	Object.fromEntries(
		fields.filter((field) => Object.hasOwn(json, field)).map((field) => [field, json[field]]),
	);

/** One part of a task's result: the json of an output item and the files that belong to it. */
export interface ResultPart {
	readonly json: IDataObject;
	readonly files: readonly ResultFile[];
}

interface PartOptions {
	readonly tried?: Tried;
	/** Where it is known already. */
	readonly result?: TaskResult;
}

/** The items of one task: one, or one for each file. */
export function partsOf(
	task: Task,
	families: readonly Family[],
	output: OutputForm,
	oneItemPerFile: boolean,
	{ tried, result = resultOf(families, task) }: PartOptions = {},
): ResultPart[] {
	const { files, text } = result;
	const split = oneItemPerFile && files.length > 0 ? files.map((file) => [file]) : [files];
	return split.map((part, index) => {
		const core = output.form === 'raw' ? { task: task.received } : simplified(task, part, text);
		const json = around(core, tried, oneItemPerFile ? index : undefined);
		return {
			json: output.form === 'selectedFields' ? only(json, output.fields) : json,
			files: part,
		};
	});
}
