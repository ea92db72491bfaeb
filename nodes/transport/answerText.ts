import type { IDataObject } from 'n8n-workflow';

import { topicOf } from './advice';
import { errorCodeIn, wordCodeIn, withoutCode } from './errorCode';
import { isObject } from './json';
import { joined, textsIn, withCode } from './reasons';

const textIn = (error: unknown): unknown => (isObject(error) ? undefined : error);

/** All texts of an answer that may give a reason, best source first. */
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
	].flatMap(textsIn);
}

/** What an answer says. Of credit and plan one text is enough: nothing in the request can mend them. */
export function messageOf(body: IDataObject): string {
	const [first = '', ...more] = textsOf(body);
	const data = isObject(body.data) ? body.data : {};
	const code = errorCodeIn(data.error) || errorCodeIn(body.error) || wordCodeIn(body);
	if (more.length === 0 && code === '') return joined([first]) || first;
	const isEnough = ['credit', 'plan'].includes(topicOf(first)?.name ?? '');
	const text = isEnough ? first : joined([first, ...more]);
	if (text === '') return first || wordCodeIn(body);
	return isEnough ? text : withCode(text, code);
}
