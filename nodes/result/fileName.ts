import { kindOfName } from './mediaLinks';

/** Letters, with the ending. File systems take 255 bytes, and nodes after this one may add to a name. */
const LONGEST_NAME = 120;

/** Only letters, digits and what every file system takes; undefined where that gives no name with an ending. */
function usableName(text: string): string | undefined {
	const last = text.split(/[/\\]/).pop() ?? '';
	const name = last.replace(/%[0-9A-Fa-f]{2}/g, '_').replace(/[^\w.-]+/g, '_');
	const [, stem, ending] = /^([\w-][\w.-]*)(\.\w{2,5})$/.exec(name) ?? [];
	return stem === undefined || ending === undefined
		? undefined
		: `${stem.slice(0, LONGEST_NAME - ending.length)}${ending}`;
}

/** The name in a header such as `attachment; filename="fox.png"`. */
function nameInDisposition(header: unknown): string | undefined {
	const text = typeof header === 'string' ? header : '';
	const [, extended] = /filename\*\s*=\s*(?:[\w-]*'[^']*')?([^;]+)/i.exec(text) ?? [];
	const [, quoted, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(text) ?? [];
	return [extended, quoted, bare]
		.map((name) => usableName(name?.trim() ?? ''))
		.find((name) => name !== undefined);
}

/** A query may have any text with a dot, such as a version or a host: only names of media count. */
function nameInQuery(url: URL): string | undefined {
	return [...url.searchParams.values()]
		.map((value) => nameInDisposition(value) ?? usableName(value))
		.find((name) => name !== undefined && kindOfName(name) !== undefined);
}

/** The file name that the link, or the answer to it, tells. */
export function fileNameOf(link: string, fallback: string, disposition?: unknown): string {
	const url = new URL(link);
	return usableName(url.pathname) ?? nameInQuery(url) ?? nameInDisposition(disposition) ?? fallback;
}

/** What storage hosts call a file whose kind they do not know; the name of the file tells more. */
const ANY_BYTES =
	/^(application|binary)\/(x-)?(octet-stream|binary|unknown|unspecified|(force-)?download)$/;

/** The kind of a file by the answer; undefined where that tells nothing. */
export function mimeTypeOf(header: unknown, fileName: string): string | undefined {
	const type = typeof header === 'string' ? (header.split(';')[0] ?? '').trim().toLowerCase() : '';
	const isAnyText = type === 'text/plain' && kindOfName(fileName) !== undefined;
	return type === '' || isAnyText || ANY_BYTES.test(type) ? undefined : type;
}
