import { join, relative } from 'node:path';
import type { N8nClient } from '../../tools/n8n/client';
import type { Execution, Item } from '../../tools/n8n/execution';
import { projectFolder } from '../../tools/projectFolder';
import { isOurs, type Workflow } from '../../tools/n8n/workflow';
import { saveFiles } from './downloads';
import { formatTable } from './table';

export interface ResultRow {
	readonly step: string;
	readonly status: string;
	readonly taskId: string;
	readonly link: string;
	/** Paths of the downloaded files. */
	readonly files: readonly string[];
}

export interface Outcome {
	readonly rows: readonly ResultRow[];
	/** What keeps it from counting as a success; empty when it is one. */
	readonly shortcomings: readonly string[];
}

const textOf = (item: Item, field: string): string => {
	const value = item.json[field];
	return typeof value === 'string' ? value : '';
};

const fileName = (step: string, index: number): string =>
	`${step.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${index + 1}`;

const stepsOf = (workflow: Workflow): readonly string[] =>
	workflow.nodes.filter(isOurs).map(({ name }) => name);

/** Download Files is on unless an example turns it off. */
const downloads = ({ nodes }: Workflow): boolean =>
	nodes.filter(isOurs).some(({ parameters }) => parameters.downloadFiles !== false);

/** The items of the package's nodes in the workflow's order, their files saved in the folder. */
export async function collectRows(
	workflow: Workflow,
	execution: Execution,
	client: N8nClient,
	folder: string,
): Promise<readonly ResultRow[]> {
	const rows: ResultRow[] = [];
	for (const step of stepsOf(workflow)) {
		for (const [index, item] of execution.items(step).entries()) {
			rows.push({
				step,
				status: textOf(item, 'status') || textOf(item, 'error'),
				taskId: textOf(item, 'taskId'),
				link: textOf(item, 'url'),
				files: await saveFiles(client, item, folder, fileName(step, index)),
			});
		}
	}
	return rows;
}

/** What keeps the run from counting as a success; empty when it is one. */
export function shortcomings(
	workflow: Workflow,
	execution: Execution,
	rows: readonly ResultRow[],
): readonly string[] {
	const found = [
		execution.failure,
		...stepsOf(workflow).map((name) =>
			rows.some(({ step }) => step === name) ? undefined : `"${name}" returned no item.`,
		),
		...rows.map((row) =>
			row.status === 'completed' && row.taskId !== '' && row.link !== ''
				? undefined
				: `"${row.step}" returned an item without a finished task and a link (${row.status}).`,
		),
		downloads(workflow) && rows.every(({ files }) => files.length === 0)
			? 'No file was downloaded.'
			: undefined,
	];
	return found.filter((text) => text !== undefined);
}

/** The first one; a row for each would hide the rest of the table. */
function shown([first, ...more]: readonly string[]): string {
	if (first === undefined) return '-';
	const path = relative(projectFolder, first);
	return more.length === 0 ? path : `${path} and ${more.length} more`;
}

export const rowsAsTable = (rows: readonly ResultRow[]): string =>
	formatTable(
		['Step', 'Status', 'Task', 'File', 'Link'],
		rows.map(({ step, status, taskId, link, files }) => [step, status, taskId, shown(files), link]),
	);

/** Where the files of a run go: one folder a run, by its time. */
export const outputFolder = (now: Date): string =>
	join(projectFolder, 'output', now.toISOString().slice(0, 19).replace(/:/g, '-'));
