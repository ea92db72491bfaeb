import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { changedFiles } from '../../scripts/changed/changedFiles';
import { filesForJest, READERS } from '../../scripts/changed/testsOfChange';

const project = join(__dirname, '..', '..');

describe('the files that differ from main', () => {
	let folder: string;

	const git = async (...given: string[]): Promise<void> => {
		const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
		await promisify(execFile)('git', [...who, ...given], { cwd: folder });
	};
	const write = async (name: string, text: string): Promise<void> =>
		await writeFile(join(folder, name), text);
	const commit = async (): Promise<void> => {
		await git('add', '--all');
		await git('commit', '--quiet', '--message', 'A change');
	};

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'piapi-changed-'));
		await git('init', '--quiet', '--initial-branch', 'main');
		for (const name of ['kept', 'committed', 'staged', 'modified', 'removed']) {
			await write(name, 'before');
		}
		await write('.gitignore', 'ignored');
		await commit();
	});

	afterEach(async () => await rm(folder, { recursive: true }));

	it('are none right after a clone', async () => {
		expect(await changedFiles(folder)).toEqual([]);
	});

	it('are those of the branch and of the working tree, not those of main', async () => {
		await git('checkout', '--quiet', '-b', 'branch');
		await write('committed', 'after');
		await commit();
		await git('checkout', '--quiet', 'main');
		await write('kept', 'after');
		await commit();
		await git('checkout', '--quiet', 'branch');
		await write('staged', 'after');
		await git('add', 'staged');
		await write('modified', 'after');
		await rm(join(folder, 'removed'));
		await write('née', 'new');
		await write('ignored', 'new');
		expect(await changedFiles(folder)).toEqual([
			'committed',
			'modified',
			'née',
			'removed',
			'staged',
		]);
	});

	it('are not known where there is no main', async () => {
		await git('branch', '--quiet', '--move', 'trunk');
		await expect(changedFiles(folder)).rejects.toThrow('does not know the branch main');
	});
});

describe('the files for Jest', () => {
	const all = ['test', 'tools'].flatMap((name) =>
		readdirSync(join(project, name), { recursive: true, encoding: 'utf8' }).map(
			(path) => `${name}/${path}`,
		),
	);
	const words = 'test/words/words.test.ts';

	it.each(READERS)('%s has readers', (_, readers) => {
		expect(all.filter((path) => readers.test(path))).not.toEqual([]);
	});

	it.each([
		['test/unit/wait.test.ts', ['test/unit/wait.test.ts', words]],
		['tools/facts/kling.json', [words, 'tools/facts/facts.ts', 'tools/facts/kling.json']],
		['test/unit/gone.test.ts', [words]],
	])('of %s are itself, where it exists, and what reads it', (changed, files) => {
		expect(filesForJest([changed], all)).toEqual(files);
	});

	it.each([
		['nodes/task/wait.ts', 'tools/engine/clock.ts'],
		['docs/waiting.md', 'test/release/documents.test.ts'],
		['README.md', 'test/catalog/writtenPages.test.ts'],
	])('of %s include %s', (changed, reader) => {
		expect(filesForJest([changed], all)).toContain(reader);
	});

	it.each(['package.json', 'test/runner/runtime.js'])('of %s are all', (changed) => {
		expect(filesForJest(['test/unit/wait.test.ts', changed], all)).toBeUndefined();
	});
});
