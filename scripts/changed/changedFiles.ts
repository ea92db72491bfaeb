import { execa } from 'execa';

import { ClearFailure } from '../../tools/command/failure';

/** In a clone with one branch, `main` may be known only as the remote's. */
const BASES = ['main', 'origin/main'];

/** Paths of the files that differ from where the branch left `main`, also those that git does not know yet. */
export async function changedFiles(folder: string): Promise<string[]> {
	const git = async (...given: string[]): Promise<string[]> => {
		const { stdout } = await execa('git', given, { cwd: folder });
		return stdout.split('\0').filter((path) => path !== '');
	};
	for (const base of BASES) {
		const [start] = await git('merge-base', 'HEAD', base).catch(() => []);
		if (start === undefined) continue;
		const changed = await git('diff', '--name-only', '--no-renames', '-z', start.trim());
		const added = await git('ls-files', '--others', '--exclude-standard', '-z');
		return [...new Set([...changed, ...added])].sort();
	}
	throw new ClearFailure('git does not know the branch main, so nothing tells what has changed.');
}
