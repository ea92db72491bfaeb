import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { KINDS } from '../../nodes/catalog/kinds';
import type { MediaKind } from '../../nodes/catalog/vocabulary';
import { anchorOf } from '../../tools/markdown';
import { projectFolder } from '../../tools/projectFolder';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

const pagesIn = (folder: string): string[] =>
	readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name))
		.sort();

const pages = pagesIn('docs');
const recipes = pagesIn(join('docs', 'recipes'));
const documents = [
	...['README.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md'],
	'SUPPORT.md',
	...pages,
];
const examples = readdirSync(join(projectFolder, 'examples'));

interface Link {
	/** From the project's folder. */
	readonly file: string;
	readonly anchor: string | undefined;
}

/** The links of a document that lead to files of the project, or to places in itself. */
const linksOf = (document: string, text = read(document)): Link[] =>
	[...text.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)]
		.filter(([, target = '']) => !/^[a-z]+:/.test(target))
		.map(([, target = '', anchor]) => ({
			file: target === '' ? document : join(dirname(document), target),
			anchor,
		}));

const anchorsOf = (file: string): string[] =>
	[...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const isBroken = ({ file, anchor }: Link): boolean =>
	!existsSync(join(projectFolder, file)) ||
	(anchor !== undefined && !anchorsOf(file).includes(`#${anchor}`));

describe('the documents', () => {
	it.each(documents)('%s links only to files and headings that exist', (document) => {
		expect(linksOf(document).filter(isBroken)).toEqual([]);
	});

	it('would be found out with a link to a file or a heading that is not there', () => {
		const text =
			'[a](docs/none.md), [b](README.md#none), [c](README.md#installation), [d](https://x.y)';
		expect(linksOf('README.md', text).filter(isBroken)).toEqual([
			{ file: join('docs', 'none.md'), anchor: undefined },
			{ file: 'README.md', anchor: 'none' },
		]);
	});

	/** Files that lead to pages by their address at GitHub. */
	const outside = [
		...['nodes', 'credentials', 'converter', '.github', 'scripts'].flatMap((folder) =>
			readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
				join(folder, name),
			),
		),
		'package.json',
	].filter((name) => /\.(ts|json|html|yml)$/.test(name));

	it('are where nodes, forms and the converter expect them', () => {
		const { homepage = '' } = JSON.parse(read('package.json')) as { homepage?: string };
		const repository = homepage.replace('#readme', '');
		const address = new RegExp(`${repository}(?:/blob/main/([^#"'\\s)]+))?(?:#([\\w-]+))?`, 'g');
		const links = outside.flatMap((name) =>
			[...read(name).matchAll(address)].map(([, file = 'README.md', anchor]) => ({ file, anchor })),
		);
		const lead = links.filter(({ file, anchor }) => file !== 'README.md' || anchor !== undefined);
		expect(lead.length).toBeGreaterThan(7);
		expect(lead.filter((link) => link.anchor !== 'readme' && isBroken(link))).toEqual([]);
	});

	it('are all reached from the readme', () => {
		const reached = new Set(['README.md']);
		for (const document of reached) {
			const found = linksOf(document).map(({ file }) => file);
			found.filter((file) => documents.includes(file)).forEach((file) => reached.add(file));
		}
		expect(pages.filter((page) => !reached.has(page))).toEqual([]);
	});

	const examplesIn = (document: string): string[] =>
		linksOf(document)
			.map(({ file }) => file)
			.filter((file) => dirname(file) === 'examples')
			.map((file) => basename(file));

	it.each(recipes)('%s has a workflow that can be imported', (recipe) => {
		expect(examplesIn(recipe)).not.toEqual([]);
	});

	it.each(recipes)('%s names only nodes of its workflow', (recipe) => {
		const [example = ''] = examplesIn(recipe);
		const { nodes } = JSON.parse(read(join('examples', example))) as {
			nodes: ReadonlyArray<{ name: string }>;
		};
		const [, section = ''] = read(recipe).split('\n## What each node does\n');
		const [table = ''] = section.split('\n## ');
		const cells = [...table.matchAll(/^\| (_[^|]+_) +\|/gm)].map(([, cell = '']) => cell);
		const named = cells.flatMap((cell) => [...cell.matchAll(/_([^_]+)_/g)].map(([, name]) => name));
		expect(named.length).toBeGreaterThan(2);
		expect(nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
	});

	it.each(examples)('%s is in the documentation', (example) => {
		expect(pages.filter((page) => examplesIn(page).includes(example))).not.toEqual([]);
	});

	const nameOf = (example: string): string =>
		(JSON.parse(read(join('examples', example))) as { name: string }).name;

	it('the list of workflows calls each example by its name', () => {
		const links = [
			...read(join('docs', 'README.md')).matchAll(/\[([^\]]+)\]\([^)]*examples\/([^)/]+)\)/g),
		];
		expect(links.length).toBeGreaterThan(9);
		expect(links.map(([, text]) => text)).toEqual(links.map(([, , file = '']) => nameOf(file)));
	});

	it.each(recipes)('%s is called like its workflow', (recipe) => {
		const [example = ''] = examplesIn(recipe);
		expect(read(recipe).split('\n')[0]).toBe(`# ${nameOf(example)}`);
	});

	it('the list of recipes and workflows has every example once', () => {
		const index = join('docs', 'README.md');
		const listed = linksOf(index)
			.map(({ file }) => file)
			.flatMap((file) => (recipes.includes(file) ? examplesIn(file).slice(0, 1) : basename(file)))
			.filter((file) => examples.includes(file));
		expect(listed.sort()).toEqual([...examples].sort());
	});

	/** The first paragraph, after the heading and the comment that names the source of a written page. */
	const opening = (page: string): string =>
		read(page)
			.replace(/^# .+\n+(?:<!--[^>]*-->\n+)?/, '')
			.split('\n\n')[0] ?? '';

	it.each(pages)('%s says first for whom it is', (page) => {
		expect(opening(page)).toMatch(/^For /);
	});

	const isWritten = (page: string): boolean => read(page).includes('\n<!-- Written from ');

	it.each(pages.filter((page) => !isWritten(page)))('%s has at most 400 lines', (page) => {
		expect(read(page).split('\n').length).toBeLessThanOrEqual(400);
	});

	it('the changelog tells of what is not released yet, or of this version', () => {
		const { version } = JSON.parse(read('package.json')) as { version: string };
		const [, unreleased = ''] =
			/\n## \[Unreleased\]\n([^]*?)(?=\n## |\n\[)/.exec(read('CHANGELOG.md')) ?? [];
		if (!read('CHANGELOG.md').includes(`\n## [${version}] - `)) expect(unreleased).toMatch(/\n- /);
	});
});

describe('docs/costs-and-limits.md', () => {
	const page = read(join('docs', 'costs-and-limits.md'));

	it('has the times of every kind of result', () => {
		const rows = [
			...page.matchAll(/^\| (audio|image|3D model|text|video) +\| (\d+) +\| (\d+) +\|$/gm),
		];
		const told = Object.fromEntries(
			rows.map(([, kind = '', typicalSeconds, timeoutSeconds]) => [
				kind === '3D model' ? 'model' : kind,
				{ typicalSeconds: Number(typicalSeconds), timeoutSeconds: Number(timeoutSeconds) },
			]),
		);
		expect(told).toEqual(KINDS satisfies Record<MediaKind, unknown>);
	});

	it('says of links, uploads and follow-ups what the facts say', () => {
		const { outputStorage, fileUpload } = JSON.parse(read(join('tools', 'facts', 'core.json'))) as {
			outputStorage: { facts: ReadonlyArray<{ what: string; kept: string }> };
			fileUpload: { retention: string; extensions: readonly string[] };
		};
		const kept = (what: RegExp): string => {
			const fact = outputStorage.facts.find((one) => what.test(one.what));
			return /\d+ (?:days|day|hours)/.exec(fact?.kept ?? '')?.[0] ?? '';
		};
		const told = (what: string): string =>
			new RegExp(`^\\| ${what}[^|]*\\| ([^|]+?) *\\|`, 'm').exec(page)?.[1] ?? '';
		expect(told('Images')).toBe(kept(/^Images/));
		expect(told('Images')).toBe(kept(/^Flux and Faceswap/));
		expect(told('Results of AI Hug')).toBe(kept(/^AI Hug/));
		expect(told('Files that you uploaded')).toBe(kept(/^Uploaded/));
		expect(told('Files that you uploaded')).toBe(/\d+ hours/.exec(fileUpload.retention)?.[0]);
		expect(told('Upscale')).toBe(kept(/^Follow-up/));
		fileUpload.extensions.forEach((extension) => expect(page).toContain(extension));
	});
});

describe('docs/adding-a-model.md', () => {
	const quotes = [...read(join('docs', 'adding-a-model.md')).matchAll(/```diff\n([^]*?)```/g)].map(
		([, diff = '']) => diff.replace(/^\+/gm, ''),
	);

	it.each(
		['faceSwap', 'hailuo', 'hailuo', 'framepack'].map((name, index) => [name, index] as const),
	)('quotes nodes/catalog/%s.ts', (name, index) => {
		const quote = quotes[index] ?? '';
		expect(quote.split('\n').length).toBeGreaterThan(6);
		expect(read(join('nodes', 'catalog', `${name}.ts`))).toContain(quote);
		expect(quotes).toHaveLength(4);
	});
});
