import type { IDataObject } from 'n8n-workflow';

/**
 * PiAPI's answer to everything: `{ code, data, message }`.
 * Source: https://piapi.ai/docs/unified-api-schema
 */
export interface Envelope {
	/** 200 on success, mirrored from HTTP as a rule, but business errors can come inside HTTP 200. */
	readonly code: number | undefined;
	readonly data: unknown;
	readonly message: string;
	readonly body: IDataObject;
}

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const DEEPEST_BODY = 100;

/** Recursive code, n8n's own included, fails on a body that is nested too deeply. */
export function isTooDeep(body: unknown): boolean {
	let level: unknown[] = [body];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > DEEPEST_BODY) return true;
		level = level.flatMap((value) =>
			typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
		);
	}
	return false;
}

const parsed = (body: unknown): unknown => {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
};

export function readEnvelope(received: unknown): Envelope | undefined {
	const body = parsed(received);
	if (!isObject(body) || isTooDeep(body)) return undefined;
	const code = body.code === null ? Number.NaN : Number(body.code);
	return {
		code: body.code === undefined || Number.isNaN(code) ? undefined : code,
		data: body.data,
		message: textsOf(body)[0] ?? '',
		body,
	};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** All texts of an answer that may give a reason, best source first. */
export function textsOf(body: IDataObject): string[] {
	const data = isObject(body.data) ? body.data : {};
	const errors = [data.error, body.error].filter(isObject);
	return [
		...errors.flatMap(({ message, raw_message: raw, detail }) => [message, raw, detail]),
		data.error,
		body.message,
		body.raw_message,
		body.error,
		data.detail,
		body.detail,
	]
		.map(textOf)
		.filter((text) => text !== '');
}
