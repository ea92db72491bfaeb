import type { AnyNode, CallExpression, MemberExpression } from 'acorn';

import type { Segment } from './segments';
import type { Scope } from './scope';
import { BESIDE_JSON, StatementReader, type FunctionNode } from './statementReader';
import { childrenOf, textIn } from './syntax';
import { ANY_NODE, wholeSourceOf, type Value } from './values';

const isFunction = (node: AnyNode | undefined): node is FunctionNode =>
	node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';

const SAME_LIST = new Set(['filter', 'slice', 'sort', 'reverse', 'toSorted', 'toReversed']);
const ONE_OF_LIST = new Set(['find', 'findLast', 'at', 'pop', 'shift']);
const REDUCES = new Set(['reduce', 'reduceRight']);
const NEEDS_NO_FUNCTION = new Set(['pop', 'shift', 'sort', 'reverse', 'toSorted', 'toReversed']);
const LIST_METHODS = new Set([
	...SAME_LIST,
	...ONE_OF_LIST,
	...REDUCES,
	...['map', 'flatMap', 'some', 'every', 'forEach', 'findIndex'],
]);
const PARAMETERS = new Set<Segment>(['params', 'parameter']);
const BESIDE_ITEMS = new Set<Segment>([...PARAMETERS, 'context', 'isExecuted', 'runIndex']);

const keyOf = ({ computed, property }: MemberExpression): Segment | undefined => {
	if (!computed) return property.type === 'Identifier' ? property.name : undefined;
	if (property.type === 'Literal' && typeof property.value === 'number') return property.value;
	return textIn(property);
};

/** Follows items through expressions: how they are named, their fields, and what JavaScript does with lists. */
export class CodeReader extends StatementReader {
	protected override value(node: AnyNode, scope: Scope): Value | undefined {
		switch (node.type) {
			case 'Identifier':
				return this.named(node.name, node.start, node.end, scope);
			case 'ChainExpression':
				return this.value(node.expression, scope);
			case 'AwaitExpression':
				return this.value(node.argument, scope);
			case 'MemberExpression':
				return this.member(node, scope);
			case 'CallExpression':
				return this.call(node, scope);
			case 'ConditionalExpression':
				this.use(this.value(node.test, scope));
				return this.common([this.value(node.consequent, scope), this.value(node.alternate, scope)]);
			case 'ArrayExpression': {
				const values = node.elements.flatMap((element) =>
					element === null ? [] : [this.element(element, scope)],
				);
				const common = values.length === 0 ? undefined : this.common(values);
				return common && { kind: 'list', element: common };
			}
			case 'ObjectExpression':
				return this.object(node.properties, scope);
			case 'ArrowFunctionExpression':
			case 'FunctionExpression':
				this.use(this.resultOf(node, [], scope));
				return undefined;
			case 'AssignmentExpression':
				this.write(node.left, scope);
				this.use(this.value(node.right, scope));
				return undefined;
			case 'UpdateExpression':
				this.write(node.argument, scope);
				return undefined;
			case 'UnaryExpression':
				if (node.operator === 'delete') this.write(node.argument, scope);
				else this.use(this.value(node.argument, scope));
				return undefined;
			default:
				childrenOf(node).forEach((child) => this.visit(child, scope));
				return undefined;
		}
	}

	private element(node: AnyNode, scope: Scope): Value | undefined {
		if (node.type !== 'SpreadElement') return this.value(node, scope);
		const list = this.value(node.argument, scope);
		if (list?.kind === 'list') return list.element;
		this.use(list);
		return undefined;
	}

	/** An item that is written out, `{ json: item.json }`, is the item. */
	private object(properties: readonly AnyNode[], scope: Scope): Value | undefined {
		let item: Value | undefined;
		for (const property of properties) {
			if (property.type !== 'Property') {
				childrenOf(property).forEach((child) => this.visit(child, scope));
				continue;
			}
			if (property.computed) this.use(this.value(property.key, scope));
			const value = this.value(property.value, scope);
			const isJson = property.key.type === 'Identifier' && property.key.name === 'json';
			const source = value?.kind === 'json' ? wholeSourceOf(value) : undefined;
			if (isJson && source !== undefined) item = { kind: 'item', source };
			else this.use(value);
		}
		return item;
	}

	/** A change of an item counts as a use of the whole of it. */
	private write(target: AnyNode, scope: Scope): void {
		if (target.type !== 'MemberExpression') {
			if (target.type !== 'Identifier') this.visit(target, scope);
			return;
		}
		const value = this.value(target, scope);
		this.use(value?.kind === 'json' ? { ...value, path: [] } : value);
	}

	private named(name: string, start: number, end: number, scope: Scope): Value | undefined {
		const value = scope.get(name);
		return value?.kind === 'json' ? { ...value, start, from: end, end, optional: [] } : value;
	}

	private member(node: MemberExpression, scope: Scope): Value | undefined {
		const { object, property, computed } = node;
		const key = keyOf(node);
		if (object.type === 'Identifier' && object.name === '$node' && !scope.has('$node')) {
			if (computed) this.use(this.value(property, scope));
			return typeof key === 'string'
				? { kind: 'node', source: { node: key } }
				: { kind: 'item', source: ANY_NODE };
		}
		const value = this.value(object, scope);
		if (computed) this.use(this.value(property, scope));
		const isOfNode = value?.kind === 'accessor' || value?.kind === 'node';
		if (isOfNode && key !== undefined && PARAMETERS.has(key)) {
			this.name(value.source, undefined, node);
		}
		switch (value?.kind) {
			case 'list':
				return key === 'length' || typeof key === 'string' ? undefined : value.element;
			case 'accessor':
				if (key === 'item') return { kind: 'item', source: value.source };
				if (typeof key !== 'string' || !BESIDE_ITEMS.has(key)) this.use(value);
				return undefined;
			case 'item':
			case 'node':
				if (key === 'json') return this.jsonOf(value.source, node.start, node.end);
				if (typeof key !== 'string' || !(BESIDE_JSON.has(key) || BESIDE_ITEMS.has(key))) {
					this.use(value);
				}
				return undefined;
			case 'json': {
				const between = this.code.slice(value.end, property.start);
				if (key === undefined || key === 'length' || between.includes(')')) {
					this.use(value);
					return undefined;
				}
				const optional = [...value.optional, node.optional];
				return { ...value, path: [...value.path, key], end: node.end, optional };
			}
			default:
				return undefined;
		}
	}

	private call(call: CallExpression, scope: Scope): Value | undefined {
		const { callee, arguments: given } = call;
		const name = callee.type === 'Identifier' && !scope.has(callee.name) ? callee.name : undefined;
		if (name === '$' || name === '$items') return this.ofNode(name, call);
		if (name === '$item' || name === '$evaluateExpression') {
			return { kind: 'accessor', source: ANY_NODE };
		}
		if (callee.type === 'MemberExpression') {
			const object = this.value(callee.object, scope);
			const method = keyOf(callee);
			const found = typeof method === 'string' ? this.method(object, method, call, scope) : 'none';
			if (found !== 'none') return found;
			this.use(object);
			if (callee.computed) this.use(this.value(callee.property, scope));
		} else if (isFunction(callee)) {
			const values = given.map((argument) => this.value(argument, scope));
			return this.resultOf(callee, values, scope);
		} else this.use(this.value(callee, scope));
		given.forEach((argument) => this.visit(argument, scope));
		return undefined;
	}

	private ofNode(name: '$' | '$items', call: CallExpression): Value {
		const [first, second] = call.arguments;
		const node = textIn(first);
		const index = second?.type === 'Literal' ? Number(second.value) : undefined;
		const output = name === '$items' ? (index ?? 0) : undefined;
		const isOwn = name === '$items' && first === undefined;
		const source = isOwn ? {} : node === undefined ? ANY_NODE : { node, output };
		if (name === '$items') this.name(source, output, call);
		return name === '$'
			? { kind: 'accessor', source }
			: { kind: 'list', element: { kind: 'item', source } };
	}

	/** What a method of items gives; 'none' when it is none of theirs. */
	private method(
		object: Value | undefined,
		method: string,
		call: CallExpression,
		scope: Scope,
	): Value | undefined | 'none' {
		const given = call.arguments;
		const [first, ...more] = given;
		if (object?.kind === 'accessor') {
			const isAll = method === 'all';
			if (!isAll && !['first', 'last', 'itemMatching', 'pairedItem'].includes(method))
				return 'none';
			given.forEach((argument) => this.visit(argument, scope));
			const { source } = object;
			const output = first?.type === 'Literal' ? Number(first.value) : undefined;
			const isBranch = output !== undefined && (isAll || method === 'first' || method === 'last');
			const ofBranch =
				isBranch && source !== ANY_NODE && source.node !== undefined
					? { ...source, output }
					: source;
			if (isBranch) this.name(source, output, call);
			const item = { kind: 'item', source: ofBranch } as const;
			return isAll ? { kind: 'list', element: item } : item;
		}
		if (object?.kind !== 'list' || !LIST_METHODS.has(method)) return 'none';
		const { element } = object;
		if (method === 'slice' || method === 'at') {
			given.forEach((argument) => this.visit(argument, scope));
			return method === 'at' ? element : object;
		}
		if (!isFunction(first)) {
			if (given.length > 0 || !NEEDS_NO_FUNCTION.has(method)) return 'none';
			return SAME_LIST.has(method) ? object : element;
		}
		const values = REDUCES.has(method)
			? [undefined, element]
			: method === 'sort' || method === 'toSorted'
				? [element, element]
				: [element];
		const result = this.resultOf(first, values, scope);
		more.forEach((argument) => this.visit(argument, scope));
		if (method === 'map' || method === 'flatMap') {
			if (wholeSourceOf(result) === undefined) this.use(result);
			else if (result) return result.kind === 'list' ? result : { kind: 'list', element: result };
			return undefined;
		}
		this.use(result);
		if (SAME_LIST.has(method)) return object;
		return ONE_OF_LIST.has(method) ? element : undefined;
	}
}
