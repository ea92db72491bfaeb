import type { IDataObject } from 'n8n-workflow';

import { moreInput } from '../catalog/sharedFields';
import type { Operation } from '../catalog/vocabulary';
import { isProblem, type Problem } from '../transport/problem';
import { getPath } from './objectPath';
import { wrong } from './readValue';
import { valueOf } from './value';

/** The name right below `input`. */
export const topOf = (path: string): string => path.split(/[.[]/)[0] ?? path;

/** Reads More Input; an empty object where nothing is in it. */
export function readMoreInput(raw: unknown): IDataObject | Problem {
	const read = valueOf(moreInput, raw);
	if (read === 'unset') return {};
	return isProblem(read) ? read : (read.value as IDataObject);
}

/** More Input replaces nothing that a field or the operation sets. */
export function clashInMoreInput(
	{ fields, fixed = {} }: Operation,
	more: IDataObject,
	given: readonly string[],
): Problem | undefined {
	const { label } = moreInput;
	const taken = Object.keys(more).find((key) =>
		[...given, ...Object.keys(fixed)].some((path) => topOf(path) === key),
	);
	if (taken === undefined) return undefined;
	const field = fields.find(({ path }) => given.includes(path) && topOf(path) === taken);
	return field === undefined
		? wrong(
				label,
				`sets ${taken}, which this operation sets itself`,
				`Remove ${taken} from ${label}.`,
			)
		: wrong(
				label,
				`sets ${taken}, which ${field.label} sets already`,
				`Remove ${taken} from ${label}, or leave ${field.label} empty.`,
			);
}

const isNothing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.every(isNothing));

/** Whether More Input sets something at a path. */
export const isInMoreInput = (more: IDataObject, path: string): boolean =>
	!isNothing(getPath(more, path));
