import type { IDataObject } from 'n8n-workflow';

import { isObject } from './json';

/** Texts in the place of a reason that tell none. */
const NOTHING_TOLD =
	/^(success|successful|succeeded|succeed|ok|null|none|nil|undefined|n\/a|no errors?)\.?$/i;

export const saysNothing = (text: string): boolean =>
	text.trim() === '' || NOTHING_TOLD.test(text.trim());

const textOf = (code: unknown): string =>
	typeof code === 'number' || typeof code === 'string' ? String(code).trim() : '';

/** PiAPI's error code, for its support and its documents; empty when it tells none. */
export function errorCodeIn(error: unknown): string {
	const text = isObject(error) ? textOf(error.code) : '';
	return saysNothing(text) || Number(text) === 0 || Number(text) === 200 ? '' : text;
}

/** The same where it is a word, such as `insufficient_credits`: a number of a whole answer is its status. */
export function wordCodeIn(value: unknown): string {
	const code = errorCodeIn(value);
	return Number.isNaN(Number(code)) ? code : '';
}

/** The code is shown beside the text, so it is not one of the texts. */
export const withoutCode = (error: unknown): unknown =>
	isObject(error)
		? Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'code'))
		: error;

/** What an answer calls its error in a word, wherever it does. */
export const codeWordsOf = (body: IDataObject): string[] => {
	const inData = isObject(body.data) ? body.data.error : undefined;
	return [inData, body.error, body].map(wordCodeIn).filter((word) => word !== '');
};
