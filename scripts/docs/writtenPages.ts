import { join } from 'node:path';

import { families } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import { familyFacts } from '../../tools/facts/facts';
import { LEFT_OUT, NO_TASKS } from '../../tools/facts/leftOut';
import { adviceTables } from './adviceTables';
import { measuredTables, movingTable } from './benchTables';
import { coveragePage } from './coveragePage';
import { anyModelPage, familyPage } from './familyPages';
import { OPERATIONS, pageOf } from './headings';
import { inferredTable } from './inferredTable';
import { modelsPage } from './modelsPage';
import { operationsPage } from './operationsPage';
import { pricesPage } from './pricesPage';
import { OTHERS_PAGE, othersPage, resourceLines } from './resourceTables';
import { taskOptionsPage } from './taskOptionsPage';

/** A page from what it was before: what people wrote in it stays. */
type Writing = (former: string) => string;

const MARKS = ['<!-- written by npm run docs -->', '<!-- end -->'] as const;

/** The page with this text between its marks. */
function betweenMarks(page: string, text: string): string {
	const [from = -1, to = -1] = MARKS.map((mark) => page.indexOf(mark));
	if (from < 0 || to < from)
		throw new Error(`The page needs the lines "${MARKS.join('" and "')}".`);
	return `${page.slice(0, from)}${MARKS[0]}\n\n${text}\n\n${page.slice(to)}`;
}

const pages: Readonly<Record<string, Writing>> = {
	'operations.md': () => operationsPage([...anyModelFamilies, ...families]),
	...Object.fromEntries([
		...anyModelFamilies.map((family) => [pageOf(family), () => anyModelPage(family)]),
		...families.map((family) => [pageOf(family), () => familyPage(family)]),
	]),
	[OTHERS_PAGE]: othersPage,
	[`${OPERATIONS}/task-options.md`]: taskOptionsPage,
	'models.md': () => modelsPage(anyModelFamilies, families),
	'prices.md': () => pricesPage([...families, ...openAiFamilies]),
	'coverage.md': () =>
		coveragePage({ families, familyFacts, leftOut: LEFT_OUT, noTasks: NO_TASKS }),
	'check-live.md': (former) => betweenMarks(former, inferredTable()),
	'troubleshooting.md': (former) => betweenMarks(former, adviceTables()),
	'moving.md': (former) => betweenMarks(former, movingTable()),
	'measured.md': (former) => betweenMarks(former, measuredTables()),
};

/** What is written from data, by its path from the project's folder. */
export const writtenPages: Readonly<Record<string, Writing>> = {
	'README.md': (former) =>
		betweenMarks(former, resourceLines([...anyModelFamilies, ...families, ...openAiFamilies])),
	...Object.fromEntries(
		Object.entries(pages).map(([page, writing]) => [join('docs', page), writing]),
	),
};

/** Holds nothing but written pages, so any other file there is one of a resource that is gone. */
export const WRITTEN_FOLDER = join('docs', OPERATIONS);
