import type { State } from '../calls/api';
import { piecesOf } from '../calls/template';
import type { FileNode } from '../workflow/workflowFile';

const IF = 'n8n-nodes-base.if';
const SWITCH = 'n8n-nodes-base.switch';

type Facts = Readonly<Record<string, unknown>>;

const record = (value: unknown): Facts =>
	typeof value === 'object' && value !== null ? (value as Facts) : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const STATUS = /\.data\.status(?:\.toLowerCase\(\)|\.trim\(\)|\.toString\(\))*$/;
const OUTPUT = /\.data\.output(?:[.?[][\w.?[\]]*)?$/;
const COMPARISON = /^(\S+\.data\.status)\s*(={2,3}|!={1,2})\s*(['"])(\w+)\3$/;

const codeOf = (given: unknown): string => {
	if (typeof given !== 'string' || !given.startsWith('=')) return '';
	const [only, ...more] = piecesOf(given.slice(1).trim());
	return only?.code === true && more.length === 0 ? only.text : '';
};

/** What the left side of a condition is in a state; undefined when the state alone does not tell. */
function leftOf(given: unknown, state: State): string | boolean | undefined {
	const code = codeOf(given);
	if (STATUS.test(code)) return state;
	// A link of the output is there when the task is completed.
	if (OUTPUT.test(code)) return state === 'completed' ? 'https://' : '';
	const [, , operator = '', , value] = COMPARISON.exec(code) ?? [];
	if (value === undefined) return undefined;
	return operator.startsWith('!') ? state !== value.toLowerCase() : state === value.toLowerCase();
}

const textOf = (value: unknown): string =>
	(typeof value === 'string' ? value : typeof value === 'boolean' ? `${value}` : '')
		.trim()
		.toLowerCase();

/** The outcome of one comparison, by n8n's names of it in all versions; undefined when it is another one. */
function compare(left: string | boolean, operation: string, right: unknown): boolean | undefined {
	const [one, other] = [textOf(left), textOf(right)];
	switch (operation) {
		case 'equals':
		case 'equal':
			return one === other;
		case 'notEquals':
		case 'notEqual':
			return one !== other;
		case 'contains':
			return one.includes(other);
		case 'notContains':
			return !one.includes(other);
		case 'exists':
		case 'notEmpty':
		case 'isNotEmpty':
			return one !== '';
		case 'notExists':
		case 'empty':
		case 'isEmpty':
			return one === '';
		case 'true':
			return one === 'true';
		case 'false':
			return one === 'false';
		default:
			return undefined;
	}
}

interface Condition {
	readonly left: unknown;
	readonly operation: string;
	readonly right: unknown;
}

const modernCondition = (given: unknown): Condition => {
	const { leftValue, rightValue, operator } = record(given);
	return { left: leftValue, right: rightValue, operation: String(record(operator).operation) };
};

/** Condition lists of the first version: by type, with value1 and value2. */
const formerConditions = (conditions: unknown): Condition[] =>
	Object.entries(record(conditions)).flatMap(([type, rows]) =>
		list(rows).map((row) => {
			const { value1, value2, operation = 'equal' } = record(row);
			const right = type === 'boolean' ? (value2 ?? false) : value2;
			return { left: value1, right, operation: String(operation) };
		}),
	);

function joined(conditions: readonly Condition[], any: boolean, state: State): boolean | undefined {
	const outcomes = conditions.map(({ left, operation, right }) => {
		const value = leftOf(left, state);
		return value === undefined ? undefined : compare(value, operation, right);
	});
	if (outcomes.length === 0 || outcomes.includes(undefined)) return undefined;
	return any ? outcomes.includes(true) : !outcomes.includes(false);
}

const modern = (conditions: unknown, state: State): boolean | undefined => {
	const { conditions: rows, combinator } = record(conditions);
	return joined(list(rows).map(modernCondition), combinator === 'or', state);
};

function branchOfIf({ typeVersion = 1, parameters }: FileNode, state: State): number | undefined {
	const outcome =
		typeVersion >= 2
			? modern(parameters.conditions, state)
			: joined(
					formerConditions(parameters.conditions),
					parameters.combineOperation === 'any',
					state,
				);
	return outcome === undefined ? undefined : outcome ? 0 : 1;
}

/** An output that n8n does not have: items that meet no rule end there. */
export const NOWHERE = -1;

function branchOfSwitch(
	{ typeVersion = 1, parameters }: FileNode,
	state: State,
): number | undefined {
	if (parameters.mode === 'expression') return undefined;
	const rules = record(parameters.rules);
	const { fallbackOutput } = { ...parameters, ...record(parameters.options) } as Facts;
	const rows = list(typeVersion >= 3 ? rules.values : rules.rules);
	for (const [index, row] of rows.entries()) {
		const facts = record(row);
		const outcome =
			typeVersion >= 3
				? modern(facts.conditions, state)
				: joined(
						[
							{
								left: parameters.value1,
								right: facts.value2,
								operation: String(facts.operation ?? 'equal'),
							},
						],
						false,
						state,
					);
		if (outcome === undefined) return undefined;
		if (outcome) return typeVersion >= 3 ? index : Number(facts.output ?? index);
	}
	if (fallbackOutput === 'extra') return rows.length;
	return typeof fallbackOutput === 'number' ? fallbackOutput : NOWHERE;
}

/** The output that a task in this state leaves an IF or Switch by; undefined when it depends on more. */
export function branchOf(node: FileNode, state: State): number | undefined {
	if (node.type === IF) return branchOfIf(node, state);
	return node.type === SWITCH ? branchOfSwitch(node, state) : undefined;
}
