import type { FileNode } from '../../converter/workflow/workflowFile';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	parametersOf,
	pause,
	setField,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const HOST = 'https://api.piapi.ai';
const form = (value: string): FileNode => setField('Form', 'api', value);
const calling = (url: string, more: object = {}): FileNode =>
	create('Create', FLUX, { url, ...more });

const convertedWith = (url: string, ...before: FileNode[]) => {
	const names = ['Start', ...before.map(({ name }) => name), 'Create'];
	const lines = names.slice(1).map((name, index) => `${names[index]} > ${name}`);
	return converted(workflow([START, ...before, calling(url)], ...lines));
};

/** A Set node that adds a field to those of its input that the choice keeps. */
const keeps = (choice: object): FileNode => {
	const set = setField('Keeps', 'prompt', 'a cat');
	const parameters = { ...set.parameters, includeOtherFields: true, ...choice };
	return { ...set, parameters };
};

describe('an address with its host in a field', () => {
	const keeping = node(
		'Form',
		'set',
		{ values: { string: [{ name: 'api', value: HOST }] }, options: {} },
		{ typeVersion: 1 },
	);
	const older = node(
		'Form',
		'set',
		{ fields: { values: [{ name: 'api', stringValue: HOST }] } },
		{ typeVersion: 3.2 },
	);
	const raw = node(
		'Form',
		'set',
		{ mode: 'raw', jsonOutput: JSON.stringify({ api: HOST }) },
		{ typeVersion: 3.4 },
	);

	it.each<[string, string, FileNode[]]>([
		['of a named node', "={{ $('Form').item.json.api }}/api/v1/task", [form(HOST)]],
		['of the first item', '={{ $("Form").first().json["api"] }}/api/v1/task', [form(HOST)]],
		['of the old notation', '={{ $node["Form"].json.api }}/api/v1/task', [form(HOST)]],
		['of the node before', '={{ $json.api }}/api/v1/task', [form(HOST)]],
		['of the input', '={{ $input.item.json.api }}/api/v1/task', [form(HOST)]],
		[
			'after a node that returns its items',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), pause('Pause')],
		],
		[
			'after a Set node that keeps all fields',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), keeps({})],
		],
		[
			'after a Set node that keeps it by name',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), keeps({ include: 'selected', includeFields: 'size, api' })],
		],
		[
			'after a Set node that leaves out others',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), keeps({ include: 'except', excludeFields: 'size' })],
		],
		[
			'before a Set node that is turned off',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), { ...setField('Off', 'api', 'https://example.com'), disabled: true }],
		],
		[
			'after a node that responds',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), node('Respond', 'respondToWebhook', { respondWith: 'noData' })],
		],
		['of an old Set node', '={{ $json.api }}/api/v1/task', [keeping, pause('Pause')]],
		['of Set 3.2', '={{ $json.api }}/api/v1/task', [older]],
		['of JSON', '={{ $json.api }}/api/v1/task', [raw]],
		['put together by code', "={{ $json.api + '/api/v1/task' }}", [form(HOST)]],
		['in a template', '={{ `${$json.api}/api/v1/task` }}', [form(HOST)]],
		['as a whole', '={{ $json.api }}', [form(`${HOST}/api/v1/task`)]],
		['in code', `={{ "${HOST}" }}/api/v1/task`, []],
	])('%s is found', (_, url, before) => {
		const { file, report } = convertedWith(url, ...before);
		expect(parametersOf(file, 'Create')).toMatchObject({ resource: 'flux' });
		expect(report.untouched).toEqual([]);
	});

	it('is found when several nodes set it to the same', () => {
		const { file } = converted(
			workflow(
				[
					START,
					form(HOST),
					{ ...form(HOST), name: 'Other' },
					calling('={{ $json.api }}/api/v1/task'),
				],
				'Start > Form, Other',
				'Form > Create',
				'Other > Create',
			),
		);
		expect(parametersOf(file, 'Create')).toMatchObject({ resource: 'flux' });
	});

	it('is found by the status request too', () => {
		const { file } = converted(
			workflow(
				[
					START,
					form(HOST),
					calling("={{ $('Form').item.json.api }}/api/v1/task"),
					pause('Pause'),
					{
						...look('Look'),
						parameters: {
							url: "={{ $('Form').item.json.api }}/api/v1/task/{{ $json.data.task_id }}",
						},
					},
				],
				'Start > Form',
				'Form > Create',
				'Create > Pause',
				'Pause > Look',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Form', 'Create']);
	});

	it.each<[string, string, FileNode[]]>([
		['a variable of n8n', '={{ $vars.piapi }}/api/v1/task', []],
		['the environment', '={{ $env.PIAPI_HOST }}/api/v1/task', []],
		['an expression', '={{ $json.api }}/api/v1/task', [form('={{ $json.host }}')]],
		[
			'a field that a Set node leaves out',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), keeps({ include: 'except', excludeFields: 'api' })],
		],
		[
			'a field that no Set node names',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), keeps({ include: 'selected', includeFields: 'prompt' })],
		],
		[
			'a field that JSON with an expression may write',
			'={{ $json.api }}/api/v1/task',
			[form(HOST), keeps({ mode: 'raw', jsonOutput: '={{ { api: $json.other } }}' })],
		],
		[
			'a Set node that is turned off',
			'={{ $json.api }}/api/v1/task',
			[{ ...form(HOST), disabled: true }],
		],
		['a node that is not there', "={{ $('Gone').item.json.api }}/api/v1/task", []],
		['a field as a whole', '={{ $json.url }}', []],
	])('from %s is told of', (_, url, before) => {
		const { report } = convertedWith(url, ...before);
		expect(report.converted).toEqual([]);
		expect(report.untouched).toEqual([
			{
				node: 'Create',
				text: expect.stringMatching(
					/^its address is made elsewhere, in \{\{ .+ \}\}\. If it calls PiAPI, write https:\/\/api\.piapi\.ai/,
				) as string,
			},
		]);
	});

	const KEY_HEADER = {
		sendHeaders: true,
		headerParameters: { parameters: [{ name: 'X-API-Key', value: '={{ $env.KEY }}' }] },
	};

	it.each<[string, string, object, string]>([
		[
			'a status request',
			'={{ $env.BASE }}/task/{{ $json.id }}',
			KEY_HEADER,
			'piapi.ai/api/v1 there',
		],
		['a status request', '={{ $env.PIAPI }}/task/{{ $json.id }}', {}, 'piapi.ai/api/v1 there'],
		['the account', '={{ $env.BASE }}/account/info', KEY_HEADER, 'piapi.ai there'],
		['a request', '={{ $env.PIAPI_URL }}/{{ $json.id }}', {}, 'piapi.ai there'],
	])('%s at an address that the environment begins is told of', (_, url, more, advice) => {
		const request = node('Call', 'httpRequest', { url, ...more }, { typeVersion: 4.2 });
		const { report } = converted(workflow([START, request], 'Start > Call'));
		expect(report.untouched).toEqual([
			{ node: 'Call', text: expect.stringContaining(`https://api.${advice}`) as string },
		]);
	});

	it.each([
		['={{ $env.CLICKUP }}/task/{{ $json.id }}', {}],
		['={{ $env.BASE }}/v1/speech', KEY_HEADER],
		["={{ $('Check PiAPI').item.json.data.output.image_url }}", {}],
	])('%s is nobody’s business', (url, more) => {
		const request = node('Call', 'httpRequest', { url, ...more }, { typeVersion: 4.2 });
		expect(converted(workflow([START, request], 'Start > Call')).report.untouched).toEqual([]);
	});

	it.each<[string, string, FileNode[]]>([
		['another service', '={{ $json.api }}/api/v1/task', [form('https://example.com')]],
		['another path', '={{ $vars.host }}/v1/speech', []],
	])('of %s is nobody’s business', (_, url, before) => {
		const body = '={"text":"a"}';
		const nodes = [START, ...before, calling(url, { jsonBody: body })];
		const { report } = converted(
			workflow(nodes, `Start > ${before[0]?.name ?? 'Create'}`, 'Form > Create'),
		);
		expect(report.untouched).toEqual([]);
	});
});
