import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../command/failure';

/**
 * A lock between processes: a folder that holds its owner's record. The folder appears with the
 * record in it (a rename of a prepared folder), and a dead owner's lock is moved aside under a name
 * made from its token, so that of two processes that see the same dead lock only one can take it.
 */
interface Owner {
	readonly token: string;
	readonly processId: number;
	readonly host: string;
}

export interface LockOptions {
	/** Told once when another process holds the lock. */
	readonly onWait: () => void;
	readonly signal?: AbortSignal;
	readonly heartbeatMilliseconds?: number;
	/** A lock without a heartbeat for so long belongs to nobody. */
	readonly deadAfterMilliseconds?: number;
}

const ownerFile = (lockFolder: string): string => join(lockFolder, 'owner.json');

/** Runs the work while no other process runs work under the same lock folder, whose parent exists. */
export async function withLock<Result>(
	lockFolder: string,
	options: LockOptions,
	work: () => Promise<Result>,
): Promise<Result> {
	const owner: Owner = { token: randomUUID(), processId: process.pid, host: hostname() };
	await acquire(lockFolder, owner, options);
	const heartbeat = setInterval(() => {
		const now = new Date();
		// A lock that is gone is noticed on release; there is nothing to do about it here.
		utimes(ownerFile(lockFolder), now, now).catch(() => undefined);
	}, options.heartbeatMilliseconds ?? 5_000);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		if ((await readOwner(lockFolder))?.token === owner.token) {
			await rm(lockFolder, { recursive: true, force: true });
		}
	}
}

async function acquire(lockFolder: string, owner: Owner, options: LockOptions): Promise<void> {
	let told = false;
	while (!(await tryToAcquire(lockFolder, owner))) {
		options.signal?.throwIfAborted();
		if (await clearIfDead(lockFolder, options.deadAfterMilliseconds ?? 120_000)) continue;
		if (!told) options.onWait();
		told = true;
		await sleep(500, undefined, { signal: options.signal });
	}
}

async function tryToAcquire(lockFolder: string, owner: Owner): Promise<boolean> {
	const prepared = `${lockFolder}.${owner.token}`;
	await mkdir(prepared);
	await writeFile(ownerFile(prepared), JSON.stringify(owner));
	try {
		await rename(prepared, lockFolder);
		return true;
	} catch (error) {
		await rm(prepared, { recursive: true, force: true });
		// Systems differ in how they say that the target is a folder with something in it.
		if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error))) return false;
		throw error;
	}
}

async function clearIfDead(lockFolder: string, deadAfterMilliseconds: number): Promise<boolean> {
	const owner = await readOwner(lockFolder);
	if (owner === undefined) return false;
	const lastBeat = await stat(ownerFile(lockFolder)).catch(() => undefined);
	const silent = lastBeat !== undefined && Date.now() - lastBeat.mtimeMs > deadAfterMilliseconds;
	const gone = owner.host === hostname() && !isAlive(owner.processId);
	if (!silent && !gone) return false;
	const aside = `${lockFolder}.dead-${owner.token}`;
	try {
		await rename(lockFolder, aside);
	} catch (error) {
		if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(codeOf(error))) return false;
		throw error;
	}
	return true;
}

async function readOwner(lockFolder: string): Promise<Owner | undefined> {
	try {
		return JSON.parse(await readFile(ownerFile(lockFolder), 'utf8')) as Owner;
	} catch {
		return undefined;
	}
}

function isAlive(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}
