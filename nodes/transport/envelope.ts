import type { IDataObject } from 'n8n-workflow';

import { isObject, readAnswer } from './json';
import { messageOf } from './answerText';

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

/** The task, or what else an answer or a call is about: under `data`, or the body itself where that is a task. */
export const dataOf = (body: IDataObject): unknown =>
	body.data ?? (typeof body.task_id === 'string' ? body : body.data);

export function readEnvelope(received: unknown): Envelope | undefined {
	const body = readAnswer(received);
	if (!isObject(body)) return undefined;
	const code = body.code === null ? Number.NaN : Number(body.code);
	return {
		code: body.code === undefined || Number.isNaN(code) ? undefined : code,
		data: dataOf(body),
		message: messageOf(body),
		body,
	};
}
