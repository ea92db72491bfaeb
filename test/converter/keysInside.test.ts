import { clearKeys } from '../../converter/calls/keys';
import { convert } from '../../converter/convert';
import { convertPasted, tellPasted } from '../../converter/pasted';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { create, FLUX, KEY, node, setField, START, workflow } from '../../tools/pairs/workflows';
import { call, cleared, headers, NEW } from './clearedKeys';

const setOf = (parameters: object): FileNode =>
	node('Form', 'set', parameters as never, { typeVersion: 3.4 });
const object = (name: string, value: string): FileNode =>
	setOf({ assignments: { assignments: [{ id: 'a', name, type: 'object', value }] } });
const raw = (jsonOutput: string): FileNode => setOf({ mode: 'raw', jsonOutput });
const readingBy = (value: string): FileNode => call(headers(['x-api-key', value]));
const NESTED = '={{ $json.config.apiKey }}';

describe('a key inside a field of a Set node', () => {
	it.each<[string, FileNode, FileNode, string]>([
		[
			'a name with a dot',
			setField('Form', 'config.apiKey', KEY),
			readingBy(NESTED),
			'config.apiKey',
		],
		['an object', object('config', `{"apiKey": "${KEY}"}`), readingBy(NESTED), 'config'],
		[
			'an object in code',
			object('config', `={{ { apiKey: '${KEY}' } }}`),
			readingBy(NESTED),
			'config',
		],
		['JSON', raw(`{"config": {"apiKey": "${KEY}"}}`), readingBy(NESTED), 'config'],
		[
			'JSON with an expression',
			raw(`={"apiKey": "${KEY}", "other": "{{ $json.x }}"}`),
			readingBy('={{ $json.apiKey }}'),
			'apiKey',
		],
		[
			'JSON that only the run can read',
			raw(`={"apiKey": "${KEY}", {{ $json.more }}}`),
			readingBy('={{ $json.apiKey }}'),
			'apiKey',
		],
		['a list', object('keys', `["${KEY}"]`), readingBy('={{ $json.keys[0] }}'), 'keys'],
		[
			'all headers',
			object('headers', `{"x-api-key": "${KEY}"}`),
			call({ headerParameters: {}, jsonHeaders: '={{ $json.headers }}' }),
			'headers',
		],
		[
			'all headers, as text',
			object('headers', `{"x-api-key": "${KEY}"}`),
			call({ headerParameters: {}, jsonHeaders: '={{ JSON.stringify($json.headers) }}' }),
			'headers',
		],
		[
			'a field of which a method is called',
			setField('Form', 'apiKey', ` ${KEY}`),
			readingBy('={{ $json.apiKey.trim() }}'),
			'apiKey',
		],
		[
			'a field that the URL reads',
			setField('Form', 'apiKey', KEY),
			call({ url: '=https://api.piapi.ai/api/v1/task?api_key={{ $json.apiKey }}' }),
			'apiKey',
		],
		[
			'a field that the body reads',
			setField('Form', 'apiKey', KEY),
			call({ jsonBody: '={"model": "m", "api_key": "{{ $json.apiKey }}"}' }),
			'apiKey',
		],
	])('%s is told, and gone', (_, field, old, name) => {
		const { keys, text } = cleared(old, field);
		expect(keys).toEqual([{ node: 'Form', place: `field ${name}` }]);
		expect(text).not.toContain(KEY);
	});

	it('leaves the other parts of the field', () => {
		const { text } = cleared(readingBy(NESTED), object('config', `{"apiKey": "${KEY}", "n": 5}`));
		expect(text).toContain(JSON.stringify('{"apiKey": "", "n": 5}').slice(1, -1));
	});

	it.each<[string, string]>([
		['the key', "={{ $('Form').item.json['config']['apiKey'] }}"],
		['the whole', "={{ JSON.stringify($('Form').item.json.config) }}"],
	])('stays when another service reads %s, and is told', (_, value) => {
		const fields = [
			object('config', `{"apiKey": "${KEY}"}`),
			raw(`{"config": {"apiKey": "${KEY}"}}`),
			setField('Form', 'config.apiKey', KEY),
		];
		const other = node('Other', 'httpRequest', {
			url: 'https://example.com',
			...headers(['key', value]),
		});
		for (const field of fields) {
			const { keys, unchanged } = cleared(readingBy(NESTED), field, other);
			expect(keys).toMatchObject([{ node: 'Form', isLeft: true }]);
			expect(unchanged).toEqual([field, other]);
		}
	});

	it('goes when something else reads only another part', () => {
		const other = node('Other', 'httpRequest', {
			url: "={{ $('Form').item.json.config.site }}",
		});
		const { keys } = cleared(readingBy(NESTED), object('config', `{"apiKey": "${KEY}"}`), other);
		expect(keys).toEqual([{ node: 'Form', place: 'field config' }]);
	});

	it('is told where it comes from, under whatever name', () => {
		const renamed = node('Renamed', 'set', {
			values: { string: [{ name: 'token', value: '={{ $json.piapi }}' }] },
		});
		const field = setField('Form', 'piapi', KEY);
		expect(cleared(readingBy('={{ $json.token }}'), field, renamed).keys).toEqual([
			{ node: 'Form', place: 'field piapi', isLeft: true },
		]);
	});
});

it('a key in pinned data that a call reads is told', () => {
	const before = {
		...workflow([START, readingBy('={{ $json.apiKey }}')]),
		pinData: { Start: [{ json: { apiKey: KEY } }] },
	};
	expect(clearKeys(before, { ...before, nodes: [START, NEW] }).keys).toEqual([
		{ node: 'Start', place: 'its pinned data', isLeft: true },
	]);
});

it.each<[string, object, string]>([
	[
		'headers that cannot be read',
		{ jsonHeaders: `={{ { ...$json.h, "x-api-key": "${KEY}" } }}` },
		'headers',
	],
	['a JSON query', { jsonQuery: `{"api_key": "${KEY}"}` }, 'query parameters'],
	['a body', { jsonBody: `={"model": "m", "input": {"api_key": "${KEY}"}}` }, 'body'],
	['a body that cannot be read', { jsonBody: `={"api_key": "${KEY}", {{ $json.x }}}` }, 'body'],
])('a key in %s is told', (_, more, place) => {
	expect(cleared(call(more)).keys).toEqual([{ node: 'Create', place }]);
});

it('a text that a body reads does not count as a key', () => {
	const field = setField('Form', 'prompt', 'fox-in-a-hat-9000');
	expect(cleared(call({ jsonBody: '={{ { model: "m", input: $json } }}' }), field).keys).toEqual(
		[],
	);
	expect(cleared(call({ jsonBody: '={{ $json.prompt }}' }), field).keys).toEqual([]);
});

describe('a key in the body of a task', () => {
	const body = (more: object) => ({ model: 'Qubico/flux1-dev', task_type: 'txt2img', ...more });
	const LEFT_OUT =
		'"api_key" is left out of the body: the new node takes the API key from its credential.';

	it.each<[string, object]>([
		['beside the input', body({ api_key: KEY, input: { prompt: 'x' } })],
		['in the input', body({ input: { prompt: 'x', api_key: KEY } })],
		['as an expression', body({ input: { prompt: 'x', api_key: '{{ $json.apiKey }}' } })],
		['of a Custom Task', { ...body({ input: { api_key: KEY } }), model: 'unknown' }],
	])('%s does not go into the new node', (_, sent) => {
		const old = create('Create', FLUX, { jsonBody: `=${JSON.stringify(sent)}` });
		const { text, report } = convert(JSON.stringify(workflow([START, old], 'Start > Create')));
		expect(report.converted).toHaveLength(1);
		expect(text).not.toContain(KEY);
		expect(text).not.toContain('apiKey');
		expect(report.check.map((remark) => remark.text)).toContain(LEFT_OUT);
		expect(report.check.map((remark) => remark.text).join()).not.toContain('set it in the node');
	});

	it('that was pasted is told, too', () => {
		const pasted = convertPasted(
			JSON.stringify(body({ api_key: KEY, input: { prompt: 'x' } })),
			() => 'id',
		);
		expect(pasted.text).not.toContain(KEY);
		expect(tellPasted(pasted)).toContain('The text contains an API key.');
	});

	it('leaves another field whose name is that of a key', () => {
		const sent = JSON.stringify(body({ input: { prompt: 'x', key: 'C major' } }));
		expect(convertPasted(sent, () => 'id').text).toContain('C major');
	});
});
