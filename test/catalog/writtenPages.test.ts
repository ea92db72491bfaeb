import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { families } from '../../nodes/catalog';
import { coveragePage } from '../../scripts/docs/coveragePage';
import { addressOf, pageOf } from '../../scripts/docs/headings';
import { WRITTEN_FOLDER, writtenPages } from '../../scripts/docs/writtenPages';
import { creating, factNames, familyFacts } from '../../tools/facts/facts';
import { LEFT_OUT, NO_TASKS } from '../../tools/facts/leftOut';

const project = join(__dirname, '..', '..');
const script = join(project, 'scripts', 'write-pages.ts');
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

const PAGES = Object.keys(writtenPages);

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pages-'));
});

beforeEach(async () => {
	await rm(join(folder, WRITTEN_FOLDER), { recursive: true, force: true });
	for (const page of PAGES) {
		await mkdir(dirname(join(folder, page)), { recursive: true });
		await cp(join(project, page), join(folder, page)).catch(() => {
			throw new Error(`${page} is missing: run npm run docs`);
		});
	}
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

const read = async (page: string): Promise<string> => await readFile(join(folder, page), 'utf8');

describe('the pages that are written from data', () => {
	it('are up to date', async () => {
		expect(await write('--check')).toEqual({
			code: 0,
			output: `${PAGES.length} pages, 0 of them changed.\n`,
		});
	});

	it('are found out when somebody changes, removes or adds one, and mended', async () => {
		const changes = [
			['README.md', 'FramePack', 'Another'],
			['docs/operations.md', 'Generate Video', 'Something'],
			['docs/operations/kling.md', 'Model', 'Something'],
			['docs/operations/other-resources.md', 'Cancel', 'Continue'],
			['docs/operations/task-options.md', 'Dry Run', 'Wet Run'],
			['docs/prices.md', 'Not known', 'Free'],
			['docs/coverage.md', 'Left out', 'Offered'],
			['docs/check-live.md', 'price: not known', 'price: known'],
			['docs/troubleshooting.md', 'Top up', 'Empty'],
			['docs/moving.md', ' → ', ' to '],
			['docs/measured.md', 'Nothing lost', 'Little lost'],
		] as const;
		for (const [page, text, other] of changes) {
			await writeFile(join(folder, page), (await read(page)).replaceAll(text, other));
		}
		const missing = join('docs', 'models.md');
		await rm(join(folder, missing));
		const gone = join(WRITTEN_FOLDER, 'gone.md');
		await writeFile(join(folder, gone), '# Gone\n');

		const { code, output } = await write('--check', folder);
		expect(code).toBe(1);
		expect(output.split('\n').sort()).toEqual(
			[
				...[...changes.map(([page]) => page), missing].map(
					(page) => `${page} is not what it should be.`,
				),
				`${gone} belongs to no resource.`,
				`${PAGES.length} pages, ${changes.length + 2} of them changed.`,
				'Run: npm run docs',
				'',
			].sort(),
		);
		for (const [page, , other] of changes) expect(await read(page)).toContain(other);

		expect((await write(folder)).code).toBe(0);
		for (const page of PAGES) {
			expect(await read(page)).toBe(await readFile(join(project, page), 'utf8'));
		}
		await expect(read(gone)).rejects.toThrow('ENOENT');
	});
});

describe('the page of a family', () => {
	it.each(families.map((family) => [family.name, family] as const))(
		'%s has a section for every operation, to which both lists lead',
		async (_, family) => {
			const text = await read(join('docs', pageOf(family)));
			const all = await read(join('docs', 'operations.md'));
			for (const operation of family.operations) {
				const address = addressOf(family, operation);
				expect(text).toContain(`\n## ${operation.name}\n`);
				expect(text).toContain(`[${operation.name}](#${address.split('#')[1]})`);
				expect(all).toContain(`[${operation.name}](${address})`);
			}
		},
	);
});

const STATES: Readonly<Record<string, string>> = {
	live: 'Available when last checked',
	unknown: 'May be unavailable',
	discontinued: 'Discontinued',
};

describe('docs/coverage.md', () => {
	/** Task type, and where it is offered, of each row. */
	const rowsOf = (text: string): Array<readonly [taskType: string, offered: string]> =>
		text
			.split('\n')
			.map((line) => line.split(' | ').map((cell) => cell.trim()))
			.filter(([, taskType = '']) => /^`.*`$/.test(taskType))
			.map(([, taskType = '', offered = '']) => [taskType.slice(1, -1), offered]);

	it('has a row for every task type of the facts', async () => {
		const known = factNames
			.flatMap((name) => creating(familyFacts(name)))
			.flatMap(({ taskTypes }) => taskTypes);
		const told = rowsOf(await read(join('docs', 'coverage.md'))).map(([taskType]) => taskType);
		expect(new Set(told)).toEqual(new Set(known));
	});

	it('says why what is left out is left out, and leads to every operation', async () => {
		const text = await read(join('docs', 'coverage.md'));
		const reasons = rowsOf(text).filter(([, offered]) => offered.startsWith('Left out. '));
		expect(reasons).toHaveLength(Object.keys(LEFT_OUT).length);
		for (const family of families) {
			for (const operation of family.operations) {
				expect(text).toContain(`[${operation.name}](${addressOf(family, operation)})`);
			}
		}
	});

	it('tells of every family when its availability was seen, and of parts of it why and where', async () => {
		const text = await read(join('docs', 'coverage.md'));
		const sections = text.split(/\n(?=## )/);
		for (const { name, value } of families) {
			const { availability, availabilityDate, availabilityOf = [] } = familyFacts(value);
			const section = sections.find((one) => one.startsWith(`## ${name}\n`)) ?? '';
			expect(section).toContain(STATES[availability]);
			expect(section).toContain(`(${availabilityDate})`);
			for (const { what, note, date, source } of availabilityOf) {
				const isAbout = (line: string): boolean => line.split('|')[1]?.trim() === what;
				const row = section.split('\n').find(isAbout) ?? '';
				for (const told of [note, date, source]) expect(row).toContain(told);
			}
		}
	});

	it('cannot be written while a task type is neither offered nor left out for a reason', () => {
		const data = { families, familyFacts, leftOut: {}, noTasks: NO_TASKS };
		expect(() => coveragePage(data)).toThrow('neither offers');
	});
});
