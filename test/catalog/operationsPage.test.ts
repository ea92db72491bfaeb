import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { families } from '../../nodes/catalog';

const project = join(__dirname, '..', '..');
const page = join(project, 'docs', 'operations.md');
const script = join(project, 'scripts', 'write-operations-page.ts');
const tsx = require.resolve('tsx/cli');

interface Run {
	readonly code: number;
	readonly output: string;
}

const write = async (...given: string[]): Promise<Run> =>
	await new Promise((resolve) => {
		execFile(process.execPath, [tsx, script, ...given], { cwd: project }, (error, output, errors) =>
			resolve({ code: error === null ? 0 : Number(error.code), output: output + errors }),
		);
	});

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'operations-page-'));
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe('docs/operations.md', () => {
	it('is what the catalog says', async () => {
		expect(await write('--check')).toEqual({
			code: 0,
			output: `${join('docs', 'operations.md')} is up to date.\n`,
		});
	});

	it('is written as it stands', async () => {
		const copy = join(folder, 'written.md');
		expect((await write(copy)).code).toBe(0);
		expect(await readFile(copy, 'utf8')).toBe(await readFile(page, 'utf8'));
	});

	it('is found out when somebody changes it', async () => {
		const copy = join(folder, 'changed.md');
		await copyFile(page, copy);
		expect((await write('--check', copy)).code).toBe(0);
		await writeFile(copy, `${await readFile(page, 'utf8')}\nOne line more.\n`);
		const { code, output } = await write('--check', copy);
		expect(code).toBe(1);
		expect(output).toContain('npm run docs');
		expect(await readFile(copy, 'utf8')).toContain('One line more.');
	});

	it('is found out when it is not there', async () => {
		expect((await write('--check', join(folder, 'missing.md'))).code).toBe(1);
	});

	it('has a section for every operation, to which its family leads', async () => {
		const text = await readFile(page, 'utf8');
		for (const { name, operations } of families) {
			for (const operation of operations) {
				expect(text).toContain(`\n### ${name}: ${operation.name}\n`);
				const anchor = `${name} ${operation.name}`
					.toLowerCase()
					.replace(/[^a-z0-9 _-]/g, '')
					.replaceAll(' ', '-');
				expect(text).toContain(`[${operation.name}](#${anchor})`);
			}
		}
	});
});
