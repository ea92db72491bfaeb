import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { InputError } from '../../converter/inputError';
import { convertPasted, tellPasted } from '../../converter/pasted';
import type { FileNode, WorkflowFile } from '../../converter/workflow/workflowFile';
import { loop, loopLines } from '../../tools/pairs/byHandNodes';
import { create, FLUX, KEY, START, workflow } from '../../tools/pairs/workflows';

const TASK = 'https://api.piapi.ai/api/v1/task';
const BODY = {
	model: 'kling',
	task_type: 'video_generation',
	input: { prompt: 'a fox', version: '2.1' },
};

let count = 0;
const newId = (): string => `id-${(count += 1)}`;
beforeEach(() => {
	count = 0;
});

const pasted = (text: string) => convertPasted(text, newId);
const nodesOf = (text: string): readonly FileNode[] =>
	(JSON.parse(pasted(text).text) as WorkflowFile).nodes;
const curl = (path: string, ...more: string[]): string =>
	[`curl --location '${path}'`, `--header 'x-api-key: ${KEY}'`, ...more].join(' \\\n');
const post = (path: string, body: unknown): string =>
	curl(path, `--data-raw '${JSON.stringify(body)}'`);

describe('a workflow', () => {
	const given = workflow(
		[START, create('Create', FLUX), ...loop('image')],
		'Start > Create',
		...loopLines('Create', 'image', '-'),
	);

	it.each([
		['exported', JSON.stringify(given, null, 2)],
		['with a mark at the beginning of the file', `\uFEFF${JSON.stringify(given)}`],
		['from the list of templates', JSON.stringify({ id: 1, name: 'A', workflow: given })],
		['of a template', JSON.stringify({ workflow: { id: 1, name: 'A', workflow: given } }, null, 2)],
		['in a list of one', JSON.stringify({ workflows: [{ id: 1, workflow: given }] })],
		['as the only one', JSON.stringify({ workflows: [given] })],
		['copied from the canvas', JSON.stringify({ ...given, meta: { instanceId: 'a' } })],
	])('%s is converted', (_, text) => {
		const { kind, report } = pasted(text);
		expect(kind).toBe('workflow');
		expect(report.converted).toMatchObject([{ operation: 'PiAPI > Flux > Generate Image' }]);
		expect(nodesOf(text).map(({ name }) => name)).toEqual(['Start', 'Create']);
	});
});

describe('a request body', () => {
	it('becomes one node', () => {
		const { kind, report } = pasted(JSON.stringify({ ...BODY, mode: 'pro' }));
		expect(kind).toBe('body');
		expect(nodesOf(JSON.stringify(BODY))).toMatchObject([
			{
				id: 'id-2',
				name: 'PiAPI',
				type: 'n8n-nodes-piapi-unified.piApi',
				position: [0, 0],
				parameters: { resource: 'kling', operation: 'generateVideo', prompt: 'a fox' },
			},
		]);
		expect(report.converted).toEqual([
			{
				node: 'PiAPI',
				replaces: ['Request body'],
				operation: 'PiAPI > Kling > Generate Video (1.0 to 2.6)',
			},
		]);
		expect(report.check).toEqual([
			{ node: 'PiAPI', text: expect.stringContaining('"mode"') as string },
		]);
	});

	it('may have the expressions of the node that it comes from', () => {
		const text = `={"model": "kling", "task_type": "video_generation", "input": {"prompt": "{{ $json.text }}!"}}`;
		for (const given of [text, text.slice(1)]) {
			expect(nodesOf(given)).toMatchObject([{ parameters: { prompt: '={{ $json.text }}!' } }]);
		}
	});

	it('with an expression says that n8n runs it', () => {
		for (const prompt of ['={{ $env.SECRET }}', 'a {{ $json.text }}']) {
			for (const sign of ['', '=']) {
				const { check } = pasted(sign + JSON.stringify({ ...BODY, input: { prompt } })).report;
				expect(check).toContainEqual({
					node: 'PiAPI',
					text: 'The body contains an expression, which n8n runs. Check what it reads.',
				});
			}
		}
		expect(pasted(JSON.stringify(BODY)).report.check).toEqual([]);
	});

	it('keeps braces that are not an expression', () => {
		const body = { ...BODY, input: { prompt: 'a {{ b }} c' } };
		expect(nodesOf(JSON.stringify(body))).toMatchObject([
			{ parameters: { prompt: 'a {{ b }} c' } },
		]);
	});
});

it.each([102, 5_000, 50_000])('nested over 100 levels is refused in words: %p', (levels) => {
	const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
	const body = `{"model": "kling", "task_type": "x", "input": {"prompt": "PROMPT", "deep": ${deep}}}`;
	const node = '{"name": "A", "type": "b", "parameters": {"deep": DEEP}}';
	for (const text of [
		body,
		body.replace('PROMPT', '{{ $json.text }}'),
		`{"nodes": [${node.replace('DEEP', deep)}], "connections": {}}`,
		deep,
	]) {
		expect(() => pasted(text)).toThrow(new InputError('The JSON is nested over 100 levels.'));
	}
	const given = workflow([START, create('Create', `=${body}`)], 'Start > Create');
	const { report } = pasted(JSON.stringify(given));
	expect(report.converted).toEqual([]);
	expect(() => pasted(curl(TASK, `--data-raw '${body}'`))).not.toThrow(RangeError);
});

describe('a cURL command', () => {
	it.each<[string, string, object]>([
		['a create', post(TASK, BODY), { resource: 'kling', operation: 'generateVideo' }],
		[
			'a status request',
			curl(`${TASK}/abc-1`),
			{ resource: 'task', operation: 'get', taskId: { value: 'abc-1' } },
		],
		['a cancel', curl(`${TASK}/abc-1`, '-X DELETE'), { resource: 'task', operation: 'cancel' }],
		['the account', curl('https://api.piapi.ai/account/info'), { resource: 'account' }],
		[
			'a chat',
			post('https://api.piapi.ai/v1/chat/completions', {
				model: 'gpt-4o-mini',
				messages: [{ role: 'user', content: 'Hello' }],
			}),
			{ resource: 'chat', prompt: 'Hello' },
		],
		[
			'an image',
			post('https://api.piapi.ai/v1/images/generations', { model: 'gpt-image-1', prompt: 'a fox' }),
			{ resource: 'gptImage', prompt: 'a fox' },
		],
	])('for %s becomes a node without the key', (_, text, parameters) => {
		const { kind, text: nodes, report } = pasted(text);
		expect(kind).toBe('curl');
		expect(nodesOf(text)).toMatchObject([{ name: 'PiAPI', parameters }]);
		expect(report.keys).toEqual([{ node: 'PiAPI', place: 'header x-api-key' }]);
		expect(nodes + JSON.stringify(report)).not.toContain(KEY);
	});

	it('creates a task and waits for it', () => {
		expect(nodesOf(post(TASK, BODY))[0]?.parameters).not.toHaveProperty('taskOptions');
	});

	it('that shows the key in its body too loses it there', () => {
		const { text } = pasted(post(TASK, { ...BODY, input: { prompt: `a fox ${KEY}` } }));
		expect(text).toContain('"prompt": "a fox ');
		expect(text).not.toContain(KEY);
	});

	it('among others becomes a node each, beside each other', () => {
		const text = [
			post(TASK, BODY),
			curl(`${TASK}/{task_id}`),
			curl('https://api.openai.com/v1/models'),
			curl(TASK, '-d @body.json'),
			post(TASK, { model: 'midjourney', task_type: 'imagine', input: { prompt: 'a fox' } }),
			post(TASK, BODY),
		].join('\n\n');
		const { report } = pasted(text);
		const nodes = nodesOf(text);
		expect(nodes.map(({ name }) => name)).toEqual(['PiAPI', 'PiAPI1', 'Midjourney', 'PiAPI2']);
		expect(new Set(nodes.map(({ position }) => position?.join()))).toHaveProperty('size', 4);
		expect(report.nodes).toEqual({ before: 6, after: 4 });
		expect(report.converted[0]?.replaces).toEqual([`POST ${TASK}`]);
		expect(report.untouched).toEqual([
			{ node: 'Command 3', text: expect.stringMatching(/api\.openai\.com.*not PiAPI/) as string },
			{ node: 'Command 4', text: expect.stringMatching(/body\.json/) as string },
		]);
		expect(report.check.filter(({ node }) => node === 'PiAPI1')).toEqual([
			{ node: 'PiAPI1', text: expect.stringMatching(/\{task_id\} is a placeholder/) as string },
			{ node: 'PiAPI1', text: expect.stringMatching(/waits for the result itself/) as string },
		]);
	});

	it('with variables of the shell tells of them', () => {
		const { report } = pasted(`curl ${TASK}/$ID -H "x-api-key: $PIAPI_KEY"`);
		expect(report.check).toContainEqual({
			node: 'PiAPI',
			text: expect.stringMatching(/\$ID is a variable of the shell/) as string,
		});
	});

	it('that cannot be converted is named, and there is no node', () => {
		const { text, report } = pasted('curl https://example.com');
		expect(text).toBe('');
		expect(report).toMatchObject({ converted: [], untouched: [{ node: 'Command 1' }] });
	});
});

describe('the report as text', () => {
	it('of a workflow counts nodes', () => {
		expect(tellPasted(pasted(JSON.stringify(workflow([START]))))).toContain('1 nodes before');
	});

	it('of a body and of commands has the remarks only, and says that there was a key', () => {
		const text = `${post(TASK, { ...BODY, mode: 'pro' })}\ncurl https://example.com`;
		expect(tellPasted(pasted(text)).split('\n')).toEqual([
			expect.stringMatching(/^PiAPI: "mode"/),
			expect.stringMatching(/^Command 2 was not converted: it calls example\.com/),
			expect.stringMatching(/^The text contains an API key/),
		]);
	});
});

describe('anything else', () => {
	it.each([
		['nothing', ' \n', /Nothing was pasted/],
		['a sentence', 'Hello there', /not JSON and not a cURL command/],
		['a link', 'https://api.piapi.ai/api/v1/task', /is a link/],
		['a page', '<!DOCTYPE html><html></html>', /is HTML/],
		['broken JSON', '{"nodes": [', /is not JSON: /],
		['a number', '5', /is JSON, but/],
		['a text', '"curl"', /is JSON, but/],
		['an answer', '{"code": 200, "data": {}, "message": "success"}', /an answer of PiAPI/],
		['another object', '{"b": 1, "a": 2}', /"b", "a".*not a workflow of n8n/],
		['a list', '[1]', /is a list.*A request body must be an object/],
		['an odd body', '{"model": 1, "task_type": "a"}', /requires model and task_type, both as text/],
		['two workflows', JSON.stringify([workflow([]), workflow([])]), /a list, not one workflow/],
		['a command that is cut off', "curl 'https://x", /cannot be read/],
		['more than 10 MB', `{"a":"${'x'.repeat(10_000_000)}"}`, /larger than 10 MB/],
	])('such as %s is an error that names what was found', (_, text, words) => {
		expect(() => pasted(text)).toThrow(words);
	});

	it.each(['Hello', '{"b": 1}', '[1]'])('such as %s is told what can be pasted', (text) => {
		expect(() => pasted(text)).toThrow(/workflow.*cURL.*request body/);
	});
});

describe('the scripts', () => {
	const root = join(__dirname, '..', '..');
	const run = (script: string, input: string) =>
		spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts', script), '-'], {
			cwd: root,
			input,
			encoding: 'utf8',
		});

	it.each(['node-for.ts', 'convert.ts'])('%s takes cURL commands', (script) => {
		const text = `${post(TASK, { ...BODY, mode: 'pro' })}\ncurl https://example.com`;
		const { status, stdout, stderr } = run(script, text);
		expect(status).toBe(0);
		expect((JSON.parse(stdout) as WorkflowFile).nodes).toHaveLength(1);
		expect(stderr).toMatch(/"mode"[^]*Command 2 was not converted[^]*contains an API key/);
		expect(stdout + stderr).not.toContain(KEY);
	});

	it('fail when no command is converted', () => {
		const { status, stdout, stderr } = run('node-for.ts', 'curl https://example.com');
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr).toMatch(/example\.com[^]*Nothing was converted/);
	});
});
