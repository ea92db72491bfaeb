import { includes } from '../../nodes/task/sameRequest';
import type { TaskRequest } from '../../nodes/transport/task';
import { shownPath, type Found } from './deviation';
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
export function compareFields(
	answer: unknown,
	known: KnownFields,
	required: readonly string[],
): Found[] {
	return [
		...missingPaths(answer, required).map((path): Found => ({
			kind: 'missingField',
			where: path,
			expected: 'the field',
			found: 'nothing',
		})),
		...unknownPaths(answer, known).map((path): Found => ({
			kind: 'unknownField',
			where: shownPath(path),
			expected: 'no such field',
			found: JSON.stringify(shapeOf(valuesAt(answer, path)[0], path)),
		})),
		...typeDifferences(answer, known).map(({ path, expected, found }): Found => ({
			kind: 'otherType',
			where: path,
			expected,
			found,
		})),
	];
}

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
		.map((word) => ({
			kind,
			where,
			expected: known.join(', '),
			found: String(shapeOf(word, where)),
		}));

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
export const dataOf = (answer: unknown): Record<string, unknown> => {
	const [data] = valuesAt(answer, 'data');
	return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
};

/** How far an answer repeats the request: wholly, not at all, or with other values. */
export function echoOf(answer: unknown, request: TaskRequest): 'full' | 'empty' | 'changed' {
	const { input } = dataOf(answer);
	const isEmpty = typeof input !== 'object' || input === null || Object.keys(input).length === 0;
	if (isEmpty) return 'empty';
	return includes(input, request.input) ? 'full' : 'changed';
}

function compareEcho(answer: unknown, request: TaskRequest): Found[] {
	const data = dataOf(answer);
	const names = (['model', 'task_type'] as const)
		.filter((name) => typeof data[name] === 'string' && data[name] !== request[name])
		.map((name): Found => ({
			kind: 'echo',
			where: `data.${name}`,
			expected: request[name],
			found: String(shapeOf(data[name], name)),
		}));
	if (echoOf(answer, request) !== 'changed') return names;
	const { input } = data as { input: Record<string, unknown> };
	const differing = Object.keys(request.input).filter(
		(name) => !includes(input[name], request.input[name]),
	);
	return [
		...names,
		...differing.map((name): Found => ({
			kind: 'echo',
			where: `data.input.${nameShape(name)}`,
			expected: `as sent: ${typeName(request.input[name])}`,
			found: Object.hasOwn(input, name) ? `another ${typeName(input[name])}` : 'nothing',
		})),
	];
}

/** An answer to a create or to Get Task. */
export const compareTask = (answer: unknown, request: TaskRequest): Found[] => [
	...compareFields(answer, taskFields, requiredTaskFields),
	...compareWords(answer),
	...compareEcho(answer, request),
];
