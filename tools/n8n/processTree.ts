import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { codeOf } from '../command/failure';

/** Spawn options that give a child its own process group, so that its whole tree can be ended. */
export const ownGroup = { detached: process.platform !== 'win32', windowsHide: true } as const;

export const hasEnded = (child: ChildProcess): boolean =>
	child.exitCode !== null || child.signalCode !== null;

/** Sends a signal to a child that was started with `ownGroup`, and to everything it started. */
export function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	if (process.platform === 'win32') {
		// Windows knows no groups and no gentle signal; taskkill ends the tree by its root's id.
		spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch (error) {
		if (codeOf(error) !== 'ESRCH') throw error;
	}
}

/** Asks a tree to end, and ends it by force when it has not done so in time. */
export async function endTree(child: ChildProcess, graceMilliseconds: number): Promise<void> {
	if (child.pid === undefined) return;
	if (!hasEnded(child)) {
		const ended = once(child, 'exit');
		signalTree(child, 'SIGTERM');
		const force = setTimeout(() => signalTree(child, 'SIGKILL'), graceMilliseconds);
		await ended;
		clearTimeout(force);
	}
	// The root can end before what it started; its group is still there then.
	if (process.platform !== 'win32') signalTree(child, 'SIGKILL');
}
