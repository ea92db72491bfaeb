import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { lock } from 'proper-lockfile';
import { ClearFailure, codeOf } from '../command/failure';
import { firstValue } from '../command/firstValue';

/** Overrides where n8n and its Node are kept. */
const cacheRootVariable = 'N8N_NODES_PIAPI_CACHE';

/** Where things that survive a clone are kept: the system's usual cache folder. */
export const cacheRoot = (): string =>
	process.env[cacheRootVariable] || envPaths('n8n-nodes-piapi-unified', { suffix: '' }).cache;

export interface FillOptions {
	/** Told once when another process fills the folder. */
	readonly onWait: () => void;
	readonly signal?: AbortSignal;
}

/** Whether the folder was filled to the end: its marker is written last. */
export const isComplete = (folder: string): boolean => existsSync(join(folder, 'complete.json'));

/**
 * Makes sure that the folder is there and complete. What is missing is filled in a folder beside it
 * and moved into place at the end, so nobody ever sees half of it; an earlier attempt that was cut
 * off is swept away first.
 */
export async function fillOnce(
	folder: string,
	options: FillOptions,
	fill: (emptyFolder: string) => Promise<object>,
): Promise<string> {
	if (isComplete(folder)) return folder;
	await assertWritable(dirname(folder));
	const release = await lockOf(folder, options);
	try {
		if (isComplete(folder)) return folder;
		await sweep(folder);
		// A name of its own: npm of an attempt that was killed may still be writing into the old one.
		const partial = `${folder}.partial-${randomUUID()}`;
		await mkdir(partial);
		const facts = await fill(partial);
		await writeFile(join(partial, 'complete.json'), JSON.stringify(facts, undefined, 2));
		await rename(partial, folder);
	} catch (error) {
		// Where this process was suspended for long, another one took the lock over and was quicker.
		if (!isComplete(folder)) throw error;
	} finally {
		await release();
	}
	return folder;
}

async function assertWritable(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
		await access(folder, constants.W_OK);
	} catch (error) {
		throw new ClearFailure(
			`Nothing can be written into the cache folder ${folder} (${codeOf(error)}). ` +
				`Name another one in ${cacheRootVariable}.`,
		);
	}
}

/** Waits until no other process fills the folder. The lock of one that was killed ends with its heartbeat. */
async function lockOf(
	folder: string,
	{ onWait, signal }: FillOptions,
): Promise<() => Promise<void>> {
	const settings = { realpath: false, stale: 20_000, onCompromised: () => undefined };
	const tryToLock = async (): Promise<(() => Promise<void>) | undefined> =>
		await lock(folder, settings).catch((error: unknown) => {
			if (codeOf(error) !== 'ELOCKED') throw error;
			return undefined;
		});
	let release = await tryToLock();
	if (release === undefined) {
		onWait();
		release = await firstValue(tryToLock, { interval: 500, signal });
	}
	// It cannot be released where another process took it over.
	return async () => await release().catch(() => undefined);
}

/** Removes what cut-off attempts have left. */
async function sweep(folder: string): Promise<void> {
	const [parent, own] = [dirname(folder), basename(folder)];
	const stubbornly = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };
	for (const name of await readdir(parent)) {
		if (name !== own && !name.startsWith(`${own}.partial-`)) continue;
		// What another process still writes into cannot be emptied; a later run removes it.
		await rm(join(parent, name), stubbornly).catch(() => undefined);
	}
}
