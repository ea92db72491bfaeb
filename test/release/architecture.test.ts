import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { drawnEdges, importEdges, readSources } from './importGraph';
import { projectFolder } from '../../tools/projectFolder';

const HEADING = 'Who may import whom';

const page = readFileSync(join(projectFolder, 'docs', 'architecture.md'), 'utf8');
const sources = readSources(join(projectFolder, 'nodes'));
const folders = [...new Set(Object.keys(sources).map((path) => path.split('/')[0] ?? ''))];

describe('docs/architecture.md', () => {
	it('draws every import between the folders of nodes/, and no other', () => {
		expect(drawnEdges(page, HEADING)).toEqual(importEdges(sources));
	});

	it('names only files and folders that exist', () => {
		const named = [...page.matchAll(/`((?:nodes|credentials|scripts|test|tools)\/[^`*<]+)`/g)].map(
			([, path = '']) => path,
		);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
	});
});

describe('the comparison', () => {
	it('finds an import that the page does not draw', () => {
		const more = { ...sources, 'transport/late.ts': "import type { Task } from '../task/job';" };
		const found = importEdges(more).filter((edge) => !drawnEdges(page, HEADING).includes(edge));
		expect(found).toEqual(['transport -> task']);
	});

	it('finds an arrow that the code does not have', () => {
		const line = '  task --> catalog & transport';
		const drawn = drawnEdges(page.replace(line, `${line} & result`), HEADING);
		expect(drawn.filter((edge) => !importEdges(sources).includes(edge))).toEqual([
			'task -> result',
		]);
	});

	it('sees imports of all kinds', () => {
		const text = `
			import a from '../../a';
			import type { B } from '../../b/deep/er';
			export { c } from '../../c/index';
			const d = async () => await import('../../d');
			import e from '../e';
			import { f } from 'n8n-workflow';
		`;
		expect(importEdges({ 'x/y/z.ts': text })).toEqual(['x -> a', 'x -> b', 'x -> c', 'x -> d']);
	});
});

/** By one file of each folder, the imports that the project's lint forbids there. */
async function forbiddenImports(wanted: Readonly<Record<string, readonly string[]>>) {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[join(__dirname, 'lintImports.mjs'), JSON.stringify(wanted)],
		{ cwd: projectFolder },
	);
	return JSON.parse(stdout) as Record<string, string[]>;
}

describe("the project's lint", () => {
	it('forbids every import between folders that the page does not draw', async () => {
		const drawn = drawnEdges(page, HEADING);
		const fileOf = (folder: string): string => {
			const path = Object.keys(sources).find((one) => new RegExp(`^${folder}/[^/]+$`).test(one));
			return join('nodes', path ?? '');
		};
		const importsFrom = (folder: string): string[] =>
			folders.filter((other) => other !== folder).map((other) => `../${other}/any`);
		const wanted = Object.fromEntries(
			folders.map((folder) => [fileOf(folder), importsFrom(folder)]),
		);
		const forbidden = await forbiddenImports(wanted);
		for (const folder of folders) {
			const allowed = importsFrom(folder).filter(
				(name) => !forbidden[fileOf(folder)]?.includes(name),
			);
			expect(allowed.map((name) => `${folder} -> ${name.split('/')[1] ?? ''}`).sort()).toEqual(
				drawn.filter((edge) => edge.startsWith(`${folder} -> `)),
			);
		}
	});
});

describe('what no linter checks', () => {
	const files = ['bench', 'converter', 'credentials', 'nodes', 'scripts', 'test', 'tools']
		.flatMap((folder) =>
			readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
				join(folder, file),
			),
		)
		.filter((file) => /\.(js|mjs|ts)$/.test(file));
	const vagueName = /(^|[\\/])(utils?|helpers?|misc|common|manager)\b[^\\/]*$/i;

	it('no file has a name that says nothing about what it holds', () => {
		expect(join('test', 'unit', 'helpers.ts')).toMatch(vagueName);
		expect(files).toContain(join('test', 'release', 'architecture.test.ts'));
		expect(files.filter((file) => vagueName.test(file))).toEqual([]);
	});

	it('no comment turns off a rule of oxlint', () => {
		const directive = ['oxlint', 'disable'].join('-');
		const off = files.filter((file) =>
			readFileSync(join(projectFolder, file), 'utf8').includes(directive),
		);
		expect(off).toEqual([]);
	});
});
