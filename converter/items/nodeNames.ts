import { nameIn, writtenName } from '../code/nodeName';

const NAMED = /((?:\$|(?<![\w$.])_)(?:\(\s*|node\[\s*|items\(\s*))(["'`])((?:\\.|(?!\2).)+)\2/g;
const NAMED_BY_DOT = /\$node\.([A-Za-z_]\w*)/g;

/** The new name of a node; `isList` where `$items` reads it, which takes its first output whatever leads to the reader. */
export type NewName = (name: string, isList: boolean) => string | undefined;

/** A text in which nodes have other names, whatever is read of them. */
export function renameNodes(text: string, newName: NewName): string {
	return text
		.replace(NAMED, (whole: string, before: string, quote: string, written: string) => {
			const to = newName(nameIn(written), before.includes('items'));
			return to === undefined ? whole : `${before}${quote}${writtenName(to, quote)}${quote}`;
		})
		.replace(NAMED_BY_DOT, (whole: string, name: string) => {
			const to = newName(name, false);
			return to === undefined ? whole : `$node["${writtenName(to, '"')}"]`;
		});
}
