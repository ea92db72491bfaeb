import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { execa } from 'execa';
import { ClearFailure, messageOf } from '../../tools/command/failure';
import { projectFolder } from '../../tools/projectFolder';

const settingsFor = (workflowPackage: string): object => ({
	extends: join(projectFolder, 'tsconfig.build.json'),
	compilerOptions: {
		noEmit: true,
		typeRoots: [join(projectFolder, 'node_modules', '@types')],
		paths: { 'n8n-workflow': [workflowPackage] },
	},
	include: ['nodes', 'credentials'].map((folder) => join(projectFolder, folder, '**', '*.ts')),
});

async function compile(settings: string): Promise<string> {
	const parameters = [require.resolve('typescript/bin/tsc'), '--project', settings, '--listFiles'];
	const result = await execa(process.execPath, parameters, { reject: false });
	if (!result.failed) return result.stdout;
	const faults = result.stdout.split('\n').filter((line) => line.includes('error TS'));
	throw new ClearFailure(faults.join('\n') || messageOf(result));
}

async function versionIn(packageFolder: string): Promise<string> {
	const text = await readFile(join(packageFolder, 'package.json'), 'utf8');
	return (JSON.parse(text) as { version: string }).version;
}

/** Compiles nodes and credentials against the types of the n8n whose packages lie in a folder. */
export async function compileAgainst(modulesFolder: string): Promise<string> {
	const workflowPackage = join(await realpath(modulesFolder), 'n8n-workflow');
	const folder = await mkdtemp(join(tmpdir(), 'types-of-n8n-'));
	try {
		const settings = join(folder, 'tsconfig.json');
		await writeFile(settings, JSON.stringify(settingsFor(workflowPackage)));
		const read = (await compile(settings))
			.split('\n')
			.filter((path) => path.split(/[\\/]/).includes('n8n-workflow'));
		const strange = read.filter((path) => relative(workflowPackage, path).startsWith(`..${sep}`));
		if (read.length === 0 || strange.length > 0) {
			throw new ClearFailure(`The compiler did not read the types in ${workflowPackage}.`);
		}
		return `n8n-workflow ${await versionIn(workflowPackage)}`;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
