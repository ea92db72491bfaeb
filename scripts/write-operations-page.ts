import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { families } from '../nodes/catalog';
import { operationsPage } from './docs/operationsPage';
import { runProgram, say } from './program';

const PAGE = join(__dirname, '..', 'docs', 'operations.md');

/** The page in the form that the project's formatter gives it, wherever it is written to. */
const formattedPage = async (): Promise<string> =>
	await format(operationsPage(families), { ...(await resolveConfig(PAGE)), filepath: PAGE });

const textOf = async (file: string): Promise<string | undefined> =>
	await readFile(file, 'utf8').catch(() => undefined);

/**
 * Writes docs/operations.md, or the file that is named. With `--check` it writes nothing, and ends with 1 when the
 * file is not what it would write.
 */
runProgram(async () => {
	const given = process.argv.slice(2);
	const file = given.find((argument) => !argument.startsWith('--')) ?? PAGE;
	const name = relative(process.cwd(), file);
	const page = await formattedPage();
	if (!given.includes('--check')) {
		await writeFile(file, page);
		say(`${name} is written.`);
		return 0;
	}
	if ((await textOf(file)) === page) {
		say(`${name} is up to date.`);
		return 0;
	}
	say(`${name} is not what the catalog says. Run: npm run docs`);
	return 1;
});
