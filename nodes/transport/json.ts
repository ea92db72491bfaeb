import type { IDataObject } from 'n8n-workflow';

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON text as its value; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** A JSON value, or JSON text as its value. */
export const readJson = (given: unknown): unknown =>
	typeof given === 'string' ? parseJson(given) : given;

/** A copy of a JSON value with another value in the place of each text; keys stay. */
export function withTexts(value: unknown, replacementOf: (text: string) => unknown): unknown {
	if (typeof value === 'string') return replacementOf(value);
	if (Array.isArray(value)) return value.map((inner: unknown) => withTexts(inner, replacementOf));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withTexts(inner, replacementOf)]),
	);
}

/** All texts in a value, in the order of their places. */
export function textsAnywhere(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap(textsAnywhere)
		: [];
}

const DEEPEST = 100;

/** Recursive code, n8n's own included, fails on a value that is nested too deeply. */
export function isTooDeep(value: unknown, deepest = DEEPEST): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest) return true;
		level = level.flatMap((inner) =>
			typeof inner === 'object' && inner !== null ? (Object.values(inner) as unknown[]) : [],
		);
	}
	return false;
}

const cutAt = (value: unknown, levels: number): unknown => {
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return null;
	if (Array.isArray(value)) return value.map((inner: unknown) => cutAt(inner, levels - 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, cutAt(inner, levels - 1)]),
	);
};

/** An answer without what is nested too deeply in it: the rest may name a task that is paid. */
export const withinDepth = (value: unknown): unknown =>
	isTooDeep(value) ? cutAt(value, DEEPEST) : value;

export const readAnswer = (given: unknown): unknown => withinDepth(readJson(given));
