const NAMED = /(\$\(\s*|\$node\[\s*|\$items\(\s*)(["'`])((?:\\.|(?!\2).)+)\2/g;
const NAMED_BY_DOT = /\$node\.([A-Za-z_]\w*)/g;

/** A text in which nodes have other names, whatever is read of them. */
export function renameNodes(text: string, names: ReadonlyMap<string, string>): string {
	return text
		.replace(NAMED, (whole: string, before: string, quote: string, name: string) => {
			const to = names.get(name);
			return to === undefined ? whole : `${before}${quote}${to}${quote}`;
		})
		.replace(NAMED_BY_DOT, (whole: string, name: string) => {
			const to = names.get(name);
			return to === undefined ? whole : `$node[${JSON.stringify(to)}]`;
		});
}
