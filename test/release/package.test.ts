import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { unneededFiles } from '../../scripts/release/neededFiles';
import { packProject, type PackedPackage } from '../../scripts/release/packedPackage';
import { projectFolder } from '../../tools/projectFolder';
import { packedFiles } from '../../scripts/release/scannerRun';

interface Manifest {
	name: string;
	main: string;
	types: string;
	scripts: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { strict: boolean; nodes: string[]; credentials: string[] };
	[field: string]: unknown;
}

interface Codex {
	node: string;
	resources: { primaryDocumentation: Array<{ url: string }> };
}

let packed: PackedPackage;
let manifest: Manifest;

const readPacked = (path: string): Promise<string> => readFile(join(packed.folder, path), 'utf8');

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readPacked(path)) as T;

const importsOf = (source: string): string[] =>
	[...source.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(
		([, path]) => path ?? '',
	);

beforeAll(async () => {
	packed = await packProject();
	manifest = await readJson<Manifest>('package.json');
});
afterAll(() => packed.remove());

describe('the package', () => {
	it('holds what is required and nothing else', () => {
		expect(unneededFiles(packed.paths)).toEqual([]);
		expect(packed.paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
	});

	it('holds every file that its manifest names', () => {
		expect(packed.paths).toEqual(
			expect.arrayContaining([
				manifest.main,
				manifest.types,
				...manifest.n8n.nodes,
				...manifest.n8n.credentials,
			]),
		);
	});

	it('depends on nothing but n8n', () => {
		for (const field of [
			'dependencies',
			'optionalDependencies',
			'bundleDependencies',
			'bundledDependencies',
			'overrides',
		]) {
			expect({ field, value: manifest[field] }).toEqual({ field, value: undefined });
		}
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing when it is installed', () => {
		const forbidden = /^(pre|post)?(install|prepare|publish)$|^dependencies$/;
		expect(Object.keys(manifest.scripts).filter((name) => forbidden.test(name))).toEqual([]);
	});

	it('imports only its own files, n8n-workflow and crypto', async () => {
		const files = packedFiles(packed.folder).filter((path) => path.endsWith('.js'));
		const imports = (await Promise.all(files.map(readPacked))).flatMap(importsOf);
		expect(imports).toContain('n8n-workflow');
		const foreign = imports.filter(
			(path) => !/^\.\.?\//.test(path) && !['crypto', 'node:crypto', 'n8n-workflow'].includes(path),
		);
		expect(foreign).toEqual([]);
	});
});

describe("n8n's strict mode", () => {
	it('is on, with the lint config that n8n asks for', async () => {
		const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
		const template = join(
			require.resolve('@n8n/node-cli/eslint'),
			'../../template/templates/shared/default/eslint.config.mjs',
		);
		expect(manifest.n8n.strict).toBe(true);
		expect(oneLine(await readFile(join(projectFolder, 'eslint.config.mjs'), 'utf8'))).toBe(
			oneLine(await readFile(template, 'utf8')),
		);
	});
});

describe("n8n's loader", () => {
	it('loads the unpacked package', async () => {
		await mkdir(join(packed.folder, 'node_modules'), { recursive: true });
		await symlink(
			join(projectFolder, 'node_modules/n8n-workflow'),
			join(packed.folder, 'node_modules/n8n-workflow'),
			'junction',
		);
		process.env.N8N_USER_FOLDER = join(packed.folder, '..');
		process.env.N8N_ENCRYPTION_KEY = 'release test';
		process.env.N8N_LOG_LEVEL = 'silent';
		await import('reflect-metadata');
		const { PackageDirectoryLoader } = await import('n8n-core');

		const loader = new PackageDirectoryLoader(packed.folder);
		await loader.loadAll();

		const { credentials, nodes } = loader.types;
		expect(nodes).toHaveLength(manifest.n8n.nodes.length);
		expect(credentials.map(({ name }) => name)).toEqual(['piApi']);
		for (const { iconUrl } of [...nodes, ...credentials]) {
			const { light, dark } = iconUrl as { light: string; dark: string };
			const iconPaths = [light, dark].map((url) => url.replace(`icons/${manifest.name}/`, ''));
			expect(packed.paths).toEqual(expect.arrayContaining(iconPaths));
		}
		for (const node of nodes) {
			const { sourcePath = '' } = loader.known.nodes[node.name] ?? {};
			const codex = await readJson<Codex>(sourcePath.replace(/\.js$/, '.json'));
			expect(codex.node).toBe(`${manifest.name}.${node.name}`);
			expect(node.codex?.resources).toEqual(codex.resources);
			expect(node.properties.length).toBeGreaterThan(0);
			expect(node.credentials?.map(({ name }) => name)).toEqual(['piApi']);
		}
	});
});
