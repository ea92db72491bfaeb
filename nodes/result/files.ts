import type { IDataObject } from 'n8n-workflow';

import { anyResults } from '../catalog/anyResults';
import { operationOf } from '../catalog';
import type { Family, MediaKind, Result } from '../catalog/vocabulary';
import type { Task } from '../transport/task';

/** A link in a task's output. */
export interface ResultFile {
	readonly url: string;
	readonly kind: MediaKind;
	readonly role: string;
}

/** Every value at a path; arrays on the way are gone through. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
	if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
	const [key, ...rest] = path;
	if (key === undefined) return [value];
	if (typeof value !== 'object' || value === null) return [];
	return valuesAt((value as IDataObject)[key], rest);
}

const isLink = (value: unknown): value is string =>
	typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);

const valuesOf = (task: Task, { path }: Result): unknown[] =>
	valuesAt(task.output, path.split('.'));

/** What the catalog says about the task's results, or what PiAPI's results look like in general. */
export const resultsOf = (families: readonly Family[], task: Task): readonly Result[] =>
	operationOf(families, task.model, task.taskType)?.results ?? anyResults;

/** Best file first; the same link once. */
export function filesOf(task: Task, results: readonly Result[]): ResultFile[] {
	const files = results
		.filter(({ kind }) => kind !== 'text')
		.flatMap((result) =>
			valuesOf(task, result)
				.filter(isLink)
				.map((url) => ({ url, kind: result.kind, role: result.role })),
		);
	return files.filter(({ url }, index) => files.findIndex((other) => other.url === url) === index);
}

/** The first text among the results. */
export function textOf(task: Task, results: readonly Result[]): string | undefined {
	return results
		.filter(({ kind }) => kind === 'text')
		.flatMap((result) => valuesOf(task, result))
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map(String)
		.find((text) => text !== '');
}
