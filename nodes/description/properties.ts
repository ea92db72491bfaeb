import type { INodeProperties } from 'n8n-workflow';

import type { Family, Operation } from '../catalog/vocabulary';
import { propertyOf } from './field';
import { optionsOfGetTask, optionsOfOperation } from './options';
import { output, outputFields, wait } from './output';
import { FIELDS_OF_TASK_ACTION, TASK_ACTIONS } from './taskActions';

/** A property as one operation shows it, with what else must be set for it to show. */
interface Shown {
	readonly property: INodeProperties;
	readonly when?: Readonly<Record<string, string[]>>;
}

interface Placed extends Shown {
	readonly key: string;
	readonly operations: string[];
}

const shownResults: readonly Shown[] = [
	{ property: output },
	{ property: outputFields, when: { output: ['selectedFields'] } },
];

const shownOf = (operation: Operation, family: Family): Shown[] => [
	...operation.fields
		.filter(({ onTop }) => onTop)
		.map((field) => ({ property: propertyOf(field) })),
	{ property: wait },
	...shownResults,
	{ property: optionsOfOperation(operation, family.kind) },
];

function shownOfAction(action: string, family: Family): Shown[] {
	const own = (FIELDS_OF_TASK_ACTION[action] ?? []).map((property) => ({ property }));
	return action === 'getTask'
		? [...own, ...shownResults, { property: optionsOfGetTask(family.kind) }]
		: own;
}

/**
 * Puts the fields of all operations in one list, equal ones once, so that each operation shows its own in its own
 * order and a value is kept when the operation is switched.
 */
function merged(operations: ReadonlyArray<readonly [operation: string, shown: Shown[]]>): Placed[] {
	const placed: Placed[] = [];
	for (const [operation, shown] of operations) {
		let after = -1;
		for (const { property, when } of shown) {
			const key = JSON.stringify([property, when]);
			const present = placed.findIndex((other, index) => index > after && other.key === key);
			if (present >= 0) {
				placed[present]?.operations.push(operation);
				after = present;
			} else {
				placed.splice(after + 1, 0, { property, when, key, operations: [operation] });
				after += 1;
			}
		}
	}
	return placed;
}

/** The form of a node that offers one family. */
export function propertiesOfFamily(family: Family): INodeProperties[] {
	const actions = TASK_ACTIONS.map((action) => String(action.value));
	const operations = [
		...family.operations.map(({ value, name, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		...TASK_ACTIONS,
	].sort((a, b) => a.name.localeCompare(b.name, 'en'));
	const fields = merged([
		...family.operations.map((operation) => [operation.value, shownOf(operation, family)] as const),
		...actions.map((action) => [action, shownOfAction(action, family)] as const),
	]);
	const chosenFamily = family.value;
	const firstOperation = operations[0]?.value ?? '';
	return [
		...noticeOf(family),
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: chosenFamily,
			options: [{ name: family.name, value: family.value }],
		},
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: firstOperation,
			options: operations,
		},
		...fields.map(({ property, when, operations: shownFor }) => ({
			...property,
			displayOptions: { show: { operation: shownFor, ...when } },
		})),
	];
}

const noticeOf = ({ notice }: Family): INodeProperties[] =>
	notice === undefined
		? []
		: [{ displayName: notice, name: 'familyNotice', type: 'notice', default: '' }];
