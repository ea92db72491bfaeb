import type { IDataObject } from 'n8n-workflow';

import { anyResults } from '../catalog/anyResults';
import { operationsOf } from '../catalog';
import type { Family, MediaKind, Operation, Result } from '../catalog/vocabulary';
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

const valuesOf = (task: Task, { path }: Result): unknown[] => valuesAt(task.output, keysOf(path));

/** How well an operation's fixed input fits the task: -1 when the task says otherwise. */
function fit({ fixed = {} }: Operation, { input }: Task): number {
	const entries = Object.entries(fixed);
	const told = entries.map(([path, value]) => ({
		value,
		at: valuesAt(input, keysOf(path)).filter((at) => at !== undefined),
	}));
	return told.some(({ at, value }) => at.length > 0 && !at.includes(value))
		? -1
		: told.filter(({ at }) => at.length > 0).length;
}

/** Lists in a path need no mark: all their entries are looked at. */
const keysOf = (path: string): string[] => path.replace(/\[\d*\]/g, '').split('.');

/**
 * What the catalog says about the task's results, or what PiAPI's results look like in general. Where several versions
 * share a task type, the one that fits the task's input comes first.
 */
export function resultsOf(families: readonly Family[], task: Task): readonly Result[] {
	const known = operationsOf(families, task.model, task.taskType)
		.map((operation) => ({ operation, rank: fit(operation, task) }))
		.sort((a, b) => b.rank - a.rank)
		.flatMap(({ operation }) => operation.results);
	return known.length === 0 ? anyResults : known;
}

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
