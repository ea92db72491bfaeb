import type { IDataObject } from 'n8n-workflow';

import { isAboutContent } from './advice';
import { cutText } from './cutText';
import { errorCodeIn, saysNothing, withoutCode } from './errorCode';
import { isObject, isTooDeep, parseJson } from './json';
import { beginsAsLink } from './link';
import { isPageText, textOfPage } from './page';

/** Keys under which PiAPI, or the maker of a model, tells a reason, best first. */
const REASON_KEYS = [
	'message',
	'raw_message',
	'msg',
	'error',
	'error_message',
	'error_messages',
	'error_msg',
	'err_msg',
	'error_detail',
	'errors',
	'reason',
	'fail_reason',
	'failure_reason',
	'task_status_msg',
	'status_msg',
	'detail',
	'details',
	'description',
	'text',
	'log',
];
/** Those of them that tell a reason wherever they are; under another, a task may have a result or its own log. */
const REASON_KEYS_ANYWHERE = [
	'error_messages',
	'error_message',
	'error_msg',
	'err_msg',
	'error_detail',
	'message',
	'msg',
	'fail_reason',
	'failure_reason',
	'reason',
	'task_status_msg',
	'status_msg',
	'detail',
	'error',
	'errors',
];
/** Keys that say what in the request a reason is about. */
const PLACE_KEYS = ['loc', 'field', 'param'];

const MOST_TEXTS = 10;
const LONGEST_TEXT = 600;
const LONGEST_REASON = 1_500;

function textsInText(given: string): string[] {
	const text = given.trim();
	if (text === '') return [];
	const inner = /^[[{]/.test(text) ? parseJson(text) : undefined;
	if (typeof inner === 'object' && inner !== null && !isTooDeep(inner)) return textsIn(inner);
	return [isPageText(text) ? textOfPage(text) : text.replace(/\s+/g, ' ')];
}

const isPlain = (value: unknown): boolean =>
	['string', 'number', 'boolean'].includes(typeof value) && value !== '';

/** A plain value, or the texts of a list, as text; empty for everything else. */
const plainText = (value: unknown): string =>
	[value]
		.flat()
		.filter((inner) => isPlain(inner) && (inner === value || typeof inner === 'string'))
		.map(String)
		.join(', ');

/** An object without a known key as text; numbers and IDs alone give no reason. */
function textOfPairs(value: IDataObject): string[] {
	const pairs = Object.entries(value)
		.filter(([key]) => !/(?:^|_)id$/i.test(key))
		.map(([key, inner]) => ({ key, inner, text: plainText(inner) }))
		.filter(({ text }) => text !== '');
	return pairs.some(({ inner }) => typeof inner === 'string' || Array.isArray(inner))
		? [pairs.map(({ key, text }) => `${key}: ${text}`).join(', ')]
		: [];
}

/** What in the request a reason is about, such as `body.input.prompt: `. */
function placeIn(value: IDataObject): string {
	const [place] = PLACE_KEYS.map((key) => value[key])
		.map((inner) => (Array.isArray(inner) ? (inner as unknown[]).join('.') : inner))
		.filter((inner) => typeof inner === 'string' && inner !== '');
	return typeof place === 'string' ? `${place}: ` : '';
}

/** What moderation found: a list of words, or each word with true or false. */
function categoriesIn(value: IDataObject): string[] {
	return Object.entries(value)
		.filter(([key]) => /(?:^|_)categories$/i.test(key))
		.map(([, found]): unknown[] =>
			isObject(found) ? Object.keys(found).filter((name) => found[name] === true) : [found].flat(),
		)
		.map((names) => names.filter((name) => typeof name === 'string' && name !== ''))
		.filter((names) => names.length > 0)
		.map((names) => `moderation categories: ${names.join(', ')}`);
}

function textsInObject(value: IDataObject): string[] {
	const told = [...REASON_KEYS.flatMap((key) => textsIn(value[key])), ...categoriesIn(value)];
	const place = placeIn(value);
	return told.length === 0 ? textOfPairs(value) : told.map((text) => `${place}${text}`);
}

/** The texts of a reason in any form: a text, which may be JSON, a list or an object. */
export function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return textsInText(value);
	if (Array.isArray(value)) return (value as unknown[]).flatMap(textsIn);
	return isObject(value) ? textsInObject(value) : [];
}

/** Only the words, so that the same text is found in any spelling of its marks. */
const wordsOf = (text: string): string =>
	` ${text
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '')
		.join(' ')} `;

const has = (text: string, part: string): boolean => wordsOf(text).includes(wordsOf(part));

/** The texts with one more, unless one of them has it already; those that it has itself make way. */
function withText(texts: readonly string[], text: string): readonly string[] {
	if (texts.some((other) => has(other, text))) return texts;
	const at = texts.findIndex((other) => has(text, other));
	const rest = texts.filter((other) => !has(text, other));
	return at < 0 ? [...texts, text] : [...rest.slice(0, at), text, ...rest.slice(at)];
}

/** Texts as one, in their order and each once. */
export function joined(texts: readonly string[]): string {
	const unique = texts
		.filter((text) => !saysNothing(text))
		.map((text) => cutText(text, LONGEST_TEXT))
		.reduce<readonly string[]>(
			(kept, text) => (kept.length < MOST_TEXTS ? withText(kept, text) : kept),
			[],
		);
	const last = unique.length - 1;
	const text = unique.map((one, index) => (index < last ? one.replace(/[.;,]+$/, '') : one));
	return cutText(text.join('; '), LONGEST_REASON);
}

export const withCode = (text: string, code: string): string =>
	code === '' || has(text, code) ? text : `${text} (code ${code})`;

const ownReasons = (value: IDataObject): string[] =>
	REASON_KEYS_ANYWHERE.flatMap((key) => textsIn(value[key]));

/** Keys of what was sent, which gives no reason. */
const SENT_KEYS = /^(?:inputs?|requests?|params|parameters|config)$/i;

/** The reasons in an output, at any depth. */
function reasonsIn(output: unknown): string[] {
	if (Array.isArray(output)) return (output as unknown[]).flatMap(reasonsIn);
	if (!isObject(output)) return [];
	const inner = Object.entries(output).filter(
		([key]) => !REASON_KEYS_ANYWHERE.includes(key) && !SENT_KEYS.test(key),
	);
	return [...ownReasons(output), ...inner.flatMap(([, value]) => reasonsIn(value))];
}

/** What a task that did not complete tells outside its error. */
const textsBesideError = (task: IDataObject): string[] => [
	...ownReasons({ ...task, error: undefined }),
	...textsIn(task.logs),
	...reasonsIn(task.output),
	...(typeof task.output === 'string' && !beginsAsLink(task.output) ? textsIn(task.output) : []),
];

/** Logs tell the reason last; what is longer is not read. */
const MOST_LINES = 200;
const LONGEST_LINE = 2_000;

/** What a task that did not complete tells outside its error; a refusal first where there is too much to show. */
function linesBesideError(task: IDataObject): string[] {
	const lines = textsBesideError(task);
	if (lines.length <= MOST_TEXTS) return lines;
	const last = lines.slice(-MOST_LINES).map((line) => line.slice(0, LONGEST_LINE));
	return [...last.filter(isAboutContent), ...lines.slice(0, MOST_LINES)];
}

/** What a failed task tells: in its error, outside of it, and as a code. */
interface FailureTexts {
	readonly inError: readonly string[];
	readonly besideError: readonly string[];
	readonly code: string;
}

export const failureTextsOf = (task: IDataObject): FailureTexts => ({
	inError: textsIn(withoutCode(task.error)),
	besideError: linesBesideError(task),
	code: errorCodeIn(task.error),
});

/** In an error with the code 0, only these count: the rest may describe a success. */
const messagesIn = (error: unknown): unknown =>
	isObject(error) ? [error.message, error.raw_message] : error;

/** An answer says of itself that it succeeded, whatever it is about. */
const isSuccess = (said: string): boolean => saysNothing(said) || /\bsucce(?:ss|ed)/i.test(said);

/**
 * Why a task failed, in PiAPI's words: all that it tells, best source first, or else what the answer with it says. Empty when
 * it says nothing. A completed task has a reason only where its error tells one. `status` is this package's word.
 */
export function failureOf(task: IDataObject, status: string, said = ''): string {
	const { error } = task;
	const code = errorCodeIn(error);
	const hasFailed = status === 'failed' || status === 'canceled';
	const inError = textsIn(hasFailed || code !== '' ? withoutCode(error) : messagesIn(error));
	const inTask = joined(hasFailed ? [...inError, ...linesBesideError(task)] : inError);
	const text = inTask === '' && hasFailed && !isSuccess(said) ? said : inTask;
	if (text !== '') return withCode(text, code);
	const word = typeof task.status === 'string' ? task.status.trim() : '';
	// A word of its own, such as "expired", is a reason, too.
	if (status === 'failed' && !/^fail(?:ed|ure)?$/i.test(word)) {
		return withCode(`PiAPI reports the status "${word}"`, code);
	}
	return code === '' ? '' : `PiAPI gave only the error code ${code}`;
}
