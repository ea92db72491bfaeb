import type { Segment } from './paths';

/** A place in a text where an item's json is read. */
export interface Reference {
	/** The node that is named, if one is. */
	readonly node?: string;
	readonly path: readonly Segment[];
	readonly text: string;
}

const NAMED = [
	String.raw`\$\(\s*(?<quoteA>["'\x60])(?<a>(?:\\.|(?!\k<quoteA>).)+)\k<quoteA>\s*\)\.(?:item|(?:first|last|all|itemMatching|pairedItem)\([^()]*\)(?:\[\d+\])?)\.json`,
	String.raw`\$node\[\s*(?<quoteB>["'])(?<b>(?:\\.|(?!\k<quoteB>).)+)\k<quoteB>\s*\]\.json`,
	String.raw`\$items\(\s*(?<quoteC>["'])(?<c>(?:\\.|(?!\k<quoteC>).)+)\k<quoteC>[^()]*\)\[\d+\]\.json`,
];
const OWN = String.raw`(?<![\w.$)\]])(?:\$json|\$input\.(?:item|first\(\)|last\(\)|all\(\)\[\d+\])\.json|items\[\d+\]\.json|[A-Za-z_]\w*\.json)`;
const PATH = String.raw`(?<path>(?:\??\.[A-Za-z_$][\w$]*(?![\w$])(?!\s*\()|(?:\?\.)?\[\d+\]|(?:\?\.)?\[(?:"[^"]*"|'[^']*')\])*)`;
const REFERENCE = new RegExp(`(?<access>${[...NAMED, OWN].join('|')})${PATH}`, 'g');
const SEGMENT = /\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/g;

/** The keys of a path, which begins with a dot or a bracket. */
export const segmentsOf = (path: string): Segment[] =>
	[...path.matchAll(SEGMENT)].map(([, name, place, double, single]) =>
		place === undefined ? (name ?? double ?? single ?? '') : Number(place),
	);

/** Every reference in a text is replaced by what the function gives; undefined keeps it. */
export function replaceReferences(
	text: string,
	replacement: (reference: Reference, access: string) => string | undefined,
): string {
	return text.replace(REFERENCE, (whole: string, ...more: unknown[]) => {
		const { access = '', path = '', a, b, c } = more.at(-1) as Record<string, string | undefined>;
		const node = a ?? b ?? c;
		const reference = {
			path: segmentsOf(path),
			text: whole,
			...(node === undefined ? {} : { node }),
		};
		return replacement(reference, access) ?? whole;
	});
}

/** Nodes by name in a text, whatever is read of them. */
export function renameNodes(text: string, names: ReadonlyMap<string, string>): string {
	return text.replace(
		/(\$\(\s*|\$node\[\s*|\$items\(\s*)(["'`])((?:\\.|(?!\2).)+)\2/g,
		(whole: string, before: string, quote: string, name: string) => {
			const to = names.get(name);
			return to === undefined ? whole : `${before}${quote}${to}${quote}`;
		},
	);
}
