import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../tools/projectFolder';
import { writeTree } from './temporaryTree';

const page = readFileSync(join(projectFolder, 'docs', 'architecture.md'), 'utf8');

interface Rule {
	readonly from: Side;
	readonly to: Side;
}

interface Side {
	readonly path?: string;
	readonly pathNot?: string;
}

const { forbidden } = createRequire(__filename)('../../.dependency-cruiser.cjs') as {
	readonly forbidden: readonly Rule[];
};

const fits = ({ path, pathNot }: Side, file: string): boolean =>
	path !== undefined &&
	new RegExp(path).test(file) &&
	!(pathNot !== undefined && new RegExp(pathNot).test(file));

const folders = readdirSync(join(projectFolder, 'nodes')).filter((name) => name !== 'icons');

/** `from -> to` for each folder of nodes/ that the rules let import from another. */
const allowedEdges = folders.flatMap((from) =>
	folders
		.filter((to) => to !== from)
		.filter(
			(to) =>
				!forbidden.some(
					(rule) => fits(rule.from, `nodes/${from}/a.ts`) && fits(rule.to, `nodes/${to}/a.ts`),
				),
		)
		.map((to) => `${from} -> ${to}`),
);

/** The edges that a page draws in the Mermaid diagram below a heading: lines such as `a --> b & c`. */
function drawnEdges(heading: string): string[] {
	const [, section = ''] = page.split(`\n## ${heading}\n`);
	const [, diagram = ''] = /```mermaid\n([^]*?)```/.exec(section) ?? [];
	return [...diagram.matchAll(/^\s*(\w+)\s*-->\s*(.+)$/gm)]
		.flatMap(([, from = '', targets = '']) =>
			targets.split('&').map((to) => `${from} -> ${to.trim()}`),
		)
		.sort();
}

interface Cruised {
	readonly modules: ReadonlyArray<{
		readonly source: string;
		readonly dependencies: ReadonlyArray<{ readonly resolved: string }>;
	}>;
	readonly summary: {
		readonly violations: ReadonlyArray<{ readonly rule: { readonly name: string } }>;
	};
}

/** Reads the imports below some folders. In a process of its own: its parsers are large. */
async function cruise(folder: string, ...folders: string[]): Promise<Cruised> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[
			...[join(projectFolder, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')],
			...['--config', join(projectFolder, '.dependency-cruiser.cjs'), '--output-type', 'json'],
			...folders,
		],
		{ cwd: folder, maxBuffer: 64 * 1024 * 1024 },
	).catch((error: { stdout: string }) => error);
	return JSON.parse(stdout) as Cruised;
}

const folderOf = (path: string): string => path.split('/')[1] ?? '';

describe('docs/architecture.md', () => {
	it('draws what the rules allow, and what the code imports', async () => {
		expect(drawnEdges('Who may import whom')).toEqual(allowedEdges.sort());
		const { modules } = await cruise(projectFolder, 'nodes');
		const edges = modules.flatMap(({ source, dependencies }) =>
			dependencies
				.filter(({ resolved }) => resolved.startsWith('nodes/'))
				.map(({ resolved }) => [folderOf(source), folderOf(resolved)])
				.filter(([from, to]) => from !== to)
				.map(([from, to]) => `${from} -> ${to}`),
		);
		expect([...new Set(edges)].sort()).toEqual(allowedEdges);
	});

	it('names only files and folders that exist', () => {
		const named = [...page.matchAll(/`((?:nodes|credentials|scripts|test|tools)\/[^`*<]+)`/g)].map(
			([, path = '']) => path,
		);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
	});
});

/** The parts of a folder that CONTRIBUTING.md lists below it. */
function listedIn(folder: string): string[] {
	const text = readFileSync(join(projectFolder, 'CONTRIBUTING.md'), 'utf8');
	const [, rest = ''] = text.split(`\n${folder}/\n`);
	const [below = ''] = rest.split(/\n(?! )/);
	return [...below.matchAll(/^ {2}([\w-]+)\/ /gm)].map(([, name = '']) => name);
}

describe('the folders in CONTRIBUTING.md', () => {
	it.each([['nodes', ['icons']] as const, ['test', []] as const])(
		'are all that %s/ has',
		(folder, more) => {
			const isThere = readdirSync(join(projectFolder, folder), { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map(({ name }) => name);
			expect([...new Set([...listedIn(folder), ...more])].sort()).toEqual(isThere.sort());
		},
	);
});

describe('the rules of imports', () => {
	it('find imports in a wrong direction, of types as well, and circles', async () => {
		const tree = await writeTree({
			'package.json': '{}',
			'tsconfig.json': '{}',
			'nodes/transport/late.ts': "import type { Job } from '../task/job';\nexport type Late = Job;",
			'nodes/task/job.ts': 'export interface Job {}',
			'nodes/catalog/one.ts': "import { two } from './two';\nexport const one = () => two;",
			'nodes/catalog/two.ts': "import { one } from './one';\nexport const two = () => one;",
			'tools/simulator/main.ts': "import '../../scripts/start';",
			'scripts/start.ts': "import '../test/any';",
			'test/any.ts': 'export {};',
		});
		try {
			const { summary } = await cruise(tree.folder, 'nodes', 'scripts', 'test', 'tools');
			const names = summary.violations.map(({ rule }) => rule.name);
			expect([...new Set(names)].sort()).toEqual([
				'no circles',
				'nodes/transport imports only from itself',
				'scripts imports only from bench, converter, nodes, tools, itself',
				'tools imports only from converter, nodes, itself',
			]);
		} finally {
			await tree.remove();
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
