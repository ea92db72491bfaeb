import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { projectFolder } from '../tools/projectFolder';

const TEMPLATES = join(projectFolder, 'node_modules/@n8n/node-cli/dist/template/templates');
/** The two nodes of n8n's starter package. */
const PARTS = ['declarative/github-issues/template', 'programmatic/example/template'];

const compiled = (source: string): string =>
	transpileModule(source, {
		compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2021 },
	}).outputText;

/**
 * Compiles n8n's starter package, as its command line tool makes one, for the time of `run`, which gets the absolute
 * paths of the compiled nodes.
 */
export async function withStarterPackage<T>(
	run: (nodes: readonly string[]) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'starter-package-'));
	try {
		await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
		const nodes: string[] = [];
		for (const part of PARTS) {
			const root = join(TEMPLATES, part);
			for (const path of await readdir(root, { recursive: true })) {
				if (!path.endsWith('.ts')) continue;
				const target = join(folder, path.replace(/\.ts$/, '.js'));
				await mkdir(dirname(target), { recursive: true });
				await writeFile(target, compiled(await readFile(join(root, path), 'utf8')));
				if (path.endsWith('.node.ts')) nodes.push(target);
			}
		}
		return await run(nodes);
	} finally {
		await rm(folder, { recursive: true });
	}
}
