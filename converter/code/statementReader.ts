import type { AnyNode, ArrowFunctionExpression, FunctionExpression, Pattern } from 'acorn';

import { Scope } from './scope';
import { childrenOf, namesIn } from './syntax';
import {
	sameSource,
	wholeSourceOf,
	type Access,
	ANY_NODE,
	type JsonValue,
	type Naming,
	type Source,
	type Value,
} from './values';

export type FunctionNode = ArrowFunctionExpression | FunctionExpression;

export const BESIDE_JSON = new Set(['binary', 'pairedItem', 'index', 'error']);

/**
 * Follows n8n's items through a piece of JavaScript. Every place at which an item, or a part of it, goes to something
 * that is not understood counts as a read, so nothing that is read is missed.
 */
export abstract class StatementReader {
	readonly accesses: Access[] = [];
	/** Outputs and parameters of other nodes that are named, whatever is read there. */
	readonly namings: Naming[] = [];
	readonly returned: Array<Source | typeof ANY_NODE> = [];
	/** Whether it gives anything else. */
	returnsOther = false;
	/** What the functions around the place return, the innermost one last. */
	private readonly returns: Array<Array<Value | undefined>> = [];

	constructor(
		protected readonly code: string,
		private readonly reassigned: ReadonlySet<string>,
	) {}

	/** What is in the code, with everything in it read. */
	visit(node: AnyNode, scope: Scope): void {
		switch (node.type) {
			case 'VariableDeclaration':
				for (const { id, init } of node.declarations) {
					this.bind(id, init ? this.value(init, scope) : undefined, scope);
				}
				return;
			case 'ForOfStatement': {
				const inner = new Scope(scope);
				const list = this.value(node.right, scope);
				const element = list?.kind === 'list' ? list.element : undefined;
				if (element === undefined) this.use(list);
				if (node.left.type === 'VariableDeclaration') {
					node.left.declarations.forEach(({ id }) => this.bind(id, element, inner));
				} else if (element !== undefined) this.use(element);
				this.visit(node.body, inner);
				return;
			}
			case 'BlockStatement': {
				const inner = new Scope(scope);
				node.body.forEach((statement) => this.visit(statement, inner));
				return;
			}
			case 'FunctionDeclaration':
				if (node.id) scope.declare(node.id.name, undefined);
				this.runOf(node.params, node.body, [], scope).forEach((value) => this.use(value));
				return;
			case 'ReturnStatement': {
				const value = node.argument ? this.value(node.argument, scope) : undefined;
				const innermost = this.returns.at(-1);
				if (innermost) innermost.push(value);
				else this.hand(value);
				return;
			}
			default:
				if (node.type.endsWith('Statement') || node.type === 'Program') {
					childrenOf(node).forEach((child) => this.visit(child, scope));
				} else this.use(this.value(node, scope));
		}
	}

	/** Items that the node itself gives. */
	private hand(value: Value | undefined): void {
		const source = wholeSourceOf(value);
		if (source !== undefined) {
			this.returned.push(source);
			return;
		}
		this.returnsOther = true;
		this.use(value);
	}

	protected name(
		source: Source | typeof ANY_NODE,
		output: number | undefined,
		{ start, end }: AnyNode,
	): void {
		if (source === ANY_NODE || source.node === undefined) return;
		this.namings.push({ node: source.node, output, text: this.code.slice(start, end) });
	}

	/** A value goes where it cannot be followed. */
	protected use(value: Value | undefined): void {
		if (value === undefined) return;
		if (value.kind === 'list') return this.use(value.element);
		if (value.kind === 'json') {
			const { source, path, start, from, end, optional } = value;
			this.accesses.push({ source, path, from, end, optional, text: this.code.slice(start, end) });
			return undefined;
		}
		const { source } = value;
		this.accesses.push({ source, path: [], from: 0, end: 0, optional: [], text: '' });
		return undefined;
	}

	private bind(pattern: Pattern, value: Value | undefined, scope: Scope): void {
		if (pattern.type === 'Identifier') {
			const isFollowed =
				value !== undefined &&
				!(value.kind === 'json' && value.path.length > 0) &&
				!this.reassigned.has(pattern.name);
			if (!isFollowed) this.use(value);
			scope.declare(pattern.name, isFollowed ? value : undefined);
			return;
		}
		if (pattern.type === 'ObjectPattern' && value?.kind === 'item') {
			for (const property of pattern.properties) {
				if (property.type === 'RestElement') {
					this.use(value);
					this.bind(property.argument, undefined, scope);
					continue;
				}
				const key = property.key.type === 'Identifier' ? property.key.name : undefined;
				const { start, end } = property;
				const isJson = key === 'json' && !property.computed;
				if (!isJson && (key === undefined || !BESIDE_JSON.has(key))) this.use(value);
				this.bind(
					property.value,
					isJson ? this.jsonOf(value.source, start, end) : undefined,
					scope,
				);
			}
			return;
		}
		this.use(value);
		namesIn(pattern).forEach((name) => scope.declare(name, undefined));
	}

	protected jsonOf(source: Source | typeof ANY_NODE, start: number, end: number): JsonValue {
		return { kind: 'json', source, path: [], start, from: end, end, optional: [] };
	}

	/** Everything that a function may return, for parameters with these values. */
	private runOf(
		parameters: readonly Pattern[],
		body: AnyNode,
		values: ReadonlyArray<Value | undefined>,
		scope: Scope,
	): Array<Value | undefined> {
		const inner = new Scope(scope);
		parameters.forEach((parameter, index) => this.bind(parameter, values[index], inner));
		if (body.type !== 'BlockStatement') return [this.value(body, inner)];
		const found: Array<Value | undefined> = [];
		this.returns.push(found);
		this.visit(body, inner);
		this.returns.pop();
		return found;
	}

	/** The one thing that a function returns, where it can be followed. */
	protected resultOf(
		{ params, body }: FunctionNode,
		values: ReadonlyArray<Value | undefined>,
		scope: Scope,
	): Value | undefined {
		return this.common(this.runOf(params, body, values, scope));
	}

	/** One value for several that are all items of the same node; else they are used up. */
	protected common(values: ReadonlyArray<Value | undefined>): Value | undefined {
		const [first, ...more] = values;
		const source = wholeSourceOf(first);
		const isOne =
			first !== undefined &&
			source !== undefined &&
			more.every((value) => value?.kind === first.kind && sameSource(wholeSourceOf(value), source));
		if (isOne) return first;
		values.forEach((value) => this.use(value));
		return undefined;
	}

	/** What an expression is; its parts that go elsewhere are used. */
	protected abstract value(node: AnyNode, scope: Scope): Value | undefined;
}
