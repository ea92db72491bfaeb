import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Report } from '../../converter/report';
import { create, FLUX, KEY, START, workflow } from '../../tools/pairs/workflows';

const root = join(__dirname, '..', '..');
const made = workflow([START, create('Create', FLUX)], 'Start > Create');

interface Ended {
	readonly code: number;
	readonly out: string;
	readonly error: string;
}

const run = async (...given: string[]): Promise<Ended> =>
	await new Promise((resolve) => {
		const script = join(root, 'scripts', 'convert.ts');
		const options = { cwd: root };
		execFile(
			process.execPath,
			['--import', 'tsx', script, ...given],
			options,
			(failure, out, error) =>
				resolve({ code: failure === null ? 0 : Number(failure.code), out, error }),
		);
	});

describe('npm run convert', () => {
	let folder: string;
	let target: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'convert-'));
		target = join(folder, 'out.json');
	});
	afterAll(async () => await rm(folder, { recursive: true }));

	const file = async (text: string): Promise<string> => {
		const path = join(folder, 'workflow.json');
		await writeFile(path, text);
		return path;
	};

	it('writes the workflow to a file and tells what it did', async () => {
		const { code, out } = await run(await file(JSON.stringify(made)), '-o', target);
		expect(code).toBe(0);
		expect(out).toMatch(/Create is now PiAPI > Flux > Generate Image[^]*Create, header x-api-key/);
		const written = await readFile(target, 'utf8');
		expect(written).toContain('n8n-nodes-piapi-unified.piApi');
		expect(out + written).not.toContain(KEY);
		await rm(target);
	});

	it('gives the workflow alone on standard output, the report beside it, as JSON when asked', async () => {
		const { code, out, error } = await run(await file(JSON.stringify(made)), '--json');
		expect(code).toBe(0);
		expect((JSON.parse(out) as typeof made).nodes).toHaveLength(2);
		expect((JSON.parse(error) as Report).nodes).toEqual({ before: 2, after: 2 });
	});

	it.each<[string, string, RegExp]>([
		['text', 'no workflow', /not JSON/],
		['several workflows', JSON.stringify([made, made]), /not one workflow/],
		['no workflow', '{}', /not a workflow of n8n/],
		['no call to PiAPI', JSON.stringify(workflow([START])), /nothing was written/],
	])('with %s ends with 1, says why and writes nothing', async (_, text, words) => {
		const { code, error } = await run(await file(text), '-o', target);
		expect(code).toBe(1);
		expect(error).toMatch(words);
		expect(existsSync(target)).toBe(false);
	});

	it('with a file that is not there ends with 1 and says so', async () => {
		expect(await run(join(folder, 'nowhere.json'))).toMatchObject({
			code: 1,
			error: expect.stringMatching(/cannot be read/) as string,
		});
	});

	it('with an option that it does not know ends with 1 and says so', async () => {
		const { code, error } = await run(await file(JSON.stringify(made)), '--bogus');
		expect(code).toBe(1);
		expect(error).toMatch(/^Unknown option '--bogus'/);
		expect(error).not.toMatch(/\n\s+at /);
	});

	it('with a folder that is not there ends with 1 and says so', async () => {
		const nowhere = join(folder, 'nowhere', 'out.json');
		expect(await run(await file(JSON.stringify(made)), '-o', nowhere)).toMatchObject({
			code: 1,
			out: '',
			error: `${nowhere} cannot be written.\n`,
		});
	});
});
