import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { measuredTables } from '../../scripts/docs/benchTables';
import { projectFolder } from '../../tools/projectFolder';

interface Chapter {
	readonly date: string;
	readonly figures: ReadonlyArray<{
		readonly name: string;
		readonly median: number;
		readonly baseline?: { readonly name: string; readonly median: number };
	}>;
}

const results = JSON.parse(
	readFileSync(join(projectFolder, 'bench', 'results.json'), 'utf8'),
) as Readonly<Record<'by-hand' | 'callback' | 'faults' | 'pace', Chapter>>;

const page = measuredTables();

/** The rows of the table after a heading, with the text before it. */
const partOf = (heading: string): string =>
	page.split(/(?=\*\*[A-Z][^*]+\*\*)/).find((part) => part.startsWith(`**${heading}`)) ?? '';

describe('docs/measured.md', () => {
	it.each([
		['Nothing lost', results.faults.date],
		['Compared with the loop', results['by-hand'].date],
		['How often a task is checked', results.pace.date],
		['Pause Until Callback', results.callback.date],
	])('says when it was measured: %s', (heading, date) => {
		expect(partOf(heading)).toContain(`Measured on ${date}.`);
	});

	it('says that figures of another pace are out of date, and only those', () => {
		const isOld = (heading: string): boolean => /out of date/.test(partOf(heading));
		expect(isOld('Compared with the loop')).toBe(results['by-hand'].date < '2026-11-27');
		expect(isOld('Nothing lost')).toBe(false);
	});

	it('has the requests of both beside their times', () => {
		const rows = partOf('Compared with the loop')
			.split('\n')
			.map((line) => line.split('|').map((cell) => cell.trim()));
		const figures = results['by-hand'].figures.filter(
			({ baseline }) => baseline?.name === 'built by hand',
		);
		expect(figures.length).toBeGreaterThan(10);
		const missing = figures.filter(({ name, median, baseline }) => {
			const [, items = '', seconds = ''] = /(\d+) items of (\d+) s/.exec(name) ?? [];
			const row = rows.find((cells) => cells[1] === items && cells[2] === seconds) ?? [];
			const shown = /requests/.test(name)
				? [row[5], row[6]]
				: [row[3]?.replace(' s', ''), row[4]?.replace(' s', '')];
			return String(shown) !== `${median},${baseline?.median}`;
		});
		expect(missing).toEqual([]);
	});
});
