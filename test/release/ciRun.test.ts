import { execFile } from 'node:child_process';
import { chmod, cp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { projectFolder } from './packedPackage';
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

/** Runs `.ci/run` in a folder of its own, with an `npm` that prints what it is told. */
const runWith = async (test: Step, testN8n: Step): Promise<Ending> => {
	const tree = await writeTree({
		'bin/npm': `#!/bin/sh\nif [ "$1" = test ]; then\n${script(test)}\nfi\n${script(testN8n)}\n`,
	});
	try {
		await chmod(join(tree.folder, 'bin/npm'), 0o755);
		await cp(join(projectFolder, '.ci/run'), join(tree.folder, '.ci/run'));
		return await new Promise((resolve) => {
			execFile(
				'bash',
				[join(tree.folder, '.ci/run')],
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

describe('.ci/run', () => {
	it('adds up the tests of both steps and shows their output', async () => {
		const ending = await runWith(
			{
				output: `first\n${summary('30 passed, 30 total')}\n${summary('2 skipped, 5 passed, 7 total')}`,
			},
			{ output: `second\n${summary('\u001b[32m4 passed\u001b[39m, 4 total')}` },
		);
		expect(lastLine(ending)).toBe('39 passed, 0 failed');
		expect(ending.status).toBe(0);
		expect(ending.lines).toEqual(expect.arrayContaining(['first', 'second']));
	});

	it('fails with the tests that failed, and runs the second step all the same', async () => {
		const ending = await runWith(
			{ output: summary('2 failed, 30 passed, 32 total'), status: 1 },
			{ output: summary('1 failed, 4 passed, 5 total'), status: 1 },
		);
		expect(lastLine(ending)).toBe('34 passed, 3 failed');
		expect(ending.status).toBe(1);
	});

	it('counts a step that ends badly before its tests, such as lint, as a failure', async () => {
		const ending = await runWith(
			{ output: 'lint: 1 problem', status: 2 },
			{ output: summary('4 passed, 4 total') },
		);
		expect(lastLine(ending)).toBe('4 passed, 1 failed');
		expect(ending.status).toBe(1);
	});

	it('fails when a step runs no test', async () => {
		const ending = await runWith(
			{ output: summary('30 passed, 30 total') },
			{ output: 'nothing to do' },
		);
		expect(lastLine(ending)).toBe('30 passed, 1 failed');
		expect(ending.status).toBe(1);
	});
});
