import { constants } from 'node:os';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { projectFolder } from '../projectFolder';
import { requestsToStop } from './program';

export interface Step {
	readonly name: string;
	readonly command: string;
	readonly parameters: readonly string[];
}

export const npmScript = (name: string): Omit<Step, 'name'> => ({
	command: 'npm',
	parameters: ['run', '--silent', name],
});

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
	(await run(step, { stdio: 'inherit' })).code;

/** Runs a program beside others. What it says is kept, so that it does not mix with what they say. */
export const runStepAside = async (step: Step): Promise<{ code: number; output: string }> =>
	await run(step, { all: true, stdin: 'ignore' });

async function run(
	{ command, parameters }: Step,
	options: Options,
): Promise<{ code: number; output: string }> {
	const child = execa(command, parameters, { cwd: projectFolder, reject: false, ...options });
	const pass = (signal: NodeJS.Signals): void => {
		child.kill(signal, { forceKillAfterTimeout: false });
	};
	for (const signal of requestsToStop) process.on(signal, pass);
	const { exitCode, signal, all } = await child;
	for (const request of requestsToStop) process.off(request, pass);
	return {
		code: exitCode ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 1),
		output: all ?? '',
	};
}
