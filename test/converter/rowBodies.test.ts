import type { IDataObject } from 'n8n-workflow';

import { readCall } from '../../converter/calls/httpRequest';
import { nodeForTask } from '../../converter/nodes/parameters';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { lodashSet } from './lodashSet';
import { requestOf, resolved } from './sent';
import { create, node } from '../../tools/pairs/workflows';

type Rows = ReadonlyArray<readonly [name: string, value: string]>;

const rowsOf = (rows: Rows) => rows.map(([name, value]) => ({ name, value }));

const parametersFor = (call: FileNode): unknown => {
	const read = readCall(call);
	const made = read && 'body' in read ? nodeForTask(read.body) : undefined;
	return made && 'parameters' in made ? made.parameters : undefined;
};

/** What the HTTP Request node sends for rows of names and values. */
function bodyOfRows(rows: Rows, item: IDataObject): unknown {
	const body: IDataObject = {};
	for (const [name, value] of rows) lodashSet(body, name, resolved(value, item));
	return JSON.parse(JSON.stringify(body)) as unknown;
}

const NAMES: Rows = [
	['model', 'new'],
	['task_type', '=make-{{ $json.kind }}'],
];

const item: IDataObject = {
	kind: 'it',
	text: 'a "b"\n\\n c',
	number: 512,
	asText: '512',
	list: ['a', { b: 1 }],
	object: { a: { b: 'c' } },
	nothing: null,
};

describe('a body of rows is sent as before', () => {
	it.each<[string, Rows]>([
		[
			'texts',
			[
				['input.prompt', '={{ $json.text }}'],
				['input.other', '=say {{ $json.text }}!'],
			],
		],
		[
			'numbers',
			[
				['input.a', '={{ $json.number }}'],
				['input.b', '={{ $json.asText }}'],
			],
		],
		[
			'lists and objects',
			[
				['input.a', '={{ $json.list }}'],
				['input.b', '={{ $json.object }}'],
			],
		],
		[
			'nothing',
			[
				['input.a', '={{ $json.nothing }}'],
				['input.b', '={{ $json.gone }}'],
				['input.c', 'd'],
			],
		],
		[
			'an object in code',
			[['input', '={{ { prompt: $json.text, deep: { list: [$json.number] } } }}']],
		],
		[
			'an object in code that is spread',
			[['input', '={{ { prompt: $json.text, ...$json.object } }}']],
		],
		[
			'an object of the item',
			[
				['input', '={{ $json.object }}'],
				['config', '={{ $json.object }}'],
			],
		],
		['JSON text in a field', [['input.json', '={{ JSON.stringify($json.object) }}']]],
		[
			'braces and backslashes',
			[
				['input.a', '=C:\\dir {{ $json.kind }}'],
				['input.b', '={{ $json.kind }}}}'],
			],
		],
		[
			'a text with equals',
			[
				['input.a', '==b'],
				['input.b', '={{ $json.kind }}'],
			],
		],
	])('with %s', (_, more) => {
		const rows = [...NAMES, ...more];
		const call = create('Create', '', {
			specifyBody: 'keypair',
			bodyParameters: { parameters: rowsOf(rows) },
		});
		expect(requestOf(parametersFor(call), item)).toEqual(bodyOfRows(rows, item));
	});
});

describe('a body of an old HTTP Request node', () => {
	const old = (parameters: object): FileNode =>
		node('Create', 'httpRequest', {
			requestMethod: 'POST',
			url: 'https://api.piapi.ai/api/v1/task',
			...parameters,
		});
	const sent = { model: 'new', task_type: 'make', input: { prompt: item.text, width: 512 } };

	it('is read from JSON', () => {
		const json =
			'={"model":"new","task_type":"make","input":{"prompt":"{{ $json.text }}","width":{{ $json.asText }}}}';
		const call = old({ jsonParameters: true, bodyParametersJson: json });
		expect(requestOf(parametersFor(call), item)).toEqual(sent);
	});

	it('is read from rows', () => {
		const rows: Rows = [
			['model', 'new'],
			['task_type', 'make'],
			['input', '={{ { prompt: $json.text, width: $json.number } }}'],
		];
		const call = old({ bodyParametersUi: { parameter: rowsOf(rows) } });
		expect(requestOf(parametersFor(call), item)).toEqual(sent);
	});
});
