import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TemporaryTree {
	folder: string;
	remove: () => Promise<void>;
}

/** Writes files (path to text) into a new temporary folder. */
export const writeTree = async (files: Record<string, string>): Promise<TemporaryTree> => {
	const folder = await mkdtemp(join(tmpdir(), 'release-test-'));
	for (const [path, text] of Object.entries(files)) {
		const target = join(folder, path);
		await mkdir(dirname(target), { recursive: true });
		await writeFile(target, text);
	}
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
