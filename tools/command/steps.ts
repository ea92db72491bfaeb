import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../projectFolder';
import { requestsToStop } from './program';

export interface Step {
	readonly name: string;
	readonly command: string;
	readonly parameters: readonly string[];
	readonly shell?: boolean;
}

/** Runs one of the package's npm scripts with the npm that runs this one. */
export function npmScript(name: string): Pick<Step, 'command' | 'parameters' | 'shell'> {
	const npm = process.env.npm_execpath;
	return npm?.endsWith('npm-cli.js')
		? { command: process.execPath, parameters: [npm, 'run', '--silent', name] }
		: {
				command: 'npm',
				parameters: ['run', '--silent', name],
				shell: process.platform === 'win32',
			};
}

/** The tests of one of the project's jest configurations, by its path; with the arguments of this process. */
export const jestStep = (name: string, ...config: string[]): Step => ({
	name,
	command: process.execPath,
	parameters: [
		require.resolve('jest/bin/jest'),
		...config.flatMap((path) => ['--config', join(projectFolder, path)]),
		...process.argv.slice(2),
	],
});

/** Runs a program in the project folder, with this terminal as its own; resolves with its exit code. */
export const runStep = async (step: Step): Promise<number> =>
	await exitCodeOf(step, (command, parameters, options) =>
		spawn(command, parameters, { ...options, stdio: 'inherit' }),
	);

/** Runs a program beside others. What it says is kept, so that it does not mix with what they say. */
export async function runStepAside(step: Step): Promise<{ code: number; output: string }> {
	const output: Buffer[] = [];
	const code = await exitCodeOf(step, (command, parameters, options) => {
		const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (piece: Buffer) => output.push(piece));
		}
		return child;
	});
	return { code, output: Buffer.concat(output).toString() };
}

type Start = (
	command: string,
	parameters: readonly string[],
	options: { cwd: string; shell: boolean },
) => ChildProcess;

async function exitCodeOf(
	{ command, parameters, shell = false }: Step,
	start: Start,
): Promise<number> {
	const child = start(command, parameters, { cwd: projectFolder, shell });
	const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
	for (const signal of requestsToStop) process.on(signal, pass);
	try {
		return await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code, signal) =>
				resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])),
			);
		});
	} finally {
		for (const signal of requestsToStop) process.off(signal, pass);
	}
}
