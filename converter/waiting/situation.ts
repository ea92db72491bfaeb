import type { AnyNode } from 'acorn';

import type { Api, State } from '../calls/api';
import { samePath, type Segment } from '../code/segments';
import { textIn } from '../code/syntax';

/** A link or another result: what it is does not matter. */
export const SOMETHING = Symbol('something');
/** A result that is not there yet: null, an empty text, or no field at all. */
export const NOTHING = Symbol('nothing');

/** A value that the state of a task tells. */
export interface Known {
	readonly value: unknown;
}

/** The state of the task that a decision is about. */
export interface Situation {
	readonly state: State;
	readonly api: Api;
	/** The node that checks the task, whose answers come in. */
	readonly check?: string;
}

const RESULT = /url|image|video|audio|resource|file|link|thumbnail|frame|model/i;
const WHILE_RUNNING = /^(?:intermediate|origin|status|type|progress)/i;

/** What is at a path of the answer; undefined when the state does not tell. */
function atPath(path: readonly Segment[], { state, api }: Situation): Known | undefined {
	if (samePath(path, api.status)) return { value: api.states[state] };
	const [data, output, ...rest] = api.unified(path) ?? [];
	const names = rest.filter((segment) => typeof segment === 'string');
	const isResult =
		data === 'data' &&
		output === 'output' &&
		RESULT.test(names.at(-1) ?? '') &&
		!names.some((name) => WHILE_RUNNING.test(name));
	return isResult ? { value: state === 'completed' ? SOMETHING : NOTHING } : undefined;
}

interface Call {
	readonly called: readonly AnyNode[];
}

interface Chain {
	readonly root: string;
	readonly steps: ReadonlyArray<Segment | Call>;
}

/** `$json.data.status` as its root and the steps from there; undefined when it is anything else. */
function chainOf(node: AnyNode): Chain | undefined {
	switch (node.type) {
		case 'ChainExpression':
			return chainOf(node.expression);
		case 'Identifier':
			return { root: node.name, steps: [] };
		case 'CallExpression': {
			const inner = chainOf(node.callee);
			return inner && { ...inner, steps: [...inner.steps, { called: node.arguments }] };
		}
		case 'MemberExpression': {
			const { property, computed } = node;
			const isPlace = property.type === 'Literal' && typeof property.value === 'number';
			const name = property.type === 'Identifier' && !computed ? property.name : textIn(property);
			const segment = isPlace ? Number(property.value) : name;
			const inner = segment === undefined ? undefined : chainOf(node.object);
			return inner && segment !== undefined
				? { ...inner, steps: [...inner.steps, segment] }
				: undefined;
		}
		default:
			return undefined;
	}
}

const written = (step: Segment | Call): string => {
	if (typeof step === 'object') return step.called.length === 0 ? '()' : '(?)';
	return typeof step === 'number' ? `[${step}]` : `.${step}`;
};

/** Ways to the json of an item, with the root and the name of a node left out. */
const WAYS = /^(?:\.item|\.(?:first|last)\(\)|\.all\(\)\[0\])?\.json$/;

/** The steps into the item that comes in, which is the answer to the check; undefined when something else is read. */
function stepsIntoItem(
	{ root, steps }: Chain,
	check: string | undefined,
): Chain['steps'] | undefined {
	if (root === '$json') return steps;
	const [first, ...others] = steps;
	const isNamed = root === '$' || root === '$node';
	const named = typeof first === 'object' ? textIn(first.called[0]) : first;
	if (isNamed && (check === undefined || named !== check)) return undefined;
	if (!isNamed && root !== '$input' && root !== 'items') return undefined;
	const rest = isNamed || root === 'items' ? others : steps;
	const end = rest.indexOf('json') + 1;
	const way = rest.slice(0, end).map(written).join('');
	const isShort = way === '.json';
	const isAllowed = root === '$node' || root === 'items' ? isShort : !isShort;
	return isAllowed && WAYS.test(way) ? rest.slice(end) : undefined;
}

/** What code reads from the answer to the check; undefined when the state does not tell. */
export function readIn(node: AnyNode, situation: Situation): Known | undefined {
	const chain = chainOf(node);
	const path = chain && stepsIntoItem(chain, situation.check);
	return path === undefined || path.some((step) => typeof step === 'object')
		? undefined
		: atPath(path as Segment[], situation);
}
