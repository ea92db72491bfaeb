import { isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** Texts of files that are not programs, pages or data, with their lines. */

interface Found {
	readonly line: number;
	readonly text: string;
}

const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length;

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const isSentence = (text: string): boolean => /\S\s+\S/.test(text);

/** The first group of a pattern that matched, wherever it does. */
const all = (source: string, pattern: RegExp): Found[] =>
	[...source.matchAll(pattern)].flatMap((match) => {
		const text = inOneLine(match.slice(1).find((group) => group !== undefined) ?? '');
		return text === '' ? [] : [{ line: lineAt(source, match.index), text }];
	});

/** Comments that begin with a number sign, those of several lines as one. Not the first line of a script. */
export function commentsOfShell(source: string): Found[] {
	const comments: Found[] = [];
	let before = false;
	source.split('\n').forEach((row, index) => {
		const [, text] = /^\s*#(?!!) ?(.*)$/.exec(row) ?? [];
		const [, trailing] = text === undefined ? (/\s# (.*)$/.exec(row) ?? []) : [];
		const last = before && text !== undefined ? comments.pop() : undefined;
		const found = [last?.text, text ?? trailing].filter((part) => part !== undefined).join(' ');
		if (found !== '') comments.push({ line: last?.line ?? index + 1, text: inOneLine(found) });
		before = text !== undefined;
	});
	return comments;
}

/** Comments, and values of several words; a script that runs has only its comments. */
export function textsOfYaml(source: string): Found[] {
	const lines = new LineCounter();
	const found: Found[] = [];
	visit(parseDocument(source, { lineCounter: lines }), {
		Pair: (_, { key }) => (isScalar(key) && key.value === 'run' ? visit.SKIP : undefined),
		Scalar: (_, { value, range }) => {
			if (typeof value !== 'string' || !isSentence(value)) return;
			found.push({ line: lines.linePos(range?.[0] ?? 0).line, text: inOneLine(value) });
		},
	});
	return [...found, ...commentsOfShell(source)];
}

/** Comments, and what `content` shows. */
export const textsOfStyles = (source: string): Found[] =>
	all(source, /\/\*([^]*?)\*\/|\bcontent:\s*(?:'([^']*)'|"([^"]*)")/g);

const SHOWN = 'alt|aria-description|aria-label|content|placeholder|title|value';

/** Comments, what a page shows, and the attributes that a person reads or hears. */
export function textsOfHtml(source: string): Found[] {
	// What is left out keeps its lines.
	const shown = source.replace(/<(script|style)\b[^]*?<\/\1>/g, (part) =>
		part.replace(/[^\n]+/g, ''),
	);
	return all(shown, new RegExp(`<!--([^]*?)-->|\\b(?:${SHOWN})="([^"]*)"|>([^<]+)(?=<)`, 'g'));
}
