import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, cp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { projectFolder } from '../../tools/projectFolder';
import { writeTree } from './temporaryTree';

interface Step {
	output: string;
	status?: number;
}

interface Ending {
	status: number;
	lines: string[];
}

const summary = (counts: string): string =>
	`Test Suites: 1 passed, 1 total\nTests:       ${counts}\nSnapshots:   0 total`;

const script = ({ output, status = 0 }: Step): string =>
	`cat <<'END'\n${output}\nEND\nexit ${status}`;

const ciRun = join(projectFolder, '.ci/run');

/** What it runs, one group after the other. */
const all = [...readFileSync(ciRun, 'utf8').matchAll(/^\w+=\((test.*)\)$/gm)].flatMap(
	([, scripts = '']) => scripts.split(' '),
);

/**
 * Runs `.ci/run` in a folder of its own, with an `npm` that prints what it is told for two scripts. Every other script
 * passes one test.
 */
const runWith = async (first: Step, second: Step, ...named: readonly string[]): Promise<Ending> => {
	const [one = '', other = ''] = named.length > 0 ? named : ['test', 'test:queue'];
	const tree = await writeTree({
		'bin/npm': [
			'#!/bin/sh',
			'case $2 in',
			...[`${one})\n${script(first)}\n;;`, `${other})\n${script(second)}\n;;`],
			'esac',
			script({ output: summary('1 passed, 1 total') }),
			'',
		].join('\n'),
	});
	try {
		await chmod(join(tree.folder, 'bin/npm'), 0o755);
		await cp(ciRun, join(tree.folder, '.ci/run'));
		return await new Promise((resolve) => {
			execFile(
				'bash',
				[join(tree.folder, '.ci/run'), ...named],
				{
					env: {
						...process.env,
						PATH: `${join(tree.folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
					},
				},
				(error, stdout) =>
					resolve({
						status: typeof error?.code === 'number' ? error.code : 0,
						lines: stdout.trimEnd().split('\n'),
					}),
			);
		});
	} finally {
		await tree.remove();
	}
};

const lastLine = ({ lines }: Ending): string | undefined => lines.at(-1);

const total = (passed: number, failed: number): string =>
	`${passed + all.length - 2} passed, ${failed} failed`;

describe('.ci/run', () => {
	it('runs every npm script that tests', () => {
		const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
			scripts: Readonly<Record<string, string>>;
		};
		const elsewhere = ['test:changed', 'test:mutation'];
		const testing = Object.keys(scripts).filter((name) => /^test|:check$/.test(name));
		expect([...all].sort()).toEqual(testing.filter((name) => !elsewhere.includes(name)).sort());
	});

	it('adds up the tests of all steps and shows their output', async () => {
		const ending = await runWith(
			{
				output: `first\n${summary('30 passed, 30 total')}\n${summary('2 skipped, 5 passed, 7 total')}`,
			},
			{ output: `second\n${summary('\u001b[32m4 passed\u001b[39m, 4 total')}` },
		);
		expect(lastLine(ending)).toBe(total(39, 0));
		expect(ending.status).toBe(0);
		expect(ending.lines).toEqual(expect.arrayContaining(['first', 'second']));
	});

	it('fails with the tests that failed, and still runs the next step', async () => {
		const ending = await runWith(
			{ output: summary('2 failed, 30 passed, 32 total'), status: 1 },
			{ output: summary('1 failed, 4 passed, 5 total'), status: 1 },
		);
		expect(lastLine(ending)).toBe(total(34, 3));
		expect(ending.status).toBe(1);
	});

	it('names at the end, once, each test that failed and why', async () => {
		const failed = '  \u001b[1m● group › fails\u001b[22m\n\n    Expected: 1\n    Received: 2';
		const ending = await runWith(
			{
				output: [
					'PASS test/good.test.ts\n  ● Console\n\n    noise',
					`FAIL test/bad.test.ts\n${failed}`,
					'PASS test/other.test.ts',
					`Summary of all failing tests\nFAIL test/bad.test.ts\n${failed}\n`,
					summary('1 failed, 30 passed, 31 total'),
				].join('\n'),
				status: 1,
			},
			{ output: summary('4 passed, 4 total') },
		);
		const closing = ending.lines.slice(ending.lines.findIndex((line) => /^What failed/.test(line)));
		expect(
			closing.slice(1, -1).filter((line) => line.trim() !== '' && !/^test: *$/.test(line)),
		).toEqual([
			'test: FAIL test/bad.test.ts',
			'test:   ● group › fails',
			'test:     Expected: 1',
			'test:     Received: 2',
		]);
	});

	it('counts a step that ends badly before its tests, such as lint, as a failure', async () => {
		const ending = await runWith(
			{ output: 'lint: 1 problem', status: 2 },
			{ output: summary('4 passed, 4 total') },
		);
		expect(lastLine(ending)).toBe(total(4, 1));
		expect(ending.status).toBe(1);
		expect(ending.lines.at(-3)).toBe('test: lint: 1 problem');
	});

	it('fails when a step runs no test', async () => {
		const ending = await runWith(
			{ output: summary('30 passed, 30 total') },
			{ output: 'nothing to do' },
		);
		expect(lastLine(ending)).toBe(total(30, 1));
		expect(ending.status).toBe(1);
	});

	it('runs only the scripts that are named', async () => {
		const ending = await runWith(
			{ output: summary('30 passed, 30 total') },
			{ output: summary('4 passed, 4 total') },
			'test:n8n',
			'test:queue',
		);
		expect(lastLine(ending)).toBe('34 passed, 0 failed');
		expect(ending.lines.filter((line) => /^> npm run [\w:]+$/.test(line))).toEqual([
			'> npm run test:n8n',
			'> npm run test:queue',
		]);
	});
});
