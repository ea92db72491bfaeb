/** `npm run catalog:drift -- list.json`: what a list of PiAPI's task types says otherwise than the catalog. */
import { readFile } from 'node:fs/promises';

import { families } from '../nodes/catalog';
import { reasonFor } from './drift/accepted';
import { compare, type Drift } from './drift/compare';
import { readList } from './drift/list';
import { runProgram, say } from './program';

const BAD_INPUT = 2;

const complain = (text: string): number => {
	process.stderr.write(`${text}\n`);
	return BAD_INPUT;
};

const section = (title: string, lines: readonly string[]): string[] =>
	lines.length === 0
		? []
		: [`${title} (${lines.length}):`, ...lines.map((line) => `  ${line}`), ''];

const report = ({ unknown, inputs, unlisted, accepted }: Drift): string[] => [
	...section('New task types, not in the catalog', unknown),
	...section('Inputs that differ', inputs),
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

runProgram(async () => {
	const given = process.argv.slice(2);
	const file = given.find((argument) => !argument.startsWith('--'));
	if (file === undefined) return complain('Name a file: npm run catalog:drift -- list.json');
	const list = readList(await parsed(file));
	if (list === undefined) {
		return complain(
			`${file} is no list of task types: it must be JSON with "entries" of { model, taskType, params: [{ name, type }] }.`,
		);
	}
	const drift = compare(families, list, reasonFor);
	if (given.includes('--json')) say(JSON.stringify(drift, null, 2));
	else report(drift).forEach(say);
	const differs = drift.unknown.length + drift.inputs.length > 0;
	if (!given.includes('--json')) {
		say(
			differs
				? 'The catalog has drifted: see docs/adding-a-model.md.'
				: 'The catalog is up to date.',
		);
	}
	return differs ? 1 : 0;
});
