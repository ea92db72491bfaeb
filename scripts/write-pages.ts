/**
 * Writes the pages in docs/ that follow from data: `npm run docs`. Another folder can be named. With `--check` nothing is
 * written, and it ends with 1 when a page is not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { families } from '../nodes/catalog';
import { anyModelFamilies } from '../nodes/catalog/anyModel/families';
import { openAiFamilies } from '../nodes/catalog/openAi';
import { factsOf } from '../test/catalog/facts';
import { LEFT_OUT, NO_TASKS } from '../test/catalog/leftOut';
import { adviceTables } from './docs/adviceTables';
import { coveragePage } from './docs/coveragePage';
import { inferredTable } from './docs/inferredTable';
import { betweenMarks, movingTable, type MovingFigures } from './docs/movingTable';
import { modelsPage } from './docs/modelsPage';
import { operationsPage } from './docs/operationsPage';
import { pricesPage } from './docs/pricesPage';
import { projectFolder } from './n8n/packageFolder';
import { runProgram, say } from './program';

const DOCS = join(projectFolder, 'docs');

const measured = async (): Promise<{ moving: MovingFigures }> =>
	JSON.parse(await readFile(join(projectFolder, 'bench', 'results.json'), 'utf8')) as {
		moving: MovingFigures;
	};

/** Each page from what it was before: what people wrote in it stays. */
const pages: Readonly<Record<string, (former: string) => string | Promise<string>>> = {
	'operations.md': () => operationsPage(families, anyModelFamilies),
	'models.md': () => modelsPage(anyModelFamilies, families),
	'prices.md': () => pricesPage([...families, ...openAiFamilies]),
	'coverage.md': () => coveragePage({ families, factsOf, leftOut: LEFT_OUT, noTasks: NO_TASKS }),
	'check-live.md': (former) => betweenMarks(former, inferredTable()),
	'troubleshooting.md': (former) => betweenMarks(former, adviceTables()),
	'moving.md': async (former) => betweenMarks(former, movingTable((await measured()).moving)),
};

/** In the form that the project's formatter gives it, wherever it is written to. */
async function formatted(name: string, text: string): Promise<string> {
	const filepath = join(DOCS, name);
	return await format(text, { ...(await resolveConfig(filepath)), filepath });
}

interface Written {
	readonly name: string;
	readonly isUpToDate: boolean;
}

async function write(name: string, folder: string, checkOnly: boolean): Promise<Written> {
	const file = join(folder, name);
	const former = await readFile(file, 'utf8').catch(() => '');
	const page = await formatted(name, (await pages[name]?.(former)) ?? '');
	const isUpToDate = page === former;
	if (!isUpToDate && !checkOnly) await writeFile(file, page);
	return { name: relative(projectFolder, file), isUpToDate };
}

runProgram(async () => {
	const given = process.argv.slice(2);
	const checkOnly = given.includes('--check');
	const folder = given.find((argument) => !argument.startsWith('--')) ?? DOCS;
	let stale = 0;
	for (const page of Object.keys(pages)) {
		const { name, isUpToDate } = await write(page, folder, checkOnly);
		if (!isUpToDate) stale += 1;
		const change = checkOnly ? 'is not what it should be' : 'is written';
		say(`${name} ${isUpToDate ? 'is up to date' : change}.`);
	}
	if (!checkOnly || stale === 0) return 0;
	say('Run: npm run docs');
	return 1;
});
