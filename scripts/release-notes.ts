/** `npx tsx scripts/release-notes.ts`: the changelog of the version in package.json, for its release at GitHub. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../tools/projectFolder';
import { runProgram, say } from '../tools/command/program';
import { notesOf } from './release/notes';

const read = async (path: string): Promise<string> =>
	await readFile(join(projectFolder, path), 'utf8');

runProgram(async () => {
	const { version } = JSON.parse(await read('package.json')) as { version: string };
	say(notesOf(await read('CHANGELOG.md'), version));
	return 0;
});
