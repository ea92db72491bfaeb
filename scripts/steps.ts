import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './n8n/packageFolder';
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
export async function runStep({ command, parameters, shell }: Step): Promise<number> {
	const child = spawn(command, parameters, { cwd: projectFolder, stdio: 'inherit', shell });
	const pass = (signal: NodeJS.Signals): boolean => child.kill(signal);
	for (const signal of requestsToStop) process.on(signal, pass);
	try {
		return await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('exit', (code, signal) =>
				resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])),
			);
		});
	} finally {
		for (const signal of requestsToStop) process.off(signal, pass);
	}
}
