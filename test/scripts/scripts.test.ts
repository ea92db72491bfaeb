import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { acme } from '../catalog/acme';
import { compare } from '../../scripts/drift/compare';
import { readList } from '../../scripts/drift/list';

const project = join(__dirname, '..', '..');

interface Outcome {
	readonly code: number;
	readonly output: string;
	readonly errors: string;
}

const run = async (script: string, ...given: string[]): Promise<Outcome> =>
	await new Promise((resolve) => {
		const tsx = join(project, 'node_modules', 'tsx', 'dist', 'cli.mjs');
		const child = execFile(
			process.execPath,
			[tsx, join(project, 'scripts', `${script}.ts`), ...given],
			(error, output, errors) => resolve({ code: error ? Number(error.code) : 0, output, errors }),
		);
		child.stdin?.end();
	});

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
					options: { version: '2.1', webhookUrl: 'https://example.com/hook' },
				},
			},
		]);
		expect(errors).toMatch(/"mode"/);
		expect(errors).toMatch(/credential/);
		expect(`${output}${errors}`).not.toContain('hidden');
	});

	it.each([
		['{', 'is not JSON'],
		['[]', 'A request body is an object'],
	])('refuses %s', async (content, text) => {
		const { code, output, errors } = await run('node-for', await fileWith(content));
		expect([code, output]).toEqual([1, '']);
		expect(errors).toContain(text);
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

	it('names what is new', async () => {
		const { code, output } = await run(
			'catalog-drift',
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
		const [drift, accepted] = output.split('Differences that are accepted (1):');
		expect(drift).not.toContain('txt2img-sr');
		expect(accepted).toContain('Qubico/flux1-schnell txt2img-sr: ');
	});

	it.each(['{', '{}', '{"entries": {"a": {"model": 1}}}', '[]'])(
		'does not take %s',
		async (content) => {
			const { code, errors } = await run('catalog-drift', await fileWith(content));
			expect(code).toBe(2);
			expect(errors).toContain('no list of task types');
		},
	);
});

describe('the comparison', () => {
	const list = (params: Array<{ name: string; type: string }>) =>
		readList([{ model: 'Acme/motion', taskType: 'image-to-clip', params }]) ?? [];

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
			'Acme/motion image-to-clip: prompt is boolean in the list, string here',
		]);
		expect(found.unlisted).toEqual(['Acme/motion extend-clip']);
		expect(found.unknown).toEqual([]);
	});
});
