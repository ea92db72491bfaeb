import type { KeyPlace } from './calls/keys';

export interface Remark {
	readonly node: string;
	readonly text: string;
}

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
	readonly keys: readonly KeyPlace[];
	/** What a person should check. */
	readonly check: readonly Remark[];
}

const chapter = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];

const remark = ({ node, text }: Remark): string => `${node}: ${text}`;

/** The report as text for a person. */
export function textOfReport({ nodes, converted, untouched, keys, check }: Report): string {
	return [
		`${nodes.before} nodes before, ${nodes.after} after.`,
		...chapter(
			'Converted:',
			converted.map(({ node, replaces, operation }) => {
				const others = replaces.filter((name) => name !== node);
				const more = others.length === 0 ? '' : `, and replaces ${others.join(', ')}`;
				return `${node} is now ${operation}${more}`;
			}),
		),
		...chapter('Not converted:', untouched.map(remark)),
		...chapter(
			'An API key was typed into these nodes. Revoke it in PiAPI if anyone else could read the workflow:',
			keys.map(({ node, place }) => `${node}, ${place}`),
		),
		...chapter('Check these by hand:', check.map(remark)),
	].join('\n');
}
