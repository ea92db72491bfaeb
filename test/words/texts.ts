import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import ts from 'typescript';

import { commentsOfShell, textsOfHtml, textsOfStyles, textsOfYaml } from './otherTexts';

/** Something that a person reads, and where it is. */
export interface Text {
	readonly file: string;
	readonly line: number;
	readonly text: string;
}

/** What is quoted as code has names of its own. */
const withoutCode = (text: string): string => text.replace(/`[^`]*`/g, '`…`');

/** Other literals are values. */
const isSentence = (text: string): boolean => /\S\s+\S/.test(text);

/** What a form may show. In a test, a single word is a value. */
const isLabel = (file: string, text: string): boolean =>
	!file.startsWith('test') && /^[A-Z][a-z]+…?$/.test(text);

function literalText(node: ts.Node): string | undefined {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** A comment without what marks it as one. */
const withoutMarks = (text: string): string =>
	text
		.replace(/^(\/\*+|\/\/)\s*/, '')
		.replace(/\s*\*+\/$/, '')
		.replace(/\n[\t ]*(\*|\/\/)? ?/g, ' ');

/** Comments and texts of a program. */
function textsOfProgram(file: string, source: string): Text[] {
	const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const found = new Map<number, string>();
	const visit = (node: ts.Node): void => {
		const literal = literalText(node);
		if (literal !== undefined && (isSentence(literal) || isLabel(file, literal))) {
			found.set(node.getStart(), literal);
		}
		for (const { pos, end } of ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []) {
			found.set(pos, source.slice(pos, end));
		}
		for (const { pos, end } of ts.getTrailingCommentRanges(source, node.getEnd()) ?? []) {
			found.set(pos, source.slice(pos, end));
		}
		for (const child of node.getChildren()) visit(child);
	};
	visit(tree);
	return [...found].map(([start, text]) => ({
		file,
		line: tree.getLineAndCharacterOfPosition(start).line + 1,
		text: withoutCode(withoutMarks(text)),
	}));
}

/** Paragraphs of a page, without blocks of code and addresses of links. */
function textsOfPage(file: string, source: string): Text[] {
	const text = source
		.replace(/```[^]*?```\n/g, (block) => block.replace(/[^\n]+/g, ''))
		.replace(/\]\([^)]*\)/g, ']');
	let line = 1;
	return text.split(/(\n\n+|\n(?=\|))/).map((part) => {
		const start = line;
		line += part.split('\n').length - 1;
		return { file, line: start, text: withoutCode(part.replace(/\n\s*/g, ' ')) };
	});
}

/** Every text in a file of data, such as a workflow. */
function textsOfData(file: string, source: string): Text[] {
	return source
		.split('\n')
		.flatMap((row, index) =>
			[...row.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)].flatMap(([, text = '', isKey]) =>
				isKey === undefined && isSentence(text)
					? [{ file, line: index + 1, text: withoutCode(text.replaceAll('\\n', ' ')) }]
					: [],
			),
		);
}

type Reader = (file: string, source: string) => Text[];

const readerOf =
	(read: (source: string) => Array<Omit<Text, 'file'>>): Reader =>
	(file, source) =>
		read(source).map(({ line, text }) => ({ file, line, text: withoutCode(text) }));

/** By extension, or by name where a file has none. */
const READERS: Readonly<Record<string, Reader>> = {
	'.ts': textsOfProgram,
	'.js': textsOfProgram,
	'.mjs': textsOfProgram,
	'.cjs': textsOfProgram,
	'.md': textsOfPage,
	'.json': textsOfData,
	'.yml': readerOf(textsOfYaml),
	'.html': readerOf(textsOfHtml),
	'.css': readerOf(textsOfStyles),
	run: readerOf(commentsOfShell),
	CODEOWNERS: readerOf(commentsOfShell),
	'.gitattributes': readerOf(commentsOfShell),
};

const kindOf = (file: string): string => extname(file) || basename(file);

export const textsOf = (file: string, source: string): Text[] =>
	READERS[kindOf(file)]?.(file, source) ?? [];

/** The texts of all files in these places, each a file or a folder. */
export function textsIn(root: string, places: readonly string[]): Text[] {
	return places
		.flatMap((place) =>
			READERS[kindOf(place)] === undefined
				? readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map((name) =>
						join(place, name),
					)
				: [place],
		)
		.filter((file) => READERS[kindOf(file)] !== undefined)
		.flatMap((file) => textsOf(file, readFileSync(join(root, file), 'utf8')));
}
