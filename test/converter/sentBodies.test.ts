import type { IDataObject } from 'n8n-workflow';

import type { FileNode } from '../../converter/workflow/workflowFile';
import { bodyOfHttpRequest, requestOf } from './sent';
import {
	converted,
	create,
	node,
	parametersOf,
	setField,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const parametersFor = (jsonBody: string) =>
	parametersOf(
		converted(workflow([START, create('Create', jsonBody)], 'Start > Create')).file,
		'Create',
	);

const NEW = (input: string): string => `={"model":"new-model","task_type":"make","input":${input}}`;
const FLUX = (input: string): string =>
	`={"model":"Qubico/flux1-schnell","task_type":"txt2img","input":${input}}`;
const KLING = (input: string): string =>
	`={"model":"kling","task_type":"video_generation","input":${input}}`;

const inputOf = (jsonBody: string, item: IDataObject): unknown =>
	(requestOf(parametersFor(jsonBody), item) as { input: unknown }).input;

/** Texts that break JSON text, or that it changes. */
const TEXTS = [
	'a "red" kite\nover the sea',
	'tabs\tand\r\nlines',
	'C:\\dir',
	'ends with \\',
	'fox 🦊',
	'\u0001',
	'"quoted"',
	'{{ braces }}',
	"it's",
];

describe.each([
	['an operation', FLUX],
	['a custom task', NEW],
])('a text between quotation marks, for %s,', (_, body) => {
	it.each([
		['as it is', '{{ $json.text }}', (text: string) => text],
		[
			'without its quotation marks',
			`{{ $json.text.replace(/"/g, '') }}`,
			(text: string) => text.replace(/"/g, ''),
		],
		['escaped by JSON', '{{ JSON.stringify($json.text).slice(1, -1) }}', (text: string) => text],
		['escaped by n8n', '{{ $json.text.toJsonString().slice(1, -1) }}', (text: string) => text],
		[
			'escaped by hand',
			String.raw`{{ $json.text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n') }}`,
			(text: string) => text,
		],
		[
			'escaped and without line breaks',
			String.raw`{{ $json.text.replace(/"/g, '\\"').replace(/\n/g, ' ') }}`,
			(text: string) => text.replace(/\n/g, ' '),
		],
		[
			'between others, with escapes',
			String.raw`say \"{{ $json.text }}\"\n{{ $json.text.trim() }}`,
			(text: string) => `say "${text}"\n${text.trim()}`,
		],
	])('%s', (__, written, sent) => {
		for (const text of TEXTS) {
			expect(inputOf(body(`{"prompt":"${written}"}`), { text })).toEqual({ prompt: sent(text) });
		}
	});

	it.each([
		['nothing', {}],
		['null', { text: null }],
		['an empty text', { text: '' }],
	])('that is %s is not a text', (__, item) => {
		const { prompt = '' } = (inputOf(body('{"prompt":"{{ $json.text }}","width":512}'), item) ??
			{}) as IDataObject;
		expect(prompt).toBe('');
	});

	it('that is a number is sent as text', () => {
		expect(inputOf(body('{"prompt":"{{ $json.text }}"}'), { text: 5 })).toEqual({ prompt: '5' });
	});
});

describe.each([
	['an operation', KLING],
	['a custom task', NEW],
])('code that escapes in its own way, for %s,', (_, body) => {
	it.each([
		[String.raw`{{ ($json.text || '').split('"').join('\\"') + ' now' }}`],
		[String.raw`{{ $json.tail ? '' : JSON.stringify($json.text).slice(1, -1) + '\\n' }}`],
		[String.raw`{{ $json.text.replace(/["\n]/g, (c) => c === '"' ? '\\"' : '\\n') }}`],
		[
			String.raw`{{ $json.text.replace(/\n/g, '\\n').replace(/\\/g, '\\\\').replace(/"/g, '\\"') }}`,
		],
	])('sends what it sent before: %s', (written) => {
		const jsonBody = body(`{"prompt":"a ${written}"}`);
		for (const text of ['plain', 'a "red" kite\nover the sea', 'fox 🦊', '\\u0041']) {
			const before = bodyOfHttpRequest(jsonBody, { text }) as { input: IDataObject } | undefined;
			if (before === undefined) continue;
			expect(inputOf(jsonBody, { text })).toEqual(before.input);
		}
	});

	it('keeps the text where the request failed', () => {
		const jsonBody = body(String.raw`{"prompt":"{{ $json.text.replace(/"/g, '\\"') + '\\n' }}"}`);
		const text = 'a "kite"\nand a \\ tail';
		expect(bodyOfHttpRequest(jsonBody, { text })).toBeUndefined();
		expect(inputOf(jsonBody, { text })).toEqual({ prompt: `${text}\n` });
	});
});

describe('outside quotation marks', () => {
	it.each<[string, IDataObject, unknown]>([
		['{"width": {{ $json.width || 1024 }}}', { width: '512' }, { width: 512 }],
		['{"width": {{ $json.width || 1024 }}}', {}, { width: 1024 }],
		['{"text": {{ JSON.stringify($json.text) }}}', { text: 'a "kite"\n' }, { text: 'a "kite"\n' }],
		['{"text": {{ $json.json }}}', { json: '"a \\"kite\\"\\n"' }, { text: 'a "kite"\n' }],
		['{"list": {{ JSON.stringify($json.list) }}}', { list: ['a', 1] }, { list: ['a', 1] }],
		['{"list": [{{ $json.many }}]}', { many: '"a","b"' }, { list: ['a', 'b'] }],
		['{"path": "C:\\\\\\\\dir", "n": {{ $json.n }}}', { n: 5 }, { path: 'C:\\dir', n: 5 }],
		['{"name": "{{ \'{\' }}{x}", "n": {{ $json.n }}}', { n: 5 }, { name: '{{x}', n: 5 }],
	])('%s is sent as before by a custom task', (input, item, sent) => {
		const body = NEW(input);
		const before = bodyOfHttpRequest(body, item) as { input: unknown };
		expect(inputOf(body, item)).toEqual(before.input);
		expect(before.input).toEqual(sent);
	});

	it.each<[string, IDataObject]>([
		['{"prompt": {{ JSON.stringify($json.text) }}}', { text: 'a "kite"\n' }],
		['{"prompt": {{ $json.json }}}', { json: '"a \\"kite\\"\\n\\\\"' }],
		[`{"prompt": {{ '"' + $json.text + '"' }}}`, { text: 'a kite' }],
		['{"prompt": "a", "width": {{ $json.width }}}', { width: '512' }],
		['{"prompt": "a", "width": {{ JSON.stringify($json.width) }}}', { width: 512 }],
		['{{ $json.input }}', { input: '{"prompt":"a"}' }],
		['{{ JSON.stringify($json.input) }}', { input: { prompt: 'a "b"' } }],
		['{{ JSON.stringify({ prompt: $json.text, width: 512 }) }}', { text: 'a "b"' }],
		[
			'{{ JSON.stringify({ prompt: $json.text, ...$json.more }) }}',
			{ text: 'a', more: { width: 5 } },
		],
	])('%s is sent as before by Flux', (input, item) => {
		const body = FLUX(input);
		const before = bodyOfHttpRequest(body, item) as { input: unknown };
		expect(before).toBeDefined();
		expect(inputOf(body, item)).toEqual(before.input);
	});

	it('a list of links is sent as before, however it is written', () => {
		const urls = ['https://example.com/a.png', 'https://example.com/b.png'];
		const body = (list: string): string =>
			`={"model":"gemini","task_type":"nano-banana-2","input":{"prompt":"a","image_urls":${list}}}`;
		for (const [list, item] of [
			['{{ JSON.stringify($json.urls) }}', { urls }],
			['{{ $json.urls }}', { urls: JSON.stringify(urls) }],
			[`[{{ $json.urls.map((url) => '"' + url + '"').join(', ') }}]`, { urls }],
			['["{{ $json.urls[0] }}", "{{ $json.urls[1] }}"]', { urls }],
		] as const) {
			expect(inputOf(body(list), item as IDataObject)).toMatchObject({ image_urls: urls });
		}
	});
});

describe('a body that is one expression', () => {
	const body = { model: 'kling', task_type: 'effects', input: { prompt: 'a "b"\n' } };
	const config = { service_mode: 'private', webhook_config: { endpoint: 'https://example.com' } };

	it.each<[string, IDataObject]>([
		['={{ $json.body }}', { body }],
		['={{ $json.body }}', { body: JSON.stringify(body) }],
		['={{ $json.body }}', { body: { ...body, config } }],
		['={{ JSON.stringify($json.body) }}', { body: { ...body, config } }],
		['={{ $json }}', { ...body }],
		[
			`={{ { model: 'kling', task_type: $json.type, ...$json.more } }}`,
			{ type: 'effects', more: body },
		],
		[
			`={{ JSON.stringify({ model: 'new', task_type: 'b', input: { a: $json.a, list: [$json.b, -5] }, config: $json.config }) }}`,
			{ a: 'x "y"', b: { c: 1 }, config },
		],
		[
			`={{ { "model": "new", "task_type": 'b', input: { a: $json.a, no: $json.no, t: \`n\`, or: $json.a || 5 } } }}`,
			{ a: null },
		],
	])('%s of %j is sent as before', (jsonBody, item) => {
		const before = bodyOfHttpRequest(jsonBody, item);
		expect(before).toMatchObject({ input: {} });
		expect(requestOf(parametersFor(jsonBody), item)).toEqual(before);
	});

	it.each<[string, IDataObject]>([
		['={{ $json.body }}', {}],
		['={{ $json.body }}', { body: 'no JSON' }],
		['={{ JSON.stringify($json.body) }}', { body: null }],
	])('%s of %j creates nothing', (jsonBody, item) => {
		expect(requestOf(parametersFor(jsonBody), item)).toBe('no model');
	});
});

describe('a text that another node has escaped', () => {
	const text = 'a "red" kite\nover \\ the sea';
	const escaped = JSON.stringify(text).slice(1, -1);
	const parametersBehind = (before: FileNode) =>
		parametersOf(
			converted(
				workflow(
					[START, before, create('Create', FLUX('{"prompt":"{{ $json.prompt }}"}'))],
					'Start > Before',
					'Before > Create',
				),
			).file,
			'Create',
		);

	it.each([
		['Set', setField('Before', 'prompt', '={{ JSON.stringify($json.text).slice(1, -1) }}')],
		[
			'Code',
			node('Before', 'code', {
				jsCode: String.raw`const safe = $json.text.replace(/\\/g, '\\\\').replace(/"/g, '\\"');
const prompt = safe.trim();
return [{ json: { prompt } }];`,
			}),
		],
	])('by %s is sent as it was sent', (_, before) => {
		const request = requestOf(parametersBehind(before), { prompt: escaped });
		expect(request).toMatchObject({ input: { prompt: text } });
	});

	it('by nobody stays as simple as it is', () => {
		const before = setField('Before', 'prompt', '={{ $json.text }}');
		expect(parametersBehind(before).prompt).toBe('={{ $json.prompt }}');
	});
});
