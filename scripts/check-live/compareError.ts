import { classifyResponse } from '../../nodes/transport/exchange';
import type { RawAnswer } from './connection';
import { shownPath, type Found } from './deviation';
import { typeName, unknownPaths, valuesAt } from './fields';
import type { KnownFields } from './knowledge';
import { shapeOf } from './redact';

/** A request that PiAPI has to refuse. */
export interface ExpectedRefusal {
	/** HTTP statuses that the facts name for it. */
	readonly statuses: readonly number[];
}

const hasContent = (value: unknown): boolean => value !== undefined && value !== null;

/** The answer to a request that PiAPI has to refuse: `{ code, message }`, the code being the HTTP status. */
export function compareRefusal(answer: RawAnswer, { statuses }: ExpectedRefusal): Found[] {
	const form = (where: string, expected: string, found: string): Found => ({
		kind: 'errorForm',
		where,
		expected,
		found,
	});
	const { status, body, isJson } = answer;
	const { outcome } = classifyResponse(
		{ statusCode: status, headers: {}, body: isJson ? (body as object) : String(body) },
		0,
	);
	const result: Found[] = [];
	if (!statuses.includes(status)) {
		result.push(form('HTTP status', statuses.join(' or '), String(status)));
	}
	if (outcome !== 'refused')
		result.push(form('the answer', 'read as refused', `read as ${outcome}`));
	if (typeof body !== 'object' || body === null || !isJson) {
		return [...result, form('body', 'a JSON object', isJson ? typeName(body) : 'not JSON')];
	}
	const { code, message, data } = body as Record<string, unknown>;
	if (code !== status) {
		result.push(form('code', 'the HTTP status', String(shapeOf(code ?? 'nothing', 'code'))));
	}
	if (typeof message !== 'string' || message.trim() === '') {
		result.push(form('message', 'a text', typeName(message)));
	}
	if (hasContent(data))
		result.push(form('data', 'null or nothing', JSON.stringify(shapeOf(data, 'data'))));
	const known: KnownFields = { code: 'any', message: 'any', data: 'any' };
	return [
		...result,
		...unknownPaths(body, known).map((path) => form(shownPath(path), 'no such field', 'a field')),
	];
}

const ERROR = 'data.error';

/** The reason of a task that failed. */
export function compareFailure(answer: unknown): Found[] {
	const [error] = valuesAt(answer, ERROR);
	const isForm =
		typeof error === 'object' &&
		error !== null &&
		['code', 'message'].every((name) => Object.hasOwn(error, name));
	if (!isForm) {
		return [
			{
				kind: 'errorForm',
				where: ERROR,
				expected: '{ code, raw_message, message, detail }',
				found: JSON.stringify(shapeOf(error, ERROR)) ?? 'nothing',
			},
		];
	}
	const { code, message, raw_message: raw } = error as Record<string, unknown>;
	const tells = [message, raw].some((text) => typeof text === 'string' && text.trim() !== '');
	return [
		...(Number(code) === 0
			? [
					{
						kind: 'errorForm' as const,
						where: `${ERROR}.code`,
						expected: 'a number other than 0',
						found: '0',
					},
				]
			: []),
		...(tells
			? []
			: [
					{
						kind: 'errorForm' as const,
						where: `${ERROR}.message`,
						expected: 'a reason',
						found: 'no text',
					},
				]),
	];
}
