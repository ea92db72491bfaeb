import type { FileNode } from '../../../converter/workflow/workflowFile';

/** What people read of PiAPI's answer, and one field of their own. */
export type Value = 'link' | 'id' | 'prompt' | 'status' | 'title';

/** Keys that lead to a value in an item. */
export type Path = ReadonlyArray<string | number>;

/** A workflow up to some node, and what is known about the items of this node. */
export interface State {
	readonly nodes: readonly FileNode[];
	readonly lines: readonly string[];
	/** The node, with `:1` where the items leave by its second output. */
	readonly at: string;
	readonly paths: Readonly<Partial<Record<Value, Path>>>;
	/** The field with the list of links, where there is one. */
	readonly list?: Path;
	/** Where a task's answer is by the name of a node: the name, and where the values are in its items. */
	readonly named: Readonly<Record<string, Readonly<Partial<Record<Value, Path>>>>>;
	/** Whether there is one item for each task, in the same order. */
	readonly isEach: boolean;
}

/** Draws one thing after the other from a number, so that a whole workflow is a few numbers. */
export class Choices {
	constructor(private number: number) {}

	of<Thing>(...things: readonly [Thing, ...Thing[]]): Thing {
		const index = this.number % things.length;
		this.number = Math.floor(this.number / things.length);
		return things[index] ?? things[0];
	}

	yes(): boolean {
		return this.of(true, false);
	}

	some<Thing>(things: readonly Thing[]): Thing | undefined {
		const [first, ...others] = things;
		return first === undefined ? undefined : this.of(first, ...others);
	}
}

/** One more node, or several, after a state; undefined where they do not fit. */
export type Link = (state: State, choices: Choices) => State | undefined;

/** Always the first of the things, so a path is written with dots. */
export const plainChoices = new Choices(0);

/** A path as n8n's nodes write it. */
export const dotted = (path: Path): string =>
	path
		.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
		.join('')
		.replace(/^\./, '');

const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** A path as code, in one of the ways to write it. */
export const inCode = (path: Path, choices: Choices): string =>
	path
		.map((key) => {
			if (typeof key === 'number') return `[${key}]`;
			const bracket = choices.of(`["${key}"]`, `['${key}']`);
			if (!IDENTIFIER.test(key)) return bracket;
			return choices.of(`.${key}`, `.${key}`, `?.${key}`, bracket);
		})
		.join('');

export const valuesIn = ({ paths }: Pick<State, 'paths'>): Value[] => Object.keys(paths) as Value[];

/** The same paths below a field. */
export const below = (paths: State['paths'], ...keys: Path): State['paths'] =>
	Object.fromEntries(Object.entries(paths).map(([value, path]) => [value, [...keys, ...path]]));

/** The state after one more node in a row. */
export const after = (state: State, node: FileNode, more: Partial<State> = {}): State => ({
	...state,
	nodes: [...state.nodes, node],
	lines: [...state.lines, `${state.at} > ${node.name}`],
	at: node.name,
	...more,
});

/** A name that is not taken. */
export const nameOf = ({ nodes }: State, what: string): string => `${what} ${nodes.length}`;

/** Whether a path has names only, as the fields of most nodes require it. */
export const isPlain = (path: Path | undefined): path is readonly string[] =>
	path !== undefined && path.every((key) => typeof key === 'string');
