import { readFile } from 'node:fs/promises';

import { families } from '../../nodes/catalog';
import { reasonFor } from './accepted';
import { compare, type Drift } from './compare';
import { dayOf, isEmptyList, readList } from './list';
import { ageOfList, listInWords } from './listDate';
import { comparePrices, pricesOfFacts } from './prices';

interface DriftReport {
	readonly code: number;
	readonly output: readonly string[];
	readonly errors: readonly string[];
}

const BAD_INPUT = 2;

const complain = (text: string): DriftReport => ({ code: BAD_INPUT, output: [], errors: [text] });

const section = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0
		? []
		: [`${title} (${lines.length}):`, ...lines.map((line) => `  ${line}`), ''];

const report = (
	{ unknown, inputs, unlisted, accepted }: Drift,
	prices: readonly string[],
): string[] => [
	...section('New task types, not in the catalog', unknown),
	...section('Inputs that differ', inputs),
	...section('Prices that differ', prices),
	...section('Task types of the catalog that the list does not name', unlisted),
	...section('Differences that are accepted', accepted),
];

async function parsed(file: string): Promise<unknown> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as unknown;
	} catch {
		return undefined;
	}
}

const DATE = '--date=';

/** What the command prints for its arguments, and its exit code. */
export async function driftReport(given: readonly string[]): Promise<DriftReport> {
	const file = given.find((argument) => !argument.startsWith('--'));
	if (file === undefined) return complain('Name a file: npm run catalog:drift -- list.json');
	const dateGiven = given.find((argument) => argument.startsWith(DATE))?.slice(DATE.length);
	if (dateGiven !== undefined && dayOf(dateGiven) === undefined) {
		return complain('--date takes a day, e.g. --date=2026-07-24.');
	}
	const content = await parsed(file);
	if (isEmptyList(content)) {
		return complain(`${file} has the right form, but no entries: nothing was compared.`);
	}
	const list = readList(content);
	if (list === undefined) {
		return complain(
			`${file} is not a list of task types: it must be JSON with "entries" of { model, taskType, params: [{ name, type }] }.`,
		);
	}
	const drift = compare(families, list, reasonFor);
	const prices = comparePrices(list, pricesOfFacts);
	const age = await ageOfList(file, content, dateGiven, Date.now());
	const differs = drift.unknown.length + drift.inputs.length + prices.length > 0;
	const code = differs ? 1 : 0;
	if (given.includes('--json')) {
		const text = JSON.stringify({ ...drift, prices, list: age }, null, 2);
		return { code, output: [text], errors: [] };
	}
	const output = [
		...report(drift, prices),
		differs
			? `The catalog differs from ${listInWords(age)}. See docs/adding-a-model.md.`
			: `The catalog is up to date with ${listInWords(age)}.`,
		'What PiAPI added later is not in the list, and required fields, limits and results are not compared.',
	];
	return { code, output, errors: [] };
}
