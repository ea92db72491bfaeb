import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../tools/projectFolder';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

/** The reason of each package in the table of CONTRIBUTING.md; a row may name several packages. */
function reasonsIn(text: string): ReadonlyMap<string, string> {
	const [, section = ''] = text.split('\n## Development dependencies\n');
	const [table = ''] = section.split('\n## ');
	const rows = [...table.matchAll(/^\| (`[^|]+?) +\| ([^|]*?) *\|$/gm)];
	const named = rows.flatMap(([, names = '', reason = '']) =>
		[...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, reason] as const),
	);
	expect(named.map(([name]) => name)).toEqual([...new Set(named.map(([name]) => name))]);
	return new Map(named);
}

describe('the development dependencies', () => {
	const { devDependencies } = JSON.parse(read('package.json')) as {
		devDependencies: Record<string, string>;
	};
	const reasons = reasonsIn(read('CONTRIBUTING.md'));

	it('each have a reason in CONTRIBUTING.md', () => {
		const missing = Object.keys(devDependencies).filter((name) => !reasons.get(name));
		expect(missing).toEqual([]);
	});

	it('are all that the table names', () => {
		expect([...reasons.keys()].filter((name) => !(name in devDependencies))).toEqual([]);
	});

	it('have exact versions', () => {
		const ranges = Object.entries(devDependencies).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(ranges).toEqual([]);
	});

	it('are read from a table with one or more packages in a row', () => {
		const text =
			'\n## Development dependencies\n\n| `a`, `b/c` | Both |\n| `d` | |\n\n## Next\n\n| `e` | X |\n';
		expect([...reasonsIn(text)]).toEqual([
			['a', 'Both'],
			['b/c', 'Both'],
			['d', ''],
		]);
	});
});
