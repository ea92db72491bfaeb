import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectFolder } from '../../tools/projectFolder';
import { paragraphs, table } from '../../tools/markdown';

interface ResultFigure {
	readonly name: string;
	readonly unit?: string;
	readonly median: number;
	readonly baseline?: { readonly name: string; readonly median: number };
}

/** The last figures of a benchmark. */
function figuresOf(benchmark: string): readonly ResultFigure[] {
	const text = readFileSync(join(projectFolder, 'bench', 'results.json'), 'utf8');
	const results = JSON.parse(text) as Record<string, { figures: readonly ResultFigure[] }>;
	return results[benchmark]?.figures ?? [];
}

const MOVING = ['nodes', 'seconds', 'requests'];

/** One row for each workflow, in each cell what it was before and what it is after the conversion. */
export function movingTable(): string {
	const figures = figuresOf('moving');
	const cellOf = (name: string): string => {
		const figure = figures.find((one) => one.name === name);
		if (figure?.baseline === undefined) throw new Error(`There is no figure "${name}".`);
		return `${figure.baseline.median} → ${figure.median}`;
	};
	const workflows = figures.flatMap(({ name }) => /^(.+): nodes$/.exec(name)?.[1] ?? []);
	return table(
		['Workflow', 'Nodes', 'Seconds', 'Requests'],
		workflows.map((workflow) => [
			workflow,
			...MOVING.map((column) => cellOf(`${workflow}: ${column}`)),
		]),
	);
}

/** A row for each figure of such a name: the parts of the name, the figure, and what it is compared with. */
function comparison(head: readonly string[], benchmark: string, pattern: RegExp): string {
	const rows = figuresOf(benchmark).flatMap(({ name, unit = '', median, baseline }) => {
		const parts = pattern.exec(name)?.slice(1);
		if (parts === undefined || baseline?.name === 'ideal') return [];
		const other = baseline === undefined ? '' : `${baseline.median} ${unit}`;
		return [[...parts, `${median} ${unit}`, other]];
	});
	return table(head, rows);
}

/** What the package promises, in figures. */
export const measuredTables = (): string =>
	paragraphs([
		'**Nothing lost.** Every third response to a create is lost, and every tenth status request fails. The bare loop sends each request once.',
		comparison(
			['20 items through faults', 'This package', 'Bare loop'],
			'faults',
			/^20 items through faults: (.+)$/,
		),
		'**No idle waiting.** How long it takes in a real n8n until all results have been returned:',
		comparison(
			['Parallel tasks', 'Seconds of each', 'One node', 'Built by hand'],
			'by-hand',
			/^in n8n, (\d+) items of (\d+) s: makespan$/,
		),
		'**Few requests.** What Pause Until Callback saves over Poll Until Finished:',
		comparison(
			['Tasks', 'What', 'Pause Until Callback', 'Poll Until Finished'],
			'callback',
			/^in n8n, (.+), Callback: (.+)$/,
		),
	]);
