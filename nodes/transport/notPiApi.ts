import type { IDataObject } from 'n8n-workflow';

import { ACCOUNT_KEYS } from './accountAnswer';
import { certainTopicOf, topicOf } from './advice';
import { cutText } from './cutText';
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
	...ACCOUNT_KEYS,
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

/** Letters. */
const LONGEST_TEXT = 100;

/**
 * The text of an answer that is neither JSON nor a page, as firewalls and proxies write it; empty for every other. Half of a
 * JSON text may be PiAPI's.
 */
export function plainTextIn(headers: IDataObject, body: unknown): string {
	const text = typeof body === 'string' ? body.trim() : '';
	if (/^[{[]/.test(text) || isPage(headers, text)) return '';
	return cutText(text.replace(/\s+/g, ' '), LONGEST_TEXT);
}

const CHECK =
	'Check the Base URL of the PiAPI credential, and whether a proxy, a firewall or the login page of a network answers in place of PiAPI.';

const titleIn = (body: unknown): string => {
	const title = typeof body === 'string' ? titleOf(body) : '';
	return title === '' ? '' : `: ${cutText(title, LONGEST_TITLE)}`;
};

/** What a firewall would not say of itself. */
const isPiApis = (text: string): boolean =>
	['credit', 'plan'].includes(certainTopicOf(text)?.name ?? '') || topicOf(text)?.name === 'key';

function inPlainText(status: number, text: string): Problem {
	const topic = isPiApis(text) ? topicOf(text) : undefined;
	return createProblem({
		message: `PiAPI answered with HTTP ${status}: ${text}`,
		advice: topic?.advice ?? CHECK,
		type: topic?.type ?? 'unavailable',
		isElsewhere: !isPiApis(text),
		httpCode: String(status),
	});
}

/** What an error status means where the answer is of none of PiAPI's forms, and what a success means that is foreign. */
export function notPiApi(status: number, headers: IDataObject, body: unknown): Problem {
	const plain = plainTextIn(headers, body);
	if (status >= 400 && plain !== '') return inPlainText(status, plain);
	return createProblem({
		message: isPage(headers, body)
			? `A web page answered in place of PiAPI (HTTP ${status})${titleIn(body)}`
			: `Another service answered in place of PiAPI (HTTP ${status})`,
		advice: CHECK,
		type: 'unavailable',
		isElsewhere: true,
		httpCode: String(status),
	});
}
