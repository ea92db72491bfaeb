import { spawn } from 'node:child_process';
import { dirname, delimiter } from 'node:path';
import { ClearFailure, Interrupted } from '../command/failure';
import { ownGroup, signalTree } from './processTree';

export interface NpmRun {
	/** The Node that runs npm and the packages' own scripts. */
	readonly nodePath: string;
	readonly folder: string;
	/** Extra npm settings for this run, e.g. `jobs`. */
	readonly settings?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
}

/** Settings of the `npm start` around this must not leak into npm runs in other folders. */
function cleanEnvironment(run: NpmRun): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^npm_(package|lifecycle|command|config_(prefix|local_prefix|global))/i.test(name),
	);
	const settings = Object.entries(run.settings ?? {}).map(([name, value]) => [
		`npm_config_${name}`,
		value,
	]);
	return {
		...Object.fromEntries([...inherited, ...settings]),
		PATH: `${dirname(run.nodePath)}${delimiter}${process.env.PATH ?? ''}`,
		PIAPI_API_KEY: undefined,
	};
}

function commandOf(run: NpmRun): { command: string; leading: readonly string[]; shell: boolean } {
	const script = process.env.npm_execpath;
	return script?.endsWith('npm-cli.js')
		? { command: run.nodePath, leading: [script], shell: false }
		: { command: 'npm', leading: [], shell: process.platform === 'win32' };
}

/** Runs npm quietly; fails with what npm wrote, and with what to do about it. */
export async function runNpm(parameters: readonly string[], run: NpmRun): Promise<void> {
	run.signal?.throwIfAborted();
	const { command, leading, shell } = commandOf(run);
	const child = spawn(
		command,
		[...leading, ...parameters, '--no-audit', '--no-fund', '--no-update-notifier'],
		{
			cwd: run.folder,
			env: cleanEnvironment(run),
			shell,
			stdio: ['ignore', 'pipe', 'pipe'],
			...ownGroup,
		},
	);
	let written = '';
	const keep = (chunk: Buffer): void => {
		written = (written + chunk.toString('utf8')).slice(-20_000);
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	const abort = (): void => signalTree(child, 'SIGTERM');
	run.signal?.addEventListener('abort', abort);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
		if (run.signal?.aborted) throw new Interrupted('The installation was stopped.');
		if (code !== 0) throw new ClearFailure(explain(parameters, written));
	} finally {
		run.signal?.removeEventListener('abort', abort);
	}
}

function explain(parameters: readonly string[], written: string): string {
	const tail = written
		.split('\n')
		.filter((line) => /^npm err|error/i.test(line))
		.slice(0, 12)
		.join('\n');
	return [`npm ${parameters.join(' ')} failed:`, tail || written.slice(-2_000), adviceFor(written)]
		.filter((part) => part !== '')
		.join('\n');
}

function adviceFor(written: string): string {
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(written)) {
		return 'The npm registry could not be reached. Check the network and run the command again.';
	}
	if (/ENOSPC/.test(written)) return 'The disk is full. n8n needs about 3 GB.';
	if (/gyp/i.test(written)) {
		return 'A native module could not be built. It needs Python 3 and a C++ compiler on this machine.';
	}
	return 'Run the command again; what was half done is removed first.';
}
