import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { KINDS } from '../../nodes/catalog/kinds';
import type { MediaKind } from '../../nodes/catalog/vocabulary';
import { anchorOf } from '../../scripts/docs/markdown';
import { loadBuiltNodes } from './builtNodes';
import { projectFolder } from './packedPackage';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

const pagesIn = (folder: string): string[] =>
	readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name))
		.sort();

const pages = pagesIn('docs');
const recipes = pagesIn(join('docs', 'recipes'));
const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pages];
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
		const text = '[a](docs/none.md), [b](README.md#none), [c](README.md#limits), [d](https://x.y)';
		expect(linksOf('README.md', text).filter(isBroken)).toEqual([
			{ file: join('docs', 'none.md'), anchor: undefined },
			{ file: 'README.md', anchor: 'none' },
		]);
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

	it.each(examples)('%s stands in the documentation', (example) => {
		expect(pages.filter((page) => examplesIn(page).includes(example))).not.toEqual([]);
	});

	const choicesOf = (properties: readonly INodeProperties[], name: string): string[] =>
		properties
			.filter((property) => property.name === name)
			.flatMap(({ options }) => (options ?? []) as INodePropertyOptions[])
			.map((option) => option.name);

	const nodeNamed = async (name: string): Promise<readonly INodeProperties[]> =>
		(await loadBuiltNodes()).find(({ description }) => description.displayName === name)
			?.description.properties ?? [];

	const sectionOf = (heading: string): string =>
		(read('README.md').split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0] ?? '';

	const withoutKind = (resource: string): string =>
		resource.replace(/ \((Audio|Image|Text|Video|3D)\)$/, '');

	it('the readme names every resource, in a line for each kind', async () => {
		const lines = [...sectionOf('PiAPI').matchAll(/^- \*\*[A-Z0-9]\w+:\*\* (.+(?:\n {2}.+)*)$/gm)];
		const named = lines.flatMap(([, line = '']) => line.replace(/\s+/g, ' ').split(', '));
		const resources = choicesOf(await nodeNamed('PiAPI'), 'resource').map(withoutKind);
		expect(lines).toHaveLength(5);
		expect(named.sort()).toEqual(resources.sort());
	});

	it('the readme names every operation of the Midjourney node and every event of the trigger', async () => {
		const operations = choicesOf(await nodeNamed('Midjourney'), 'operation');
		expect(operations.length).toBeGreaterThan(10);
		const midjourney = sectionOf('Midjourney').replace(/\s+/g, ' ');
		expect(operations.filter((operation) => !midjourney.includes(operation))).toEqual([]);
		const rows = [...sectionOf('PiAPI Trigger').matchAll(/^\| (\w+) +\|/gm)].map(
			([, name]) => name,
		);
		expect(rows).toEqual(['Event', ...choicesOf(await nodeNamed('PiAPI Trigger'), 'events')]);
	});

	it('the page of operations lists every resource of the form with its operations', async () => {
		const page = read(join('docs', 'operations.md'));
		const rows = [...page.matchAll(/^\| \[([^\]]+)\]\([^)]+\) +\| [\w ]+ +\| (.+?) +\|$/gm)].map(
			([, resource = '', operations = '']) =>
				[resource, operations.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').split(', ')] as const,
		);
		const properties = await nodeNamed('PiAPI');
		const [resource] = properties;
		const wanted = ((resource?.options ?? []) as INodePropertyOptions[]).map(({ name, value }) => {
			const operation = properties.find(
				(property) =>
					property.name === 'operation' && property.displayOptions?.show?.resource?.includes(value),
			);
			return [name, operation === undefined ? [] : choicesOf([operation], 'operation').sort()];
		});
		const listed = rows.filter(([name]) => !name.startsWith('The node '));
		expect(listed.map(([name, operations]) => [name, operations.sort()]).sort()).toEqual(
			wanted.sort(),
		);
	});

	const nameOf = (example: string): string =>
		(JSON.parse(read(join('examples', example))) as { name: string }).name;

	it.each(['README.md', join('docs', 'README.md')])('%s calls each example by its name', (page) => {
		const links = [...read(page).matchAll(/\[([^\]]+)\]\([^)]*examples\/([^)/]+)\)/g)];
		expect(links.length).toBeGreaterThan(9);
		expect(links.map(([, text]) => text)).toEqual(links.map(([, , file = '']) => nameOf(file)));
	});

	it.each(recipes)('%s is called like its workflow', (recipe) => {
		const [example = ''] = examplesIn(recipe);
		expect(read(recipe).split('\n')[0]).toBe(`# ${nameOf(example)}`);
	});

	it('the readme links every example', () => {
		expect(examplesIn('README.md').sort()).toEqual([...examples].sort());
	});

	it('the changelog has an entry for this version', () => {
		const { version } = JSON.parse(read('package.json')) as { version: string };
		expect(read('CHANGELOG.md')).toContain(`\n## [${version}] - `);
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
		const { outputStorage, fileUpload } = JSON.parse(read(join('test', 'facts', 'core.json'))) as {
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
