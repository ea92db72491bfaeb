import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { acme } from '../catalog/acme';
import { compare } from '../../scripts/drift/compare';
import { readList } from '../../scripts/drift/list';
import { driftReport } from '../../scripts/drift/report';

const project = join(__dirname, '..', '..');

interface Outcome {
	readonly code: number;
	readonly output: string;
	readonly errors: string;
}

const run = async (script: string, ...given: string[]): Promise<Outcome> =>
	await new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			['--import', 'tsx', join('scripts', `${script}.ts`), ...given],
			{ cwd: project },
			(error, output, errors) => resolve({ code: error ? Number(error.code) : 0, output, errors }),
		);
		child.stdin?.end();
	});

const drift = async (...given: string[]): Promise<Outcome> => {
	const { code, output, errors } = await driftReport(given);
	return { code, output: output.join('\n'), errors: errors.join('\n') };
};

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'piapi-scripts-'));
});

afterAll(async () => await rm(folder, { recursive: true }));

async function fileWith(content: unknown): Promise<string> {
	const file = join(folder, 'given.json');
	await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
	return file;
}

describe('node-for', () => {
	it('prints a node that can be pasted, and tells what it left out', async () => {
		const { code, output, errors } = await run(
			'node-for',
			await fileWith({
				model: 'kling',
				task_type: 'video_generation',
				mode: 'pro',
				input: { prompt: 'a fox', version: '2.1' },
				config: { webhook_config: { endpoint: 'https://example.com/hook', secret: 'hidden' } },
			}),
		);
		expect(code).toBe(0);
		const { nodes, connections } = JSON.parse(output) as { nodes: unknown[]; connections: object };
		expect(connections).toEqual({});
		expect(nodes).toEqual([
			{
				id: expect.stringMatching(/^[0-9a-f-]{36}$/),
				name: 'PiAPI',
				type: 'n8n-nodes-piapi-unified.piApi',
				typeVersion: 1,
				position: [0, 0],
				parameters: {
					resource: 'kling',
					operation: 'generateVideo',
					prompt: 'a fox',
					version: '2.1',
					downloadFiles: false,
					taskOptions: { webhookUrl: 'https://example.com/hook' },
				},
			},
		]);
		expect(errors).toMatch(/"mode"/);
		expect(errors).toMatch(/credential/);
		expect(`${output}${errors}`).not.toContain('hidden');
	});

	it.each([
		['{', 'is not JSON'],
		['[]', 'A request body must be an object'],
	])('refuses %s', async (content, text) => {
		const { code, output, errors } = await run('node-for', await fileWith(content));
		expect([code, output]).toEqual([1, '']);
		expect(errors).toContain(text);
	});

	it('tells how it is used', async () => {
		const { code, output, errors } = await run('node-for', '--help');
		expect([code, errors]).toEqual([0, '']);
		expect(output).toContain('npm run node-for -- [file]');
	});

	it('refuses an option that it does not know', async () => {
		const { code, output, errors } = await run('node-for', '--bogus');
		expect([code, output]).toEqual([1, '']);
		expect(errors).toMatch(/^Unknown option '--bogus'/);
		expect(errors).not.toMatch(/\n\s+at /);
	});

	it('says on standard error why a body becomes a custom task, or where an oddity went', async () => {
		const custom = await run(
			'node-for',
			await fileWith({ model: 'kling', task_type: 'effects', input: { effect: 'squish' } }),
		);
		expect(custom.output).toContain('customTask');
		expect(custom.errors).toContain(
			'This becomes a Custom Task: Kling: Apply Effect requires Image',
		);
		const odd = await run(
			'node-for',
			await fileWith({ model: 'kling', task_type: 'sound', input: { prompt: 'a', loud: 1 } }),
		);
		expect(odd.output).toContain('addSound');
		expect(odd.errors).toContain('"loud" is in More Input (JSON)');
		expect([custom.code, odd.code]).toEqual([0, 0]);
	});
});

describe('catalog-drift', () => {
	const entry = (model: string, taskType: string, params: object[]) => ({
		model,
		taskType,
		params,
	});
	const known = entry('Qubico/trellis2', 'image-to-3d', [
		{ name: 'image', type: 'string', required: true },
	]);

	it('is content with what the catalog knows', async () => {
		const { code, output } = await run('catalog-drift', await fileWith({ entries: { known } }));
		expect(code).toBe(0);
		expect(output).toContain('up to date');
	});

	it('says on standard error how to call it', async () => {
		const { code, output, errors } = await run('catalog-drift');
		expect([code, output]).toEqual([2, '']);
		expect(errors).toContain('npm run catalog:drift -- list.json');
	});

	it('names what is new', async () => {
		const { code, output } = await drift(
			await fileWith({
				entries: {
					known: { ...known, params: [{ name: 'sparkle', type: 'number' }] },
					dream: entry('kling', 'dream', []),
					left: entry('Qubico/flux1-schnell', 'txt2img-sr', []),
				},
			}),
		);
		expect(code).toBe(1);
		expect(output).toContain('kling dream');
		expect(output).toContain('Qubico/trellis2 image-to-3d: sparkle (number) is new');
		const [found, accepted] = output.split('Differences that are accepted (1):');
		expect(found).not.toContain('txt2img-sr');
		expect(accepted).toContain('Qubico/flux1-schnell txt2img-sr: ');
	});

	it.each(['{', '{}', '{"entries": {"a": {"model": 1}}}', '{"entries": "none"}'])(
		'does not take %s',
		async (content) => {
			const { code, errors } = await drift(await fileWith(content));
			expect(code).toBe(2);
			expect(errors).toContain('not a list of task types');
		},
	);

	it.each(['[]', '{"entries": {}}', '{"generatedAt": "2026-07-24T10:00:00Z", "entries": []}'])(
		'compares nothing with the empty list %s, and says that it is empty',
		async (content) => {
			const { code, errors } = await drift(await fileWith(content));
			expect(code).toBe(2);
			expect(errors).toContain('has the right form, but no entries');
			expect(errors).not.toContain('not a list of task types');
		},
	);

	const daysSince = (day: string): number =>
		Math.floor((Date.now() - Date.parse(day)) / 86_400_000);

	it('names the date of the list, and its age', async () => {
		const file = await fileWith({ generatedAt: '2026-07-24T10:00:00Z', entries: { known } });
		const { output } = await drift(file);
		const age = daysSince('2026-07-24');
		expect(output).toContain(
			`The catalog is up to date with the list of 2026-07-24, which is ${age} days old.`,
		);
		expect(output).toContain('What PiAPI added later is not in the list');
		const { output: json } = await drift('--json', file);
		expect(JSON.parse(json)).toMatchObject({
			unknown: [],
			prices: [],
			list: { date: '2026-07-24', from: 'the list itself', ageDays: age },
		});
	});

	it('takes the date that is given, and names one that is none', async () => {
		const file = await fileWith({ entries: { known } });
		const { output } = await drift('--date=2026-08-01', file);
		expect(output).toContain(`list of 2026-08-01, which is ${daysSince('2026-08-01')} days old`);
		const { code, errors } = await drift('--date=tomorrow', file);
		expect([code, errors]).toEqual([2, expect.stringContaining('--date takes a day')]);
	});

	it('says when the date is not known', async () => {
		const { output } = await drift(await fileWith([known]));
		expect(output).toMatch(
			/up to date with a list of unknown date; the file was last changed on \d{4}-\d\d-\d\d\./,
		);
		const { output: json } = await drift('--json', await fileWith([known]));
		expect((JSON.parse(json) as { list: object }).list).toMatchObject({
			date: null,
			ageDays: null,
		});
	});

	it('takes the date of the last commit for a file without one', async () => {
		const file = await fileWith([known]);
		const git = async (...given: string[]): Promise<void> => {
			const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
			await promisify(execFile)('git', ['-C', folder, ...who, ...given], {
				env: { ...process.env, GIT_COMMITTER_DATE: '2026-06-01T12:00:00Z' },
			});
		};
		await git('init', '--quiet');
		await git('add', 'given.json');
		await git('commit', '--quiet', '--message', 'A list');
		const { output } = await drift(file);
		expect(output).toContain('list of 2026-06-01, which is');
	});

	it('compares prices where the list has them', async () => {
		const { code, output } = await drift(
			await fileWith([
				{ ...known, price: '$0.12 per generation' },
				{ ...entry('Qubico/trellis', 'text-to-3d', []), price: '0.04 USD' },
			]),
		);
		expect(code).toBe(1);
		expect(output).toContain('Prices that differ (1):');
		expect(output).toContain('Qubico/trellis2 image-to-3d: 0.12 USD in the list, 0.1 in the facts');
	});
});

describe('the comparison', () => {
	const list = (params: Array<{ name: string; type: string }>) =>
		readList([{ model: 'Acme/motion', taskType: 'image-to-video', params }]) ?? [];

	it('tells of another type, and of what is not listed', () => {
		const found = compare(
			[acme],
			list([
				{ name: 'prompt', type: 'boolean' },
				{ name: 'camera', type: 'object' },
				{ name: 'reference_urls', type: 'array' },
				{ name: 'loop', type: 'boolean' },
			]),
		);
		expect(found.inputs).toEqual([
			'Acme/motion image-to-video: prompt is boolean in the list, string here',
		]);
		expect(found.unlisted).toEqual(['Acme/motion extend-video']);
		expect(found.unknown).toEqual([]);
	});
});
