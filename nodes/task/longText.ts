import { createHash } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { readFileText } from '../transport/fileText';
import { isObject, withTexts } from '../transport/json';

/** Characters. A longer text is a file as a rule, and would fill n8n's database. */
const LONGEST_KEPT = 4_000;

/** What a record keeps of a long text: enough to recognize it. */
interface KeptText {
	readonly length: number;
	readonly sha256: string;
}

type LongText = string | KeptText;

const isKept = (value: unknown): value is KeptText =>
	isObject(value) && typeof value.length === 'number' && typeof value.sha256 === 'string';

export const isLongText = (value: unknown): value is LongText =>
	typeof value === 'string' ? value.length > LONGEST_KEPT : isKept(value);

/** PiAPI may give a file back without the head of its data URL, or with other line breaks. */
const contentOf = (text: string): string => readFileText(text)?.base64 ?? text.trim();

const keptOf = (content: string): KeptText => ({
	length: content.length,
	sha256: createHash('sha256').update(content).digest('hex'),
});

/** An input as a record keeps it. */
export const withoutLongTexts = (input: IDataObject): IDataObject =>
	withTexts(input, (text) => (isLongText(text) ? keptOf(contentOf(text)) : text)) as IDataObject;

function isSame(one: LongText, other: LongText): boolean {
	const [a, b] = [one, other].map((text) => (typeof text === 'string' ? contentOf(text) : text));
	if (a === undefined || b === undefined || a.length !== b.length) return false;
	if (typeof a === 'string' && typeof b === 'string') return a === b;
	const [kept, same] = [a, b].map((text) => (typeof text === 'string' ? keptOf(text) : text));
	return kept?.sha256 === same?.sha256;
}

/**
 * Whether an echo is that of a long text. Undefined where it does not tell: PiAPI may cut a file, or put something in its
 * place, and files of a kind begin alike.
 */
export function isEchoOfLongText(echo: unknown, sent: LongText): boolean | undefined {
	if (typeof echo !== 'string' && !isKept(echo)) return undefined;
	if (isSame(echo, sent)) return true;
	const isProse = typeof sent === 'string' && readFileText(sent) === undefined;
	return isLongText(echo) || isProse ? false : undefined;
}
