import { fork } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../tools/projectFolder';

/** A process that answers one question at a time. It ends, and cleans up, when nobody is left to ask. */
export interface Child<Question, Reply> {
	ask(question: Question): Promise<Reply>;
	end(): void;
}

/** Starts a script of this folder in a process of its own. */
export function startChild<Question extends object, Reply>(
	script: string,
	nodeOptions: readonly string[] = [],
): Child<Question, Reply> {
	const child = fork(join(__dirname, `${script}.ts`), {
		cwd: projectFolder,
		execArgv: ['--import', 'tsx', ...nodeOptions],
	});
	return {
		ask: async (question) =>
			await new Promise<Reply>((resolve, reject) => {
				const onExit = (code: number | null): void =>
					reject(new Error(`The process ${script} ended early (exit code ${code})`));
				child.once('exit', onExit);
				child.once('message', (reply) => {
					child.off('exit', onExit);
					resolve(reply as Reply);
				});
				child.send(question);
			}),
		end: () => {
			if (child.connected) child.disconnect();
		},
	};
}
