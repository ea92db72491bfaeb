import type { IDataObject } from 'n8n-workflow';

import { topicOf } from './advice';
import { errorCodeIn, wordCodeIn, withoutCode } from './errorCode';
import { isObject } from './json';
import { joined, textsIn, withCode } from './reasons';

/** Keys of a reason, in an answer or in the task of an answer to a create. */
const KEYS = ['error_message', 'error_msg', 'err_msg', 'fail_reason', 'failure_reason', 'reason'];

const textIn = (error: unknown): unknown => (isObject(error) ? undefined : error);

/** All texts of an answer that give its reason, best source first. */
export function textsOf(body: IDataObject): string[] {
	const data = isObject(body.data) ? body.data : {};
	return [
		...[data.error, body.error].filter(isObject).map(withoutCode),
		textIn(data.error),
		body.message,
		body.msg,
		body.raw_message,
		textIn(body.error),
		body.errors,
		data.message,
		data.detail,
		body.detail,
		...[data, body].flatMap((told) => KEYS.map((key) => told[key])),
	].flatMap(textsIn);
}

/** Texts in the place of a task, other than links; rows of a list give no reason. */
const plainData = ({ data }: IDataObject): string[] =>
	(Array.isArray(data) ? (data as unknown[]) : [data]).filter(
		(text): text is string => typeof text === 'string' && !/^\s*https?:/i.test(text),
	);

/** What may tell the reason of an error, too, or what happened before. It decides nothing. */
export function linesOf(body: IDataObject): string[] {
	if (Number(body.code) === 200) return [];
	const logs = isObject(body.data) ? body.data.logs : undefined;
	return [logs, plainData(body)].flatMap(textsIn);
}

/** What an answer says. Of credit and plan one text is enough: nothing in the request can mend them. */
export function messageOf(body: IDataObject): string {
	const [first = '', ...more] = [...textsOf(body), ...linesOf(body)];
	const data = isObject(body.data) ? body.data : {};
	const code = errorCodeIn(data.error) || errorCodeIn(body.error) || wordCodeIn(body);
	if (more.length === 0 && code === '') return joined([first]) || first;
	const isEnough = ['credit', 'plan'].includes(topicOf(first)?.name ?? '');
	const text = isEnough ? first : joined([first, ...more]);
	if (text === '') return first || wordCodeIn(body);
	return isEnough ? text : withCode(text, code);
}
