import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot, fillOnce } from './cacheFolder';
import { ClearFailure, messageOf } from './failure';
import { runNpm } from './npm';

/** The n8n that the project is tried with, and the Node it needs. */
export const n8nVersion = '2.41.1';
export const n8nNodeMajor = 24;

export interface Installation {
	readonly version: string;
	/** The Node that runs n8n. */
	readonly nodePath: string;
	/** n8n's command, a script for that Node. */
	readonly command: string;
}

export interface InstallOptions {
	readonly say: (line: string) => void;
	readonly signal?: AbortSignal;
	readonly root?: string;
	readonly secondsBetweenLines?: number;
}

const execute = promisify(execFile);

/** Brings n8n, and a Node new enough for it, into the cache; quick when both are there. */
export async function ensureN8n(options: InstallOptions): Promise<Installation> {
	const root = options.root ?? cacheRoot();
	const nodePath = await ensureNode(root, options);
	const folder = await fillOnce(
		join(root, `n8n-${n8nVersion}`),
		lockOptions(`n8n ${n8nVersion}`, options),
		async (emptyFolder) => await installN8n(emptyFolder, nodePath, options),
	);
	return { version: n8nVersion, nodePath, command: n8nCommandIn(folder) };
}

const n8nCommandIn = (folder: string): string => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

const lockOptions = (what: string, { say, signal }: InstallOptions) => ({
	signal,
	onWait: () => say(`Another process is installing ${what}; waiting for it …`),
});

const runningNodeIsNewEnough = (): boolean =>
	Number(process.versions.node.split('.')[0]) >= n8nNodeMajor;

async function ensureNode(root: string, options: InstallOptions): Promise<string> {
	if (runningNodeIsNewEnough()) return process.execPath;
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const packageName = `node-${system}-${process.arch}`;
	const binary = join(
		'node_modules',
		packageName,
		'bin',
		process.platform === 'win32' ? 'node.exe' : 'node',
	);
	const folder = await fillOnce(
		join(root, `node-${n8nNodeMajor}-${system}-${process.arch}`),
		lockOptions(`Node ${n8nNodeMajor}`, options),
		async (emptyFolder) => {
			options.say(`Installing Node ${n8nNodeMajor}, which n8n ${n8nVersion} needs …`);
			await addPackage(emptyFolder, `${packageName}@${n8nNodeMajor}`, process.execPath, options);
			return { node: await versionOf(join(emptyFolder, binary)) };
		},
	);
	return join(folder, binary);
}

async function installN8n(
	folder: string,
	nodePath: string,
	options: InstallOptions,
): Promise<object> {
	options.say(`Installing n8n ${n8nVersion} into ${dirname(folder)}. This is done once …`);
	// Without scripts: an optional native module of n8n does not build everywhere, and only the
	// database driver is needed.
	await withProgress(
		`n8n ${n8nVersion}`,
		() => packagesIn(folder),
		options,
		async () => {
			await addPackage(folder, `n8n@${n8nVersion}`, nodePath, options);
		},
	);
	const building = async (): Promise<string> => 'building it may take some minutes';
	await withProgress('database driver of n8n', building, options, async () => {
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			nodePath,
			folder,
			signal: options.signal,
			settings: { jobs: 'max', ...headerSettings(nodePath) },
		});
	});
	return await verifyN8n(folder, nodePath);
}

/** Starts what was installed once, so that a broken installation is never marked complete. */
async function verifyN8n(folder: string, nodePath: string): Promise<object> {
	try {
		await execute(nodePath, ['-e', "require('sqlite3').verbose()"], { cwd: folder });
	} catch (error) {
		throw new ClearFailure(`The database driver of n8n does not load: ${messageOf(error)}`);
	}
	const { stdout } = await execute(nodePath, [n8nCommandIn(folder), '--version'], { cwd: folder });
	if (!stdout.includes(n8nVersion)) {
		throw new ClearFailure(`Expected n8n ${n8nVersion}, and found: ${stdout.trim()}`);
	}
	return { n8n: n8nVersion, node: await versionOf(nodePath) };
}

/** Native modules are built against the headers beside the Node that runs them, if it has any. */
function headerSettings(nodePath: string): Record<string, string> {
	const folder = dirname(dirname(nodePath));
	return existsSync(join(folder, 'include', 'node', 'node_api.h')) ? { nodedir: folder } : {};
}

async function addPackage(
	folder: string,
	packageSpecifier: string,
	nodePath: string,
	{ signal }: InstallOptions,
): Promise<void> {
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	await runNpm(
		['install', packageSpecifier, '--save-exact', '--ignore-scripts', '--loglevel=error'],
		{
			nodePath,
			folder,
			signal,
		},
	);
}

async function versionOf(nodePath: string): Promise<string> {
	const { stdout } = await execute(nodePath, ['--version']);
	return stdout.trim();
}

async function withProgress(
	label: string,
	describe: () => Promise<string>,
	options: InstallOptions,
	work: () => Promise<void>,
): Promise<void> {
	const startedAt = Date.now();
	const tell = async (): Promise<void> => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		options.say(`${label} … ${seconds} s, ${await describe()}`);
	};
	const timer = setInterval(() => void tell(), (options.secondsBetweenLines ?? 10) * 1000);
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
}

async function packagesIn(folder: string): Promise<string> {
	const names = await readdir(join(folder, 'node_modules')).catch(() => []);
	const count = names.filter((name) => !name.startsWith('.')).length;
	return count === 0 ? 'fetching' : `${count} packages on disk`;
}
