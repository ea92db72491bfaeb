import {
	parseExpressionAt,
	type AnyNode,
	type BinaryExpression,
	type BinaryOperator,
	type CallExpression,
	type LogicalExpression,
} from 'acorn';

import { piecesOf } from '../code/pieces';
import { NOTHING, readIn, SOMETHING, type Known, type Situation } from './situation';
import { methodOf, textIn } from '../code/syntax';

const known = (value: unknown): Known => ({ value });

const isResult = (value: unknown): boolean => value === SOMETHING || value === NOTHING;

const isEmpty = (value: unknown): boolean => value === '' || value === null || value === undefined;

/** Whether JavaScript takes a value for true. */
export const isTrue = (value: unknown): boolean => value !== NOTHING && Boolean(value);

/** States in whatever case: PiAPI's documentation writes them with a capital letter, its answers do not. */
export const folded = (value: unknown): unknown =>
	typeof value === 'string' ? value.toLowerCase() : value;

/** Whether two values are equal; undefined when that depends on more than the state. */
function areEqual(one: unknown, other: unknown): boolean | undefined {
	if (isResult(one) && isResult(other)) return undefined;
	if (isResult(one)) return areEqual(other, one);
	if (other === SOMETHING) return isEmpty(one) ? false : undefined;
	if (other === NOTHING) return isEmpty(one) ? undefined : false;
	return folded(one) === folded(other);
}

/** The same with `==`. Values of different types are not compared. */
function areAlike(one: unknown, other: unknown): boolean | undefined {
	if (isResult(one) || isResult(other) || typeof one === typeof other) return areEqual(one, other);
	const isUnset = (value: unknown): boolean => value === null || value === undefined;
	return isUnset(one) || isUnset(other) ? isUnset(one) && isUnset(other) : undefined;
}

const not = (value: boolean | undefined): boolean | undefined =>
	value === undefined ? undefined : !value;

function compared(operator: BinaryOperator, one: unknown, other: unknown): boolean | undefined {
	switch (operator) {
		case '===':
			return areEqual(one, other);
		case '!==':
			return not(areEqual(one, other));
		case '==':
			return areAlike(one, other);
		case '!=':
			return not(areAlike(one, other));
		default:
			return undefined;
	}
}

/** What a method of a text or a list gives. */
function called(object: unknown, method: string, given: readonly unknown[]): Known | undefined {
	const [argument] = given;
	if (typeof object === 'string') {
		const text = object.toLowerCase();
		if (given.length === 0) {
			return ['toLowerCase', 'toUpperCase', 'trim', 'toString', 'valueOf'].includes(method)
				? known(text)
				: undefined;
		}
		if (typeof argument !== 'string' || given.length > 1) return undefined;
		const part = argument.toLowerCase();
		if (method === 'includes') return known(text.includes(part));
		if (method === 'startsWith') return known(text.startsWith(part));
		return method === 'endsWith' ? known(text.endsWith(part)) : undefined;
	}
	if (!Array.isArray(object) || method !== 'includes' || given.length !== 1) return undefined;
	const found = object.map((entry: unknown) => areEqual(entry, argument));
	return found.includes(undefined) ? undefined : known(found.includes(true));
}

type ValueOf = (node: AnyNode) => Known | undefined;

/** What `??`, `||` and `&&` give. */
function ofLogical(
	{ operator, left, right }: LogicalExpression,
	inner: ValueOf,
): Known | undefined {
	const first = inner(left);
	if (first === undefined) return undefined;
	if (operator === '??') {
		if (first.value === NOTHING) return undefined;
		return first.value === null || first.value === undefined ? inner(right) : first;
	}
	return isTrue(first.value) === (operator === '||') ? first : inner(right);
}

function ofBinary({ operator, left, right }: BinaryExpression, inner: ValueOf): Known | undefined {
	if (left.type === 'PrivateIdentifier') return undefined;
	const [one, other] = [inner(left), inner(right)];
	const result = one && other && compared(operator, one.value, other.value);
	return result === undefined ? undefined : known(result);
}

/** The values of several nodes; undefined when one of them depends on more. */
function allOf(nodes: ReadonlyArray<AnyNode | null>, inner: ValueOf): unknown[] | undefined {
	const values = nodes.map((node) => (node ? inner(node) : undefined));
	return values.includes(undefined) ? undefined : values.map((entry) => entry?.value);
}

function ofCall(node: CallExpression, inner: ValueOf): Known | undefined {
	const given = allOf(node.arguments, inner);
	if (given === undefined) return undefined;
	const { callee } = node;
	if (callee.type === 'Identifier') {
		const [only, ...more] = given;
		if (more.length > 0) return undefined;
		if (callee.name === 'Boolean') return known(isTrue(only));
		return callee.name === 'String' && typeof only === 'string' ? known(only) : undefined;
	}
	const method = methodOf(node);
	const object = method && inner(method.of);
	return method && object && called(object.value, method.name, given);
}

/** The value of code in a situation; undefined when it depends on more. */
function valueOf(node: AnyNode, situation: Situation): Known | undefined {
	const inner: ValueOf = (part) => valueOf(part, situation);
	const read = readIn(node, situation);
	if (read !== undefined) return read;
	const text = textIn(node);
	if (text !== undefined) return known(text);
	switch (node.type) {
		case 'ChainExpression':
			return inner(node.expression);
		case 'Literal':
			return node.regex ? undefined : known(node.value);
		case 'Identifier':
			return node.name === 'undefined' ? known(undefined) : undefined;
		case 'ArrayExpression': {
			const values = allOf(node.elements, inner);
			return values && known(values);
		}
		case 'UnaryExpression': {
			const value = node.operator === '!' ? inner(node.argument) : undefined;
			return value && known(!isTrue(value.value));
		}
		case 'LogicalExpression':
			return ofLogical(node, inner);
		case 'ConditionalExpression': {
			const test = inner(node.test);
			return test && inner(isTrue(test.value) ? node.consequent : node.alternate);
		}
		case 'BinaryExpression':
			return ofBinary(node, inner);
		case 'CallExpression':
			return ofCall(node, inner);
		default:
			return undefined;
	}
}

/** A person writes no condition as long as this. It would take ever longer to follow. */
const LONGEST = 2000;

/** The one expression that a code is; undefined when it has a syntax error or is something else. */
function expressionIn(code: string): AnyNode | undefined {
	try {
		const node = parseExpressionAt(code, 0, { ecmaVersion: 'latest' });
		return code.slice(node.end).trim() === '' ? node : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function valueOfCode(code: string, situation: Situation): Known | undefined {
	const node = code.length > LONGEST ? undefined : expressionIn(code);
	return node && valueOf(node, situation);
}

/** The value of a parameter in a situation; undefined when it depends on more. */
export function valueOfParameter(given: unknown, situation: Situation): Known | undefined {
	if (typeof given !== 'string' || !given.startsWith('=')) return known(given);
	const pieces = piecesOf(given.slice(1).trim());
	const [only] = pieces;
	if (pieces.length === 1 && only?.code === true) return valueOfCode(only.text, situation);
	let text = '';
	for (const piece of pieces) {
		const found = piece.code ? valueOfCode(piece.text, situation) : known(piece.text);
		if (found === undefined || typeof found.value !== 'string') return undefined;
		text += found.value;
	}
	return known(text);
}
