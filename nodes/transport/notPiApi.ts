import type { IDataObject } from 'n8n-workflow';

import { isObject, parseJson } from './json';
import { isPageText, titleOf } from './page';
import { createProblem, type Problem } from './problem';

/** Keys of which PiAPI's answers have at least one, those in OpenAI's form included. */
const KEYS = [
	'code',
	'data',
	'message',
	'error',
	'detail',
	'task_id',
	'timestamp',
	'choices',
	'id',
];

const LONGEST_TITLE = 100;

/** A web page, which no address of PiAPI's API has; gateways before PiAPI answer with one, too. */
export const isPage = (headers: IDataObject, body: unknown): boolean =>
	typeof body === 'string'
		? isPageText(body)
		: /\bhtml\b/i.test(String(headers['content-type'])) && !isObject(body);

/** Whether a successful answer comes from something else: a page, another text, or JSON without a key of PiAPI's. */
export function isForeign(headers: IDataObject, body: unknown): boolean {
	if (isPage(headers, body)) return true;
	const value = typeof body === 'string' ? (parseJson(body) ?? body.trim()) : body;
	if (isObject(value)) {
		return Object.keys(value).length > 0 && !KEYS.some((key) => Object.hasOwn(value, key));
	}
	// Half of a JSON text may be PiAPI's.
	return Array.isArray(value) || (typeof value === 'string' && /^[^{[]/.test(value));
}

const CHECK =
	'Check the Base URL of the PiAPI credential, and whether a proxy, a firewall or the login page of a network answers in place of PiAPI.';

const titleIn = (body: unknown): string => {
	const title = typeof body === 'string' ? titleOf(body) : '';
	return title === '' ? '' : `: ${title.slice(0, LONGEST_TITLE)}`;
};

/** Something else has answered. */
export function notPiApi(status: number, headers: IDataObject, body: unknown): Problem {
	return createProblem({
		message: isPage(headers, body)
			? `A web page answered in place of PiAPI (HTTP ${status})${titleIn(body)}`
			: `Another service answered in place of PiAPI (HTTP ${status})`,
		advice: CHECK,
		httpCode: String(status),
	});
}
