import { randomUUID } from 'node:crypto';
import {
	access,
	constants,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ClearFailure, codeOf } from '../command/failure';
import { withLock, type LockOptions } from './lock';

/** Overrides where n8n and its Node are kept. */
const cacheRootVariable = 'N8N_NODES_PIAPI_CACHE';

const markerName = 'complete.json';

/** Where things that survive a clone are kept: the system's usual cache folder. */
export function cacheRoot(environment: NodeJS.ProcessEnv = process.env): string {
	const own = environment[cacheRootVariable];
	if (own) return own;
	return join(systemCacheFolder(environment), 'n8n-nodes-piapi-unified');
}

function systemCacheFolder(environment: NodeJS.ProcessEnv): string {
	if (environment.XDG_CACHE_HOME) return environment.XDG_CACHE_HOME;
	if (process.platform === 'win32') {
		return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
	}
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
	return join(homedir(), '.cache');
}

/** Whether the folder was filled to the end: its marker is written last. */
export async function isComplete(folder: string): Promise<boolean> {
	try {
		await readFile(join(folder, markerName));
		return true;
	} catch {
		return false;
	}
}

/**
 * Makes sure that the folder is there and complete. What is missing is filled in a folder beside it
 * and moved into place at the end, so nobody ever sees half of it; an earlier attempt that was cut
 * off is swept away first.
 */
export async function fillOnce(
	folder: string,
	lock: LockOptions,
	fill: (emptyFolder: string) => Promise<object>,
): Promise<string> {
	if (await isComplete(folder)) return folder;
	await assertWritable(dirname(folder));
	await withLock(`${folder}.lock`, lock, async () => {
		if (await isComplete(folder)) return;
		await sweep(folder);
		// A name of its own: npm of an attempt that was killed may still be writing into the old one.
		const partial = `${folder}.partial-${randomUUID()}`;
		await mkdir(partial, { recursive: true });
		const facts = await fill(partial);
		await writeFile(join(partial, markerName), JSON.stringify(facts, undefined, 2));
		await moveIntoPlace(partial, folder);
	});
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

async function moveIntoPlace(partial: string, folder: string): Promise<void> {
	try {
		await rename(partial, folder);
	} catch (error) {
		// Where this process was suspended for long, another one took the lock over and was quicker.
		if (!(await isComplete(folder))) throw error;
		await rm(partial, { recursive: true, force: true });
	}
}

/** Removes what cut-off attempts and dead locks have left. */
async function sweep(folder: string): Promise<void> {
	await removeStubbornly(folder);
	const name = basename(folder);
	const leftovers = (await readdir(dirname(folder))).filter(
		(sibling) => sibling.startsWith(`${name}.partial-`) || sibling.startsWith(`${name}.lock.dead-`),
	);
	for (const leftover of leftovers) {
		// What another process still writes into cannot be emptied; a later run removes it.
		await removeStubbornly(join(dirname(folder), leftover)).catch(() => undefined);
	}
}

const removeStubbornly = async (folder: string): Promise<void> =>
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
