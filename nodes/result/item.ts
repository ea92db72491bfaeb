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

/** Which of the task's files the item is about. */
const placeOf = (oneItemPerFile: boolean, index: number): IDataObject =>
	oneItemPerFile ? { fileIndex: index } : {};

const only = (json: IDataObject, fields: readonly string[]): IDataObject =>
	Object.fromEntries(
		fields.filter((field) => Object.hasOwn(json, field)).map((field) => [field, json[field]]),
	);

/** One part of a task's result: the json of an output item and the files that belong to it. */
export interface ResultPart {
	readonly json: IDataObject;
	readonly files: readonly ResultFile[];
}

/** The items of one task: one, or one for each file. */
export function partsOf(
	task: Task,
	families: readonly Family[],
	output: OutputForm,
	oneItemPerFile: boolean,
	{ files, text }: TaskResult = resultOf(families, task),
): ResultPart[] {
	const split = oneItemPerFile && files.length > 0 ? files.map((file) => [file]) : [files];
	return split.map((part, index) => {
		const json = simplified(task, part, text);
		const numbered = { ...json, ...placeOf(oneItemPerFile, index) };
		switch (output.form) {
			case 'raw':
				return { json: { task: task.received, ...placeOf(oneItemPerFile, index) }, files: part };
			case 'selectedFields':
				return { json: only(numbered, [...output.fields, 'fileIndex']), files: part };
			default:
				return { json: numbered, files: part };
		}
	});
}
