import type { ExecaChildProcess } from 'execa';
import { codeOf } from '../command/failure';

/** Options that give a program its own process group, with what it starts. Windows has no groups. */
export const ownGroup = { detached: process.platform !== 'win32', stdin: 'ignore' } as const;

/** Sends a signal to a program that was started with `ownGroup`, and to everything it started. */
export function signalTree({ pid }: ExecaChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(ownGroup.detached ? -pid : pid, signal);
	} catch (error) {
		if (codeOf(error) !== 'ESRCH') throw error;
	}
}

/** Asks a tree to end, and ends it by force when it has not done so in time. */
export async function endTree(child: ExecaChildProcess, graceMilliseconds: number): Promise<void> {
	signalTree(child, 'SIGTERM');
	const force = setTimeout(() => signalTree(child, 'SIGKILL'), graceMilliseconds);
	await child.catch(() => undefined);
	clearTimeout(force);
	// The root can end before what it started; its group is still there then.
	signalTree(child, 'SIGKILL');
}
