import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot, fillOnce } from './cacheFolder';
import { ClearFailure, messageOf } from '../command/failure';
import { runNpm } from './npm';
import { n8nUnderTest, runsOn, type N8nVersion } from './versions';

export interface Installation {
	readonly version: string;
	/** The Node that runs n8n. */
	readonly nodePath: string;
	/** n8n's command, a script for that Node. */
	readonly command: string;
	/** Where n8n and the packages it consists of lie. */
	readonly modulesFolder: string;
	/** Settings that only this n8n knows. */
	readonly environment: Readonly<Record<string, string>>;
}

export interface InstallOptions {
	readonly say: (line: string) => void;
	/** The one under test when left out. */
	readonly n8n?: N8nVersion;
	readonly signal?: AbortSignal;
	readonly root?: string;
	readonly secondsBetweenLines?: number;
}

const execute = promisify(execFile);

/** Brings n8n, and a Node that fits it, into the cache; quick when both are there. */
export async function ensureN8n(options: InstallOptions): Promise<Installation> {
	const root = options.root ?? cacheRoot();
	const n8n = options.n8n ?? n8nUnderTest();
	const nodePath = await ensureNode(root, n8n, options);
	const folder = await fillOnce(
		join(root, `n8n-${n8n.version}`),
		lockOptions(`n8n ${n8n.version}`, options),
		async (emptyFolder) => await installN8n(emptyFolder, n8n, nodePath, options),
	);
	return {
		version: n8n.version,
		nodePath,
		command: n8nCommandIn(folder),
		modulesFolder: join(folder, 'node_modules'),
		environment: n8n.environment ?? {},
	};
}

const n8nCommandIn = (folder: string): string => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

const lockOptions = (what: string, { say, signal }: InstallOptions) => ({
	signal,
	onWait: () => say(`Another process is installing ${what}; waiting for it …`),
});

async function ensureNode(root: string, n8n: N8nVersion, options: InstallOptions): Promise<string> {
	if (runsOn(n8n, process.versions.node)) return process.execPath;
	const major = n8n.newestNodeMajor;
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const packageName = `node-${system}-${process.arch}`;
	const binary = join(
		'node_modules',
		packageName,
		'bin',
		process.platform === 'win32' ? 'node.exe' : 'node',
	);
	const folder = await fillOnce(
		join(root, `node-${major}-${system}-${process.arch}`),
		lockOptions(`Node ${major}`, options),
		async (emptyFolder) => {
			options.say(`Installing Node ${major}, which n8n ${n8n.version} needs …`);
			await addPackage(emptyFolder, `${packageName}@${major}`, process.execPath, options);
			return { node: await versionOf(join(emptyFolder, binary)) };
		},
	);
	return join(folder, binary);
}

async function installN8n(
	folder: string,
	{ version, overrides }: N8nVersion,
	nodePath: string,
	options: InstallOptions,
): Promise<object> {
	options.say(`Installing n8n ${version} into ${dirname(folder)}. This is done once …`);
	// Without scripts: an optional native module of n8n does not build everywhere, and only the
	// database driver is required.
	await withProgress(
		`n8n ${version}`,
		() => packagesIn(folder),
		options,
		async () => {
			await addPackage(folder, `n8n@${version}`, nodePath, options, overrides);
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
	return await verifyN8n(folder, version, nodePath);
}

/** Starts what was installed once, so that a broken installation is never marked complete. */
async function verifyN8n(folder: string, version: string, nodePath: string): Promise<object> {
	try {
		await execute(nodePath, ['-e', "require('sqlite3').verbose()"], { cwd: folder });
	} catch (error) {
		throw new ClearFailure(`The database driver of n8n does not load: ${messageOf(error)}`);
	}
	const { stdout } = await execute(nodePath, [n8nCommandIn(folder), '--version'], { cwd: folder });
	if (!stdout.includes(version)) {
		throw new ClearFailure(`Expected n8n ${version}, and found: ${stdout.trim()}`);
	}
	return { n8n: version, node: await versionOf(nodePath) };
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
	overrides: N8nVersion['overrides'] = {},
): Promise<void> {
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
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
