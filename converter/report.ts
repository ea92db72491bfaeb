import type { KeyPlace } from './calls/givenFields';
import type { Remark } from './workflow/remark';

export interface Conversion {
	/** The new node's name. */
	readonly node: string;
	/** The nodes that it replaces. */
	readonly replaces: readonly string[];
	/** Node, resource and operation, as the form shows them. */
	readonly operation: string;
}

/** What a conversion did. It never contains a key. */
export interface Report {
	readonly nodes: { readonly before: number; readonly after: number };
	readonly converted: readonly Conversion[];
	readonly untouched: readonly Remark[];
	/** Where a key was typed, or still is. */
	readonly keys: readonly KeyPlace[];
	/** What a person should check. */
	readonly check: readonly Remark[];
}

/** What is said of a workflow in which nothing calls PiAPI. */
export const NO_CALLS =
	'No node of this workflow calls PiAPI. HTTP Request nodes are converted when their URL starts with https://api.piapi.ai or a former address of PiAPI.';

/** What to do about keys. */
export const KEY_ADVICE =
	'An API key was typed into the workflow. Create a PiAPI credential with it. If anyone else could read the workflow, create a new key in PiAPI and revoke this one.';

/** The same for a key in a text that is not converted in place. */
export const KEY_IN_TEXT =
	'The text contains an API key. It is not in the nodes: create a PiAPI credential with it.';

/** Reasons are written as the rest of a sentence. */
export function sentence(text: string): string {
	const start = text.charAt(0).toUpperCase() + text.slice(1);
	return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** What became of a key. */
export const tellKey = ({ place, isLeft = false }: KeyPlace): string =>
	`${place}: ${isLeft ? 'still there; remove it if nothing needs it' : 'removed'}`;

const chapter = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];

const remark = ({ node, text }: Remark): string => `${node}: ${sentence(text)}`;

function conversion({ node, replaces, operation }: Conversion): string {
	const others = replaces.filter((name) => name !== node);
	const more = others.length === 0 ? '' : `, and replaces ${others.join(', ')}`;
	return `${node} is now ${operation}${more}`;
}

/** The report as text for a person. */
export function textOfReport({ nodes, converted, untouched, keys, check }: Report): string {
	return [
		`${nodes.before} nodes before, ${nodes.after} after.`,
		...(converted.length + untouched.length === 0 ? ['', NO_CALLS] : []),
		...chapter('Converted:', converted.map(conversion)),
		...chapter('Not converted:', untouched.map(remark)),
		...chapter(
			'Keys:',
			keys.length === 0 ? [] : [KEY_ADVICE, ...keys.map((key) => `${key.node}, ${tellKey(key)}`)],
		),
		...chapter('Check by hand:', check.map(remark)),
	].join('\n');
}
