import { classifyResponse } from '../../nodes/transport/exchange';
import { isObject } from '../../nodes/transport/json';
import type { RawAnswer } from './connection';
import { differs, shownPath, type Found } from './deviation';
import { typeName, unknownPaths, valuesAt } from './fields';
import type { KnownFields } from './knowledge';
import { shapeOf } from './redact';

const form = (where: string, expected: string, found: string): Found =>
	differs('errorForm', where, expected, found);

const hasText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

const NAMES: KnownFields = { code: 'any', message: 'any', data: 'any' };

/**
 * The answer to a request that PiAPI has to refuse with one of these HTTP statuses: `{ code, message }`, the code being
 * the HTTP status.
 */
export function compareRefusal(
	{ status, body, isJson }: RawAnswer,
	statuses: readonly number[],
): Found[] {
	const { outcome } = classifyResponse(
		{ statusCode: status, headers: {}, body: isJson ? (body as object) : String(body) },
		0,
	);
	const result: Found[] = [];
	if (!statuses.includes(status)) {
		result.push(form('HTTP status', statuses.join(' or '), String(status)));
	}
	if (outcome !== 'refused') {
		result.push(form('the answer', 'read as refused', `read as ${outcome}`));
	}
	if (typeof body !== 'object' || body === null || !isJson) {
		return [...result, form('body', 'a JSON object', isJson ? typeName(body) : 'not JSON')];
	}
	const { code, message, data } = body as Record<string, unknown>;
	if (code !== status) {
		result.push(form('code', 'the HTTP status', String(shapeOf(code ?? 'nothing', 'code'))));
	}
	if (!hasText(message)) result.push(form('message', 'a text', typeName(message)));
	if (data !== undefined && data !== null) {
		result.push(form('data', 'null or nothing', JSON.stringify(shapeOf(data, 'data'))));
	}
	const strangers = unknownPaths(body, NAMES);
	return [...result, ...strangers.map((path) => form(shownPath(path), 'no such field', 'a field'))];
}

const ERROR = 'data.error';

/** The reason of a task that failed. */
export function compareFailure(answer: unknown): Found[] {
	const [error] = valuesAt(answer, ERROR);
	if (!isObject(error) || !['code', 'message'].every((name) => Object.hasOwn(error, name))) {
		const found = JSON.stringify(shapeOf(error, ERROR)) ?? 'nothing';
		return [form(ERROR, '{ code, raw_message, message, detail }', found)];
	}
	const isZero = Number(error.code) === 0;
	return [
		...(isZero ? [form(`${ERROR}.code`, 'a number other than 0', '0')] : []),
		...([error.message, error.raw_message].some(hasText)
			? []
			: [form(`${ERROR}.message`, 'a reason', 'no text')]),
	];
}
