import { fork } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../tools/projectFolder';

/** What a process does when it is called by name; all that goes in and out is plain data. */
type Calls<All> = { readonly [Name in keyof All]: (given: never) => Promise<unknown> };

/** A process that answers one call at a time. It ends, and cleans up, when nobody is left to call it. */
export interface Child<All extends Calls<All>> {
	call<Name extends keyof All>(name: Name, ...given: Parameters<All[Name]>): ReturnType<All[Name]>;
	end(): void;
}

interface Message {
	readonly name: string;
	readonly given: readonly unknown[];
}

type Reply = { readonly value: unknown } | { readonly failure: string };

/** Starts a script of this folder in a process of its own. */
export function startChild<All extends Calls<All>>(
	script: string,
	nodeOptions: readonly string[] = [],
): Child<All> {
	const child = fork(join(__dirname, `${script}.ts`), {
		cwd: projectFolder,
		execArgv: ['--import', 'tsx', ...nodeOptions],
	});
	const ask = async (message: Message): Promise<unknown> =>
		await new Promise((resolve, reject) => {
			const onExit = (code: number | null): void =>
				reject(new Error(`The process ${script} ended early (exit code ${code})`));
			child.once('exit', onExit);
			child.once('message', (reply: Reply) => {
				child.off('exit', onExit);
				if ('failure' in reply) reject(new Error(reply.failure));
				else resolve(reply.value);
			});
			child.send(message);
		});
	return {
		call: (name, ...given) => ask({ name: String(name), given }) as ReturnType<All[typeof name]>,
		end: () => {
			if (child.connected) child.disconnect();
		},
	};
}

/** The other side of `startChild`. */
export function answerCalls<All extends Calls<All>>(calls: All): void {
	const functions = new Map<string, (...given: never[]) => Promise<unknown>>(Object.entries(calls));
	process.on('message', ({ name, given }: Message) => {
		void Promise.resolve(functions.get(name)?.(...(given as never[])))
			.then((value) => ({ value }))
			.catch((error: unknown) => ({ failure: String(error) }))
			.then((reply: Reply) => process.send?.(reply));
	});
	process.on('disconnect', () => process.exit());
	// Ctrl-C reaches every process of the terminal; the calling one decides when this one ends.
	process.on('SIGINT', () => undefined);
}
