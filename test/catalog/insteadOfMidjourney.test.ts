import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { families } from '../../nodes/catalog';
import { gptImage } from '../../nodes/catalog/openAi';
import type { Operation } from '../../nodes/catalog/vocabulary';

const page = readFileSync(join(__dirname, '../../docs/instead-of-midjourney.md'), 'utf8');

const PLAN = "PiAPI's Creator plan";

/** By the name that the page gives it. */
const offered = new Map<string, Operation>(
	[...families, gptImage].flatMap(({ name, operations }) =>
		operations.map((operation) => [`${name} > ${operation.name}`, operation]),
	),
);

const namesIn = (text: string, mark: RegExp): string[] =>
	[...text.matchAll(mark)].map(([, name = '']) => name);
const operationsIn = (text: string): string[] => namesIn(text, /\*\*([^*]+ > [^*]+)\*\*/g);
/** Fields, and operations by their name alone. */
const marked = (text: string): string[] => namesIn(text, /_([^_]+)_/g);

interface Row {
	readonly midjourney: string;
	readonly cells: string;
	readonly operations: readonly Operation[];
}

const rows: readonly Row[] = page
	.split('\n')
	.filter((line) => line.startsWith('| '))
	.slice(1)
	.filter((line) => !line.startsWith('| -'))
	.map((line) => {
		const [, midjourney = '', ...rest] = line.split('|').map((cell) => cell.trim());
		const cells = rest.join(' ');
		return {
			midjourney,
			cells,
			operations: operationsIn(cells).flatMap((name) => offered.get(name) ?? []),
		};
	});

describe('the page Instead of Midjourney', () => {
	it('has a row for every operation of Midjourney', () => {
		const midjourney = families.find(({ value }) => value === 'midjourney');
		expect(rows.map((row) => row.midjourney).sort()).toEqual(
			midjourney?.operations.map(({ name }) => name).sort(),
		);
	});

	it('names operations that exist, and none that PiAPI has discontinued', () => {
		const names = operationsIn(page);
		expect(names.length).toBeGreaterThan(rows.length);
		expect(names.filter((name) => !offered.has(name))).toEqual([]);
		const ended = families.filter(({ availabilityNote }) => availabilityNote !== undefined);
		const offeredBy = names.map((name) => name.split(' > ')[0]);
		expect(ended.filter(({ name }) => offeredBy.includes(name))).toEqual([]);
	});

	it.each(rows.map((row) => [row.midjourney, row] as const))(
		'names fields that the operations for %s have',
		(_, { cells, operations }) => {
			const known = operations.flatMap(({ name, fields }) => [
				name,
				...fields.map(({ label }) => label),
			]);
			expect(marked(cells).filter((name) => !known.includes(name))).toEqual([]);
		},
	);

	it.each(rows.map((row) => [row.midjourney, row] as const))(
		'says which operations for %s require a plan',
		(_, { cells, operations }) => {
			const sentence = cells.split('. ').find((part) => part.includes(PLAN)) ?? '';
			const requiring = operations.filter(({ notice }) => notice?.includes(PLAN));
			expect(marked(sentence).sort()).toEqual(requiring.map(({ name }) => name).sort());
		},
	);

	it('names a model that Flux has', () => {
		const labels = offered.get('Flux > Generate Image')?.variants?.map(({ label }) => label);
		expect(labels).toContain('Flux Schnell');
	});
});
