import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { textsIn, textsOf, type Text } from './texts';
import words from './words.json';

const project = join(__dirname, '..', '..');

const foldersOf = (folder: string): string[] =>
	readdirSync(join(project, folder), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => join(folder, name));

/** The list itself, figures, what quotes PiAPI and its clients, and what a build writes. */
const LEFT_OUT = /(words|results|(facts|recorded)[\\/].*)\.json$|^docs[\\/]converter[\\/]/;

/** Everything that a person reads. */
const PLACES = [
	...['README.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md'],
	...['SUPPORT.md', '.github', 'docs', 'examples', 'index.js', 'index.d.ts'],
	...['credentials', 'nodes', 'converter', 'scripts', 'bench', 'gulpfile.js', 'jest.config.js'],
	...['.dependency-cruiser.cjs', '.gitattributes', 'package.json', '.ci'],
	...foldersOf('test'),
	'tools',
];

interface Word {
	readonly not: string;
	readonly but: string;
	readonly patterns: readonly string[];
	readonly example: string;
	readonly caseSensitive?: boolean;
}

const list: readonly Word[] = words;

const foundIn = (text: string, { patterns, caseSensitive }: Word): string | undefined =>
	patterns
		.map((pattern) => new RegExp(pattern, caseSensitive ? '' : 'i').exec(text)?.[0])
		.find((found) => found !== undefined);

/** All of the list at once, since nearly all texts have none of it. */
const anyWord = new RegExp(list.flatMap(({ patterns }) => patterns).join('|'), 'i');

const complaints = ({ file, line, text }: Text): string[] =>
	anyWord.test(text)
		? list.flatMap((word) => {
				const found = foundIn(text, word);
				return found === undefined ? [] : [`${file}:${line}: "${found}"; write: ${word.but}`];
			})
		: [];

describe('the words of the list', () => {
	it.each(PLACES)('are not in %s', (place) => {
		const texts = textsIn(project, [place]).filter(({ file }) => !LEFT_OUT.test(file));
		expect(texts).not.toEqual([]);
		expect(texts.flatMap(complaints)).toEqual([]);
	});

	it.each(list.map((word) => [word.not, word] as const))('"%s" would be found', (_, word) => {
		const source = `// ${word.example}`;
		const found = textsOf('any.ts', source).flatMap(complaints);
		expect(found).toEqual(expect.arrayContaining([expect.stringContaining(word.but)]));
		expect(list.flatMap(({ but }) => textsOf('any.md', but)).flatMap(complaints)).toEqual([]);
	});
});

describe('the texts of a file', () => {
	const linesOf = (file: string, source: string): string[] =>
		textsOf(file, source).map(({ line, text }) => `${line}: ${text.trim()}`);

	it('are the comments, sentences and labels of a program', () => {
		const source = [
			"import { a } from './values';",
			'/** Says why,',
			' * with `code` in it. */',
			"const label = 'Label', value = 'value', path = 'a.b';",
			'const text = `An ID: ${label} and more`; // After it.',
		].join('\n');
		expect(linesOf('any.ts', source).sort()).toEqual([
			'2: Says why, with `…` in it.',
			'4: Label',
			'5: After it.',
			'5: An ID: … and more',
		]);
	});

	it('are the paragraphs of a page, without code and addresses', () => {
		const source = '# Page\n\nOne `two` [three](four.md)\nfive.\n\n```\nsix\n```\n\nSeven';
		expect(linesOf('any.md', source).filter((text) => !/^\d+: $/.test(text))).toEqual([
			'1: # Page',
			'3: One `…` [three] five.',
			'10: Seven',
		]);
	});

	it('are the comments and sentences of settings, without what they run', () => {
		const source = [
			'name: Check # Each week.',
			'# One,',
			'# two.',
			'on: push',
			'body: |',
			'  Three and',
			'  four',
			'run: npm ci and more',
		].join('\n');
		expect(linesOf('any.yml', source).sort()).toEqual([
			'1: Each week.',
			'2: One, two.',
			'5: Three and four',
		]);
	});

	it('are the comments of a script', () => {
		expect(linesOf('run', '#!/bin/sh\n# One\n# two.\nls "#3" # Four.')).toEqual([
			'2: One two.',
			'4: Four.',
		]);
	});

	it('are the comments of styles, and what they show', () => {
		const source = "/* One\n two. */\na::after {\n\tcontent: 'Three four';\n}";
		expect(linesOf('any.css', source)).toEqual(['1: One two.', '4: Three four']);
	});

	it('are the comments of a page of the web, what it shows, and what it says', () => {
		const source = [
			'<!-- One -->',
			'<style>two</style><p class="three four">Five',
			'six <b title="Seven eight">nine</b></p>',
			'<script>ten</script>',
		].join('\n');
		expect(linesOf('any.html', source)).toEqual([
			'1: One',
			'2: Five six',
			'3: Seven eight',
			'3: nine',
		]);
	});

	it('are the sentences and labels of a workflow', () => {
		const source = '{\n"name": "Two nodes",\n"type": "n8n-nodes-base.set",\n"typeVersion": 1\n}';
		expect(linesOf('any.json', source)).toEqual(['2: Two nodes']);
	});
});
