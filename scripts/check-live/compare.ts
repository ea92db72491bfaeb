import { includes } from '../../nodes/task/sameRequest';
import { isObject } from '../../nodes/transport/json';
import type { TaskRequest } from '../../nodes/transport/task';
import { differs, unknownField, type Found } from './deviation';
import { missingPaths, typeDifferences, typeName, unknownPaths, valuesAt } from './fields';
import {
	documentedStatuses,
	historyFields,
	knownUsageTypes,
	requiredHistoryFields,
	ROWS,
	requiredTaskFields,
	taskFields,
	type KnownFields,
} from './knowledge';
import { nameShape, shapeOf } from './redact';

/** Names and types of the fields of an answer, held against the facts. */
export const compareFields = (
	answer: unknown,
	known: KnownFields,
	required: readonly string[],
): Found[] => [
	...missingPaths(answer, required).map((path) =>
		differs('missingField', path, 'the field', 'nothing'),
	),
	...unknownPaths(answer, known).map((path) => unknownField(path, valuesAt(answer, path)[0])),
	...typeDifferences(answer, known),
];

const unknownWords = (
	answer: unknown,
	where: string,
	kind: 'status' | 'usageType',
	known: readonly string[],
): Found[] =>
	valuesAt(answer, where)
		.filter((word) => typeof word === 'string')
		// An empty status at the create is common.
		.filter((word) => word !== '' && !known.includes(word.toLowerCase()))
		.map((word) => differs(kind, where, known.join(', '), String(shapeOf(word, where))));

const compareWords = (answer: unknown): Found[] => [
	...unknownWords(answer, 'data.status', 'status', documentedStatuses),
	...unknownWords(answer, 'data.meta.usage.type', 'usageType', knownUsageTypes),
];

/** A page of the history. */
export const compareHistory = (answer: unknown): Found[] => [
	...compareFields(answer, historyFields, requiredHistoryFields),
	...unknownWords(answer, `${ROWS}.status`, 'status', documentedStatuses),
	...unknownWords(answer, `${ROWS}.usage_type`, 'usageType', knownUsageTypes),
];

/** The task in an answer. */
export function dataOf(answer: unknown): Record<string, unknown> {
	const [data] = valuesAt(answer, 'data');
	return isObject(data) ? data : {};
}

/** How far an answer repeats the request: wholly, not at all, or with other values. */
export function echoOf(answer: unknown, request: TaskRequest): 'full' | 'empty' | 'changed' {
	const { input } = dataOf(answer);
	if (typeof input !== 'object' || input === null || Object.keys(input).length === 0)
		return 'empty';
	return includes(input, request.input) ? 'full' : 'changed';
}

function compareEcho(answer: unknown, request: TaskRequest): Found[] {
	const data = dataOf(answer);
	const names = (['model', 'task_type'] as const)
		.filter((name) => typeof data[name] === 'string' && data[name] !== request[name])
		.map((name) =>
			differs('echo', `data.${name}`, request[name], String(shapeOf(data[name], name))),
		);
	if (echoOf(answer, request) !== 'changed') return names;
	const { input } = data as { input: Record<string, unknown> };
	const differing = Object.entries(request.input).filter(
		([name, sent]) => !includes(input[name], sent),
	);
	return [
		...names,
		...differing.map(([name, sent]) => {
			const found = Object.hasOwn(input, name) ? `another ${typeName(input[name])}` : 'nothing';
			return differs('echo', `data.input.${nameShape(name)}`, `as sent: ${typeName(sent)}`, found);
		}),
	];
}

/** An answer to a create or to Get Task. */
export const compareTask = (answer: unknown, request: TaskRequest): Found[] => [
	...compareFields(answer, taskFields, requiredTaskFields),
	...compareWords(answer),
	...compareEcho(answer, request),
];
