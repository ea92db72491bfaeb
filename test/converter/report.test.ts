import { otherCallers } from '../../converter/calls/otherCallers';
import { checksOf, type NewNode } from '../../converter/nodes/newNode';
import { nodeForTask } from '../../converter/nodes/parameters';
import { NO_CALLS, sentence, textOfReport, type Report } from '../../converter/report';
import { node, START, workflow } from '../../tools/pairs/workflows';

const nothing: Report = {
	nodes: { before: 3, after: 2 },
	converted: [],
	untouched: [],
	keys: [],
	check: [],
};

describe('the report as text', () => {
	it('has a group for each kind of line, in the order in which they matter', () => {
		const text = textOfReport({
			...nothing,
			converted: [
				{
					node: 'Create',
					replaces: ['Create', 'Look'],
					operation: 'PiAPI > Flux > Generate Image',
				},
			],
			untouched: [{ node: 'Other', text: 'its body cannot be read' }],
			keys: [
				{ node: 'Create', place: 'header x-api-key' },
				{ node: 'Note', place: 'its text', isLeft: true },
			],
			check: [{ node: 'Create', text: 'Set On Error.' }],
		});
		expect(text.split('\n')).toEqual([
			'3 nodes before, 2 after.',
			'',
			'Converted:',
			'  - Create is now PiAPI > Flux > Generate Image, and replaces Look',
			'',
			'Not converted:',
			'  - Other: Its body cannot be read.',
			'',
			'Keys:',
			expect.stringMatching(/^ {2}- An API key was typed .* revoke this one\.$/),
			'  - Create, header x-api-key: removed',
			'  - Note, its text: still there; remove it if nothing needs it',
			'',
			'Check by hand:',
			'  - Create: Set On Error.',
		]);
	});

	it('says when nothing calls PiAPI', () => {
		expect(textOfReport(nothing)).toContain(NO_CALLS);
	});

	it('does not say so when a call was left as it is', () => {
		const untouched = [{ node: 'Create', text: 'its body cannot be read' }];
		expect(textOfReport({ ...nothing, untouched })).not.toContain(NO_CALLS);
	});

	it.each([
		['its body cannot be read', 'Its body cannot be read.'],
		['"width" is left out', '"width" is left out.'],
		['Set it.', 'Set it.'],
	])('makes a sentence of %s', (text, expected) => expect(sentence(text)).toBe(expected));
});

describe('nodes that call PiAPI in another way', () => {
	const url = 'https://api.piapi.ai/api/v1/task';

	it.each<[string, string, object, RegExp]>([
		['Code', 'code', { jsCode: `await this.helpers.httpRequest({ url: '${url}' })` }, /own code/],
		['Function', 'function', { functionCode: `await fetch("${url}")` }, /own code/],
		['Execute Command', 'executeCommand', { command: `curl ${url}` }, /own code/],
		['HTTP Request Tool', 'httpRequestTool', { url }, /a PiAPI node to the agent as a tool/],
		['an older tool', '@n8n/n8n-nodes-langchain.toolHttpRequest', { url }, /as a tool/],
	])('such as %s are told of', (name, type, parameters, words) => {
		const remarks = otherCallers(workflow([START, node(name, type, { ...parameters })]));
		expect(remarks).toEqual([{ node: name, text: expect.stringMatching(words) as string }]);
	});

	it.each(['api.goapi.ai', 'api.goapi.xyz', 'api.midjourneyapi.xyz', 'upload.theapi.app'])(
		'are told of when they call %s',
		(host) => {
			const code = `await fetch('https://${host}/api/v1/task')`;
			const nodes = [
				node('Code', 'code', { jsCode: code }),
				node('Tool', 'httpRequestTool', { url: `https://${host}/api/v1/task` }),
			];
			expect(otherCallers(workflow(nodes)).map((remark) => remark.node)).toEqual(['Code', 'Tool']);
		},
	);

	it.each<[string, string, object]>([
		['a note', 'stickyNote', { content: `curl ${url}` }],
		[
			'code that only names the address',
			'code',
			{ jsCode: `return [{ json: { url: '${url}' } }]` },
		],
		['code that calls another service', 'code', { jsCode: 'fetch("https://example.com")' }],
		['a node that is converted', 'httpRequest', { url }],
	])('are not %s', (name, type, parameters) => {
		expect(otherCallers(workflow([node(name, type, { ...parameters })]))).toEqual([]);
	});
});

describe('notes on a body', () => {
	const checksFor = (body: object): string[] =>
		checksOf(nodeForTask(body as Parameters<typeof nodeForTask>[0]) as NewNode);

	it.each<[string, object]>([
		[
			'an operation',
			{ model: 'Qubico/flux1-schnell', task_type: 'txt2img', input: { prompt: 'a' } },
		],
		['a custom task', { model: 'new', task_type: 'make', input: { prompt: 'a' } }],
		[
			'a number as text',
			{ model: 'Qubico/flux1-schnell', task_type: 'txt2img', input: { prompt: 'a', width: '512' } },
		],
		[
			'input without a field',
			{ model: 'Qubico/flux1-schnell', task_type: 'txt2img', input: { prompt: 'a', new: 5 } },
		],
	])('ask for nothing when %s sends all of it', (_, body) => expect(checksFor(body)).toEqual([]));

	it.each<[object, RegExp]>([
		[{ mode: 'pro' }, /^"mode" is left out: .* set it in the node\.$/],
		[
			{ config: { webhook_config: { endpoint: 'https://example.com', secret: 's' } } },
			/The webhook secret is not copied: set it as the PiAPI credential's Webhook Secret/,
		],
	])('of %j ask for what is missing', (more, words) => {
		expect(checksFor({ model: 'new', task_type: 'make', input: {}, ...more })).toEqual([
			expect.stringMatching(words),
		]);
	});
});
