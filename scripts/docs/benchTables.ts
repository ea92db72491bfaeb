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

interface Chapter {
	readonly date: string;
	readonly figures: readonly ResultFigure[];
}

/** The last figures of a benchmark, and the day on which they were measured. */
function chapterOf(benchmark: string): Chapter {
	const text = readFileSync(join(projectFolder, 'bench', 'results.json'), 'utf8');
	const chapter = (JSON.parse(text) as Record<string, Chapter | undefined>)[benchmark];
	if (chapter === undefined) throw new Error(`There are no figures of "${benchmark}".`);
	return chapter;
}

const figuresOf = (benchmark: string): readonly ResultFigure[] => chapterOf(benchmark).figures;

/** The day on which the node last began to check tasks at other times. */
const NEW_PACE = '2026-11-27';

/** When it was measured, and whether that depends on a pace that the node no longer has. */
function dateOf(benchmark: string, dependsOnPace = true): string {
	const { date } = chapterOf(benchmark);
	return dependsOnPace && date < NEW_PACE
		? `Measured on ${date}. The node has checked tasks at other times since ${NEW_PACE}, so these figures are out of date.`
		: `Measured on ${date}.`;
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
	return paragraphs([
		dateOf('moving'),
		table(
			['Workflow', 'Nodes', 'Seconds', 'Requests'],
			workflows.map((workflow) => [
				workflow,
				...MOVING.map((column) => cellOf(`${workflow}: ${column}`)),
			]),
		),
	]);
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

const DONE = /^in n8n, (\d+) items of (\d+) s: time until all are done$/;

const withUnit = (figure: number, unit = ''): string => `${figure} ${unit}`.trim();

/** Time and status requests of the node and of the loop, one row for each number and length of tasks. */
function byHand(): { readonly rows: string[][]; readonly later: number; readonly times: number } {
	const figures = figuresOf('by-hand').filter(({ baseline }) => baseline?.name === 'built by hand');
	const pairs = figures.flatMap((time) => {
		const [, items = '', seconds = ''] = DONE.exec(time.name) ?? [];
		const requests = figures.find(
			({ name }) => name === `in n8n, ${items} items of ${seconds} s: status requests per task`,
		);
		return requests === undefined || items === '' ? [] : [{ items, seconds, time, requests }];
	});
	const shown = ({ median, unit, baseline }: ResultFigure): string[] => [
		withUnit(median, unit),
		withUnit(baseline?.median ?? NaN, unit),
	];
	return {
		rows: pairs.map(({ items, seconds, time, requests }) => [
			items,
			seconds,
			...shown(time),
			...shown(requests),
		]),
		later: Math.max(...pairs.map(({ time }) => time.median - (time.baseline?.median ?? NaN))),
		times: Math.max(
			...pairs.map(({ requests }) => requests.median / (requests.baseline?.median ?? NaN)),
		),
	};
}

function byHandTable(): string {
	const { rows, later, times } = byHand();
	return paragraphs([
		`**Compared with the loop.** Both in a real n8n. The loop checks every five seconds. The node returned all results at most ${later.toFixed(1)} seconds later than the loop, and sent up to ${times.toFixed(1)} times as many status requests, which are free. ${dateOf('by-hand')}`,
		table(
			[
				'Parallel tasks',
				'Seconds of each',
				'Time, one node',
				'Time, by hand',
				'Status requests per task, one node',
				'Status requests per task, by hand',
			],
			rows,
		),
	]);
}

const PACE = /^50 tasks of (\d+) s, more or less by a fifth: (.+)$/;

/** How often a task is checked, and how late the node is, by the length of the tasks. */
function paceTable(): string {
	const figures = figuresOf('pace').map((figure) => ({ figure, parts: PACE.exec(figure.name) }));
	const seconds = [...new Set(figures.flatMap(({ parts }) => parts?.[1] ?? []))];
	const columns = [...new Set(figures.flatMap(({ parts }) => parts?.[2] ?? []))];
	return table(
		['Seconds of each', ...columns.map((name) => name.charAt(0).toUpperCase() + name.slice(1))],
		seconds.map((length) => [
			length,
			...columns.map((column) => {
				const found = figures.find(({ parts }) => parts?.[1] === length && parts[2] === column);
				return withUnit(found?.figure.median ?? NaN, found?.figure.unit);
			}),
		]),
	);
}

/** What the package promises, in figures. */
export const measuredTables = (): string =>
	paragraphs([
		`**Nothing lost.** Every third response to a create is lost, and every tenth status request fails. The bare loop sends each request once. ${dateOf('faults', false)}`,
		comparison(
			['20 items through faults', 'This package', 'Bare loop'],
			'faults',
			/^20 items through faults: (.+)$/,
		),
		byHandTable(),
		`**How often a task is checked.** 50 tasks in parallel, of lengths that differ by up to a fifth. Late is how long after its completion a task is returned, as a part of its time. ${dateOf('pace')}`,
		paceTable(),
		`**Pause Until Callback**, compared with Poll Until Finished. ${dateOf('callback')}`,
		comparison(
			['Tasks', 'What', 'Pause Until Callback', 'Poll Until Finished'],
			'callback',
			/^in n8n, (.+), Callback: (.+)$/,
		),
	]);
