import type { KeyPlace } from './keys';

export interface Remark {
	readonly node: string;
	readonly text: string;
}

export interface Conversion {
	/** The new node's name. */
	readonly node: string;
	/** The nodes whose work it does. */
	readonly replaces: readonly string[];
	/** Resource and operation, as the form shows them. */
	readonly operation: string;
}

/** What a conversion did. Never holds a key. */
export interface Report {
	readonly nodes: { readonly before: number; readonly after: number };
	readonly converted: readonly Conversion[];
	readonly untouched: readonly Remark[];
	readonly keys: readonly KeyPlace[];
	/** What a person should look at. */
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
			'What became what:',
			converted.map(({ node, replaces, operation }) => {
				const others = replaces.filter((name) => name !== node);
				const place = others.length === 0 ? '' : `, in place of ${others.join(', ')} too`;
				return `${node} is now ${operation}${place}`;
			}),
		),
		...chapter('Left as it was:', untouched.map(remark)),
		...chapter(
			'A typed API key stood here. Revoke it in PiAPI if anybody else could read the workflow:',
			keys.map(({ node, place }) => `${node}, ${place}`),
		),
		...chapter('To check by hand:', check.map(remark)),
	].join('\n');
}
