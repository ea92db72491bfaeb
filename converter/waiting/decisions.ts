import { UNIFIED, type Api, type State } from '../calls/api';
import type { FileNode } from '../workflow/workflowFile';
import { outcomeOf, type Comparison } from './comparisons';
import { valueOfParameter } from './evaluate';
import type { Situation } from './situation';
import { listOf, recordOf } from '../json';

const IF = 'n8n-nodes-base.if';
const SWITCH = 'n8n-nodes-base.switch';
const FILTER = 'n8n-nodes-base.filter';

export const isDecision = (type: string): boolean => [IF, SWITCH, FILTER].includes(type);

const modernRow = (given: unknown): Comparison => {
	const { leftValue, rightValue, operator } = recordOf(given);
	const { type = 'string', operation } = recordOf(operator);
	return {
		type: String(type),
		operation: String(operation),
		left: leftValue,
		right: rightValue,
	};
};

interface Defaults {
	readonly operation: string;
	readonly value: unknown;
}

/** n8n does not store what the form has anyway. */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
	boolean: { operation: 'equal', value: false },
	dateTime: { operation: 'after', value: '' },
	number: { operation: 'smaller', value: 0 },
	string: { operation: 'equal', value: '' },
};

/** A row of the first versions of IF and Switch. */
function formerRow(type: string, left: unknown, given: unknown): Comparison {
	const { operation, value } = DEFAULTS[type] ?? { operation: '', value: undefined };
	const { operation: named = operation, value2 = value } = recordOf(given);
	return { type, operation: String(named), left: left ?? value, right: value2 };
}

/** In the order in which n8n looks at the types. */
const formerRows = (conditions: unknown): Comparison[] =>
	Object.keys(DEFAULTS).flatMap((type) =>
		listOf(recordOf(conditions)[type]).map((row) => formerRow(type, recordOf(row).value1, row)),
	);

/** From the second version on, n8n takes a boolean for text where it compares text. */
const asText = ({ type, ...row }: Comparison): Comparison => {
	const text = (value: unknown): unknown =>
		type === 'string' && typeof value === 'boolean' ? String(value) : value;
	return { ...row, type, left: text(row.left), right: text(row.right) };
};

const outcomeIn = (
	row: Comparison,
	situation: Situation,
	isModern = false,
): boolean | undefined => {
	const left = valueOfParameter(row.left, situation);
	const right = valueOfParameter(row.right, situation);
	if (left === undefined || right === undefined) return undefined;
	const known = { ...row, left: left.value, right: right.value };
	return outcomeOf(isModern ? asText(known) : known);
};

function joined(
	rows: readonly Comparison[],
	any: boolean,
	situation: Situation,
	isModern = false,
): boolean | undefined {
	const outcomes = rows.map((row) => outcomeIn(row, situation, isModern));
	if (outcomes.includes(any)) return any;
	return outcomes.includes(undefined) ? undefined : !any;
}

function modern(conditions: unknown, situation: Situation): boolean | undefined {
	const { conditions: rows, combinator = 'and' } = recordOf(conditions);
	return Array.isArray(rows)
		? joined(rows.map(modernRow), combinator === 'or', situation, true)
		: undefined;
}

/** An output that n8n does not have: items that meet no rule end there. */
export const NOWHERE = -1;

/** The outcome of an IF or a Filter. */
function outcomeOfNode(
	{ typeVersion = 1, parameters }: FileNode,
	situation: Situation,
): boolean | undefined {
	const { conditions, combineOperation, combineConditions } = parameters;
	const any = combineOperation === 'any' || combineConditions === 'OR';
	return typeVersion >= 2
		? modern(conditions, situation)
		: joined(formerRows(conditions), any, situation);
}

function branchOfOutcome(node: FileNode, situation: Situation, other: number): number | undefined {
	const outcome = outcomeOfNode(node, situation);
	return outcome === undefined ? undefined : outcome ? 0 : other;
}

const outputIn = (given: unknown): number => (typeof given === 'number' ? given : NOWHERE);

function branchOfModernSwitch({ parameters }: FileNode, situation: Situation): number | undefined {
	const rows = listOf(recordOf(parameters.rules).values);
	const { fallbackOutput, allMatchingOutputs } = recordOf(parameters.options);
	const outcomes = rows.map((row) => modern(recordOf(row).conditions, situation));
	const first = outcomes.findIndex((outcome) => outcome !== false);
	if (first < 0) return fallbackOutput === 'extra' ? rows.length : outputIn(fallbackOutput);
	const others = outcomes.slice(first + 1);
	const isSeveral = allMatchingOutputs === true && others.some((outcome) => outcome !== false);
	return outcomes[first] === true && !isSeveral ? first : undefined;
}

function branchOfFormerSwitch(
	{ typeVersion = 1, parameters }: FileNode,
	situation: Situation,
): number | undefined {
	const { dataType = 'number', value1, fallbackOutput } = parameters;
	for (const [index, row] of listOf(recordOf(parameters.rules).rules).entries()) {
		const outcome = outcomeIn(formerRow(String(dataType), value1, row), situation);
		if (outcome === undefined) return undefined;
		if (outcome) return typeVersion >= 2 ? index : Number(recordOf(row).output ?? 0);
	}
	return outputIn(fallbackOutput);
}

function branchOfSwitch(node: FileNode, situation: Situation): number | undefined {
	const { typeVersion = 1, parameters } = node;
	if (parameters.mode === 'expression') {
		const output = valueOfParameter(parameters.output ?? 0, situation)?.value;
		return typeof output === 'number' ? output : undefined;
	}
	return typeVersion >= 3
		? branchOfModernSwitch(node, situation)
		: branchOfFormerSwitch(node, situation);
}

/**
 * The output by which the item of a task in this state leaves an IF, Switch or Filter; undefined when it depends on more.
 * `check` is the node that checks the task, so that the decision can name it.
 */
export function branchOf(
	node: FileNode,
	state: State,
	api: Api = UNIFIED,
	check?: string,
): number | undefined {
	const situation: Situation = { state, api, ...(check === undefined ? {} : { check }) };
	if (node.type === IF) return branchOfOutcome(node, situation, 1);
	if (node.type === FILTER) return branchOfOutcome(node, situation, NOWHERE);
	return node.type === SWITCH ? branchOfSwitch(node, situation) : undefined;
}
