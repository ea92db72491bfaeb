import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../projectFolder';
import { ClearFailure, codeOf } from '../command/failure';

interface PackageFacts {
	readonly name: string;
	readonly files: readonly string[];
	readonly n8n: { readonly nodes: readonly string[] };
}

/**
 * Puts the built package where n8n puts a community package that was installed in its settings:
 * `.n8n/nodes/node_modules/<name>`, with just the files that npm would publish. Only from there do
 * the nodes get their published type name; a custom extension folder would make them `CUSTOM.…`.
 */
export async function placePackage(
	userFolder: string,
	packageFolder: string = projectFolder,
): Promise<string> {
	const facts = JSON.parse(
		await readFile(join(packageFolder, 'package.json'), 'utf8'),
	) as PackageFacts;
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', facts.name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	for (const file of ['package.json', ...facts.files]) {
		await cp(join(packageFolder, file), join(target, file), { recursive: true }).catch(
			(error: unknown) => {
				if (codeOf(error) !== 'ENOENT') throw error;
				throw new ClearFailure(`${file} is missing. Build the package first: npm run build`);
			},
		);
	}
	return target;
}
