import { delimiter, dirname } from 'node:path';
import { execa } from 'execa';
import { ClearFailure, Interrupted, messageOf } from '../command/failure';
import { ownGroup, signalTree } from './processTree';

interface NpmRun {
	/** The Node that runs npm and the packages' own scripts. */
	readonly nodePath: string;
	readonly folder: string;
	/** Extra npm settings for this run, e.g. `jobs`. */
	readonly settings?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
}

/** Settings of the `npm start` around this must not leak into npm runs in other folders. */
const foreign =
	/^(npm_(package|lifecycle|command|config_(prefix|local_prefix|global))|piapi_api_key$)/i;

function environmentOf({ nodePath, settings = {} }: NpmRun): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	const own = Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value]);
	return {
		...Object.fromEntries([...inherited, ...own]),
		PATH: `${dirname(nodePath)}${delimiter}${process.env.PATH ?? ''}`,
	};
}

/** Runs npm quietly; fails with what npm wrote, and with what to do about it. */
export async function runNpm(parameters: readonly string[], run: NpmRun): Promise<void> {
	const { folder, signal } = run;
	signal?.throwIfAborted();
	const child = execa('npm', [...parameters, '--no-audit', '--no-fund', '--no-update-notifier'], {
		cwd: folder,
		env: environmentOf(run),
		extendEnv: false,
		all: true,
		reject: false,
		...ownGroup,
	});
	const abort = (): void => signalTree(child, 'SIGTERM');
	signal?.addEventListener('abort', abort);
	const result = await child;
	signal?.removeEventListener('abort', abort);
	if (signal?.aborted) throw new Interrupted('The installation was stopped.');
	if (result.failed) throw new ClearFailure(explain(parameters, result.all || messageOf(result)));
}

function explain(parameters: readonly string[], written: string): string {
	const tail = written
		.split('\n')
		.filter((line) => /^npm err|error/i.test(line))
		.slice(0, 12)
		.join('\n');
	const reason = tail || written.slice(-2_000);
	return `npm ${parameters.join(' ')} failed:\n${reason}\n${adviceFor(written)}`;
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
