import { clearKeys } from '../../converter/calls/keys';
import { isKey } from '../../converter/calls/placeholders';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { KEY, node, setField, START, workflow } from '../../tools/pairs/workflows';
import { call, cleared, headers, NEW } from './clearedKeys';

const HEX = '3f1c9a7e55d24b8890ab12cd34ef5678';

describe('what is typed where a key goes', () => {
	it.each([
		KEY,
		HEX,
		'sk-proj-9fA3bC77dQ',
		'b7c0d6c1-9a51-4a7e-8f0e-2f1d7d3f9c55',
		'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N',
	])('is a key: %s', (text) => expect(isKey(text)).toBe(true));

	it.each([
		'PUT-YOUR-KEY-HERE',
		'<your key>',
		'<YOUR_PIAPI_KEY>',
		'YOUR_API_KEY',
		'your-piapi-api-key',
		'yourApiKeyHere',
		'Your PiAPI key',
		'API_KEY_HERE',
		'insert-your-token-here',
		'REPLACE_WITH_YOUR_KEY',
		'xxx',
		'xxxxxxxxxxxxxxxx',
		'xxxx-xxxx-xxxx',
		'sk-...',
		'sk-xxxxxxxxxxxx',
		'****************',
		'key',
		'',
		'{{ $json.key }}',
		'{{YOUR_KEY}}',
		'[api key]',
		'changeme',
		'12345678',
		'my-secret-token',
	])('is not a key: %s', (text) => expect(isKey(text)).toBe(false));
});

describe('a key that goes with the node', () => {
	it.each<[string, object, string]>([
		['a header', headers(['X-API-Key', KEY]), 'header X-API-Key'],
		['a bearer', headers(['Authorization', `Bearer ${HEX}`]), 'header Authorization'],
		['an expression that is text', headers(['x-api-key', `=${KEY}`]), 'header x-api-key'],
		['code', headers(['Authorization', `={{ "Bearer " + "${KEY}" }}`]), 'header Authorization'],
		['JSON headers', { jsonHeaders: `{"x-api-key": "${KEY}"}` }, 'header x-api-key'],
		[
			'a query parameter',
			{ queryParameters: { parameters: [{ name: 'api_key', value: KEY }] } },
			'query parameter api_key',
		],
		['the URL', { url: `https://api.piapi.ai/api/v1/task?key=${KEY}` }, 'URL'],
	])('in %s is told, and gone', (_, more, place) => {
		const { keys, text } = cleared(call(more));
		expect(keys).toEqual([{ node: 'Create', place }]);
		expect(text).not.toContain(KEY);
	});

	it('in the headers of an old node is told, and gone', () => {
		const old = node('Create', 'httpRequest', {
			requestMethod: 'POST',
			url: 'https://api.piapi.ai/api/v1/task',
			headerParametersUi: { parameter: [{ name: 'x-api-key', value: KEY }] },
		});
		expect(cleared(old).keys).toEqual([{ node: 'Create', place: 'header x-api-key' }]);
	});

	it('is told once when two headers have it', () => {
		const { keys } = cleared(call(headers(['x-api-key', KEY], ['x-api-key', KEY])));
		expect(keys).toHaveLength(1);
	});
});

const reading = call(headers(['x-api-key', '={{ $json.apiKey }}']));

describe('a key in a Set node', () => {
	const fields = [
		setField('Form', 'apiKey', KEY),
		node('Form', 'set', { values: { string: [{ name: 'apiKey', value: KEY }] } }),
		node(
			'Form',
			'set',
			{ fields: { values: [{ name: 'apiKey', stringValue: KEY }] } },
			{ typeVersion: 3.2 },
		),
		node(
			'Form',
			'set',
			{ mode: 'raw', jsonOutput: `{"apiKey": "${KEY}", "other": 5}` },
			{ typeVersion: 3.4 },
		),
	];

	it.each(fields.map((field) => [field.typeVersion, field] as const))(
		'of version %s that feeds PiAPI only is emptied',
		(_, field) => {
			const { keys, text } = cleared(reading, field);
			expect(keys).toEqual([{ node: 'Form', place: 'field apiKey' }]);
			expect(text).not.toContain(KEY);
			expect(text).toContain('apiKey');
		},
	);

	it.each<[string, string]>([
		['by name', "=Bearer {{ $('Form').item.json.apiKey }}"],
		['in brackets', "={{ $json['apiKey'] }}"],
	])('stays when another service reads it %s, and is told', (_, value) => {
		const other = node('Other', 'httpRequest', {
			url: 'https://example.com',
			...headers(['key', value]),
		});
		const { keys, unchanged } = cleared(reading, fields[0] as FileNode, other);
		expect(keys).toEqual([{ node: 'Form', place: 'field apiKey', isLeft: true }]);
		expect(unchanged).toEqual([fields[0], other]);
	});

	it('with the same key for another field is emptied where it is PiAPI’s', () => {
		const both = node('Form', 'set', {
			values: {
				string: [
					{ name: 'apiKey', value: KEY },
					{ name: 'voiceKey', value: KEY },
				],
			},
		});
		const other = node('Other', 'httpRequest', {
			url: 'https://example.com',
			...headers(['key', '={{ $json.voiceKey }}']),
		});
		const { keys, text } = cleared(reading, both, other);
		expect(keys).toEqual([
			{ node: 'Form', place: 'field apiKey' },
			{ node: 'Form', place: 'field voiceKey', isLeft: true },
		]);
		expect(text.split(KEY)).toHaveLength(2);
	});
});

describe('a key anywhere else', () => {
	const typed = call(headers(['x-api-key', KEY]));

	it.each<[string, FileNode, string[]]>([
		[
			'a header of another service',
			node(
				'Other',
				'httpRequest',
				{ url: 'https://example.com', ...headers(['voice-key', KEY]) },
				{ typeVersion: 4.2 },
			),
			['header voice-key'],
		],
		[
			'the body of another service',
			node(
				'Other',
				'httpRequest',
				{ url: 'https://example.com', jsonBody: `{"key":"${KEY}"}` },
				{ typeVersion: 4.2 },
			),
			['body'],
		],
		['a note', node('Other', 'stickyNote', { content: `The key is ${KEY}` }), ['its text']],
		['code', node('Other', 'code', { jsCode: `const key = '${KEY}';` }), ['its code']],
		['another node', node('Other', 'n8n-nodes-other.any', { token: KEY }), ['its parameters']],
		['the notes of a node', node('Other', 'noOp', {}, { notes: KEY }), ['its notes']],
	])('such as %s keeps its text and is told', (_, other, places) => {
		const { keys, unchanged } = cleared(typed, other);
		expect(unchanged).toEqual([other]);
		expect(keys).toEqual([
			{ node: 'Create', place: 'header x-api-key' },
			...places.map((place) => ({ node: 'Other', place, isLeft: true })),
		]);
	});

	it('in code that gives it to PiAPI stays there and is told', () => {
		const other = node('Other', 'code', { jsCode: `return [{ json: { apiKey: '${KEY}' } }];` });
		expect(cleared(reading, other)).toMatchObject({
			unchanged: [other],
			keys: [{ node: 'Other', place: 'its code', isLeft: true }],
		});
	});

	it('in pinned data stays there and is told', () => {
		const before = { ...workflow([START, typed]), pinData: { Start: [{ json: { key: KEY } }] } };
		const after = { ...before, nodes: [START, NEW] };
		expect(clearKeys(before, after).keys).toEqual([
			{ node: 'Create', place: 'header x-api-key' },
			{ node: 'Start', place: 'its pinned data', isLeft: true },
		]);
	});

	it('in a call that was not converted stays there and is told', () => {
		const stays = { ...typed, name: 'Other' };
		expect(cleared(typed, stays).keys).toEqual([
			{ node: 'Create', place: 'header x-api-key' },
			{ node: 'Other', place: 'header x-api-key', isLeft: true },
		]);
	});
});

it('a placeholder changes nothing and is not told', () => {
	const note = node('Note', 'stickyNote', {
		content: 'Write PUT-YOUR-KEY-HERE over with your key.',
	});
	const { keys, unchanged } = cleared(call(headers(['x-api-key', 'PUT-YOUR-KEY-HERE'])), note);
	expect(keys).toEqual([]);
	expect(unchanged).toEqual([note]);
});

it('a key in a credential is not in the file', () => {
	const credential = {
		...call({ authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' }),
		credentials: { httpHeaderAuth: { id: '1', name: 'PiAPI key' } },
	};
	expect(cleared(credential).keys).toEqual([]);
});
