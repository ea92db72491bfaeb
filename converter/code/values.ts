import type { Segment } from './segments';

/** Whose items code reads: those of a node that it names, or those that come into its own node. */
export interface Source {
	readonly node?: string;
	/** The output of the named node. */
	readonly output?: number | undefined;
}

/** The items of a node that code names. */
export interface NamedSource extends Source {
	readonly node: string;
}

/** A node that only the run knows, such as `$(name)`. */
export const ANY_NODE = 'any node';

/** What an expression in code is, as far as items are concerned. */
export type Value =
	| { readonly kind: 'accessor' | 'item'; readonly source: Source | typeof ANY_NODE }
	/** `$node["Name"]`, which has the item's fields as its own `json`. */
	| { readonly kind: 'node'; readonly source: Source }
	| { readonly kind: 'list'; readonly element: Value }
	| JsonValue;

/** An item's json, or what is at a path in it. */
export interface JsonValue {
	readonly kind: 'json';
	readonly source: Source | typeof ANY_NODE;
	readonly path: readonly Segment[];
	/** Where the whole access begins, where its path begins, and where both end. */
	readonly start: number;
	readonly from: number;
	readonly end: number;
	/** Whether each member of the path is read with a question mark. */
	readonly optional: readonly boolean[];
}

/** A place in code at which an item, or a part of it, is read. */
export interface Access {
	readonly source: Source | typeof ANY_NODE;
	/** Empty when the whole item is handed to something that cannot be followed. */
	readonly path: readonly Segment[];
	readonly from: number;
	readonly end: number;
	readonly optional: readonly boolean[];
	readonly text: string;
}

/** A place in code that names more of a node than its items: one of its outputs, or a parameter. */
export interface Naming {
	readonly node: string;
	/** Undefined where a parameter is read. */
	readonly output: number | undefined;
	readonly text: string;
}

/** The source of the items in a value; undefined for the value of a field. */
export function wholeSourceOf(value: Value | undefined): Source | typeof ANY_NODE | undefined {
	if (value === undefined) return undefined;
	if (value.kind === 'list') return wholeSourceOf(value.element);
	if (value.kind === 'json') return value.path.length === 0 ? value.source : undefined;
	return value.kind === 'item' ? value.source : undefined;
}

export const sameSource = (
	one: Source | typeof ANY_NODE | undefined,
	other: Source | typeof ANY_NODE | undefined,
): boolean =>
	one !== undefined &&
	other !== undefined &&
	one !== ANY_NODE &&
	other !== ANY_NODE &&
	one.node === other.node &&
	one.output === other.output;
