import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
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

interface InstallOptions {
	readonly say: (line: string) => void;
	/** The one under test when left out. */
	readonly n8n?: N8nVersion;
	readonly signal?: AbortSignal;
}

/** Brings n8n, and a Node that fits it, into the cache; quick when both are there. */
export async function ensureN8n(options: InstallOptions): Promise<Installation> {
	const root = cacheRoot();
	const n8n = options.n8n ?? n8nUnderTest();
	const nodePath = await ensureNode(root, n8n, options);
	const folder = await fillOnce(
		join(root, `n8n-${n8n.version}`),
		waitOptions(`n8n ${n8n.version}`, options),
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

const waitOptions = (what: string, { say, signal }: InstallOptions) => ({
	signal,
	onWait: () => say(`Another process is installing ${what}; waiting for it …`),
});

async function ensureNode(root: string, n8n: N8nVersion, options: InstallOptions): Promise<string> {
	if (runsOn(n8n, process.versions.node)) return process.execPath;
	const major = n8n.newestNodeMajor;
	const machine = `${process.platform}-${process.arch}`;
	const binary = join('node_modules', `node-${machine}`, 'bin', 'node');
	const folder = await fillOnce(
		join(root, `node-${major}-${machine}`),
		waitOptions(`Node ${major}`, options),
		async (emptyFolder) => {
			options.say(`Installing Node ${major}, which n8n ${n8n.version} needs …`);
			await addPackage(emptyFolder, `node-${machine}@${major}`, process.execPath, options);
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
		async () => await packagesIn(folder),
		options,
		addPackage(folder, `n8n@${version}`, nodePath, options, overrides),
	);
	await withProgress(
		'database driver of n8n',
		() => 'building it may take some minutes',
		options,
		runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
			nodePath,
			folder,
			signal: options.signal,
			settings: { jobs: 'max', ...headerSettings(nodePath) },
		}),
	);
	return await verifyN8n(folder, version, nodePath);
}

/** Starts what was installed once, so that a broken installation is never marked complete. */
async function verifyN8n(folder: string, version: string, nodePath: string): Promise<object> {
	try {
		await execa(nodePath, ['-e', "require('sqlite3').verbose()"], { cwd: folder });
	} catch (error) {
		throw new ClearFailure(`The database driver of n8n does not load: ${messageOf(error)}`);
	}
	const { stdout } = await execa(nodePath, [n8nCommandIn(folder), '--version'], { cwd: folder });
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
	const parameters = ['install', packageSpecifier, '--save-exact', '--ignore-scripts'];
	await runNpm([...parameters, '--loglevel=error'], { nodePath, folder, signal });
}

const versionOf = async (nodePath: string): Promise<string> =>
	(await execa(nodePath, ['--version'])).stdout;

async function withProgress(
	label: string,
	describe: () => string | Promise<string>,
	{ say }: InstallOptions,
	work: Promise<void>,
): Promise<void> {
	const startedAt = Date.now();
	const tell = async (): Promise<void> => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		say(`${label} … ${seconds} s, ${await describe()}`);
	};
	const timer = setInterval(() => void tell(), 10_000);
	await work.finally(() => clearInterval(timer));
}

async function packagesIn(folder: string): Promise<string> {
	const names = await readdir(join(folder, 'node_modules')).catch(() => []);
	const count = names.filter((name) => !name.startsWith('.')).length;
	return count === 0 ? 'fetching' : `${count} packages on disk`;
}
