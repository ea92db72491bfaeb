/**
 * Writes the pages that follow from data: `npm run docs`. Another folder than the project's can be named. With `--check`
 * nothing is written, and it ends with 1 when a page is not what it would write.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { WRITTEN_FOLDER, writtenPages } from './docs/writtenPages';
import { formatted } from '../tools/formatted';
import { projectFolder } from '../tools/projectFolder';
import { runProgram, say } from '../tools/command/program';

/** Whether the page was up to date. */
async function write(page: string, folder: string, checkOnly: boolean): Promise<boolean> {
	const file = join(folder, page);
	const former = await readFile(file, 'utf8').catch(() => '');
	const text = await formatted(page, writtenPages[page]?.(former) ?? '');
	if (text === former) return true;
	if (!checkOnly) {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	return false;
}

/** Pages of resources that are gone. */
async function leftOver(folder: string): Promise<string[]> {
	const found = await readdir(join(folder, WRITTEN_FOLDER)).catch(() => []);
	return found
		.map((name) => join(WRITTEN_FOLDER, name))
		.filter((page) => writtenPages[page] === undefined);
}

runProgram(async () => {
	const given = process.argv.slice(2);
	const checkOnly = given.includes('--check');
	const folder = given.find((argument) => !argument.startsWith('--')) ?? projectFolder;
	let stale = 0;
	for (const page of Object.keys(writtenPages)) {
		if (await write(page, folder, checkOnly)) continue;
		stale += 1;
		say(`${page} ${checkOnly ? 'is not what it should be' : 'is written'}.`);
	}
	for (const page of await leftOver(folder)) {
		stale += 1;
		if (!checkOnly) await rm(join(folder, page));
		say(`${page} ${checkOnly ? 'belongs to no resource' : 'is removed'}.`);
	}
	say(`${Object.keys(writtenPages).length} pages, ${stale} of them changed.`);
	if (!checkOnly || stale === 0) return 0;
	say('Run: npm run docs');
	return 1;
});
