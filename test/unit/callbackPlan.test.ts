import type { IDataObject, IExecuteFunctions, INode, NodeTypeAndVersion } from 'n8n-workflow';

import {
	callbackWebhooks,
	planCallback,
	type CallbackSettings,
} from '../../nodes/execute/callbackPlan';

interface Situation {
	readonly node?: Partial<INode>;
	readonly resumeUrl?: string;
	readonly continues?: boolean;
	readonly mode?: string;
	readonly before?: NodeTypeAndVersion[];
	readonly after?: NodeTypeAndVersion[];
	/** Names of nodes before this one that did not run. */
	readonly idle?: readonly string[];
	/** The Task Options as they are stored, before expressions are resolved. */
	readonly taskOptions?: unknown;
}

const contextWith = ({
	node = {},
	resumeUrl = 'https://n8n.example.com/webhook-waiting/1?signature=abc',
	continues = true,
	mode = 'trigger',
	before = [],
	after = [],
	idle = [],
	taskOptions = {},
}: Situation = {}): IExecuteFunctions =>
	({
		getNode: () => ({ name: 'Make', type: 'n8n-nodes-piapi-unified.piApi', ...node }),
		getMode: () => mode,
		getNodeParameter: () => taskOptions,
		continueOnFail: () => continues,
		getParentNodes: (_: string, options?: { includeNodeParameters?: boolean }) =>
			options?.includeNodeParameters === true ? before : [],
		getChildNodes: () => after,
		evaluateExpression: (expression: string) =>
			expression.includes('resumeUrl')
				? resumeUrl
				: !idle.some((name) => expression === `{{ $(${JSON.stringify(name)}).isExecuted }}`),
	}) as unknown as IExecuteFunctions;

const nodeOf = (type: string, parameters?: IDataObject, disabled = false): NodeTypeAndVersion =>
	({
		name: `the "${type}"`,
		type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
		typeVersion: 1,
		disabled,
		...(parameters ? { parameters } : {}),
	}) as NodeTypeAndVersion;

const settingsOf = (more: Partial<CallbackSettings> = {}): CallbackSettings => ({
	webhookUrl: '',
	...more,
});

describe('the address of a callback', () => {
	it('has a path of its own, before the token of the execution', () => {
		expect(planCallback(contextWith(), settingsOf())).toEqual({
			url: 'https://n8n.example.com/webhook-waiting/1/piapi?signature=abc',
		});
	});

	it('has one slash before that path', () => {
		const resumeUrl = 'https://n8n.example.com/webhook-waiting/1/';
		expect(planCallback(contextWith({ resumeUrl }), settingsOf())).toEqual({
			url: 'https://n8n.example.com/webhook-waiting/1/piapi',
		});
	});

	it('has the path that the node listens at', () => {
		const plan = planCallback(contextWith(), settingsOf());
		const url = new URL('url' in plan ? plan.url : '');
		expect(callbackWebhooks.map(({ path }) => url.pathname.endsWith(`/1/${path}`))).toEqual([true]);
		expect(callbackWebhooks[0]?.path).not.toBe('');
	});
});

describe('a callback is replaced by polling, with a hint,', () => {
	const private_ = [
		'http://n8n.example.com/x',
		'https://localhost/x',
		'https://n8n.localhost/x',
		'https://localhost.localdomain/x',
		'https://n8n.local/x',
		'https://n8n.local./x',
		'https://n8n.lan/x',
		'https://n8n.internal/x',
		'https://n8n.home.arpa/x',
		'https://n8n/x',
		'https://n8n./x',
		'https://0.0.0.0/x',
		'https://10.1.2.3/x',
		'https://100.64.0.1/x',
		'https://100.127.255.255/x',
		'https://127.1/x',
		'https://0x7f000001/x',
		'https://169.254.1.1/x',
		'https://172.16.0.1/x',
		'https://172.31.255.255/x',
		'https://192.168.1.5/x',
		'https://[::1]/x',
		'https://[::ffff:10.0.0.1]/x',
		'https://[fd00::1]/x',
		'nonsense',
	];

	it.each<[string, Situation, Partial<CallbackSettings>, string]>([
		['as a tool', { node: { type: 'x.piApiTool' } }, {}, 'the node is a tool of an AI agent'],
		['with Stop on errors', { continues: false }, {}, 'On Error set to Continue'],
		['with Retry On Fail', { node: { retryOnFail: true } }, {}, 'Retry On Fail'],
		['with a Webhook URL', {}, { webhookUrl: 'https://example.com' }, 'Webhook URL is set'],
		['with a cancel on stop', {}, { cancelTasksOnStop: true }, 'Cancel Tasks on Stop'],
		['with a key for each item', {}, { keyPerItem: true }, 'one per item'],
		['with a key of another node', {}, { keyFromRun: true }, 'cannot resolve for a callback'],
		['with one item per file', { taskOptions: { output: 'onePerFile' } }, {}, 'One Item per File'],
		[
			'with an output that only the item tells',
			{ taskOptions: { output: '={{ $json.output }}' } },
			{},
			'One Item per File',
		],
		[
			'with options that only the item tells',
			{ taskOptions: '={{ $json.options }}' },
			{},
			'One Item per File',
		],
		['in a sub-workflow', { mode: 'integrated' }, {}, 'sub-workflow'],
		['in a chat', { mode: 'chat' }, {}, 'the chat waits'],
		['in an evaluation', { mode: 'evaluation' }, {}, 'the evaluation waits'],
		['on the command line', { mode: 'cli' }, {}, 'the command line'],
		...private_.map((resumeUrl): [string, Situation, Partial<CallbackSettings>, string] => [
			`at ${resumeUrl}`,
			{ resumeUrl },
			{},
			'a public host',
		]),
	])('%s', (_, situation, settings, reason) => {
		expect(planCallback(contextWith(situation), settingsOf(settings))).toEqual({
			hint: expect.stringMatching(new RegExp(`^Polled instead: .*${reason}`)),
		});
	});
});

it.each([
	'10.example.com',
	'127.example.com',
	'0.example.com',
	'172.16.example.com',
	'192.168.example.com',
	'localhost.example.com',
	'local.example.com',
	'9.9.9.9',
	'100.63.0.1',
	'100.128.0.1',
	'172.15.0.1',
	'172.32.0.1',
])('pauses at %s, which is public', (host) => {
	const resumeUrl = `https://${host}/webhook-waiting/1`;
	expect(planCallback(contextWith({ resumeUrl }), settingsOf())).toEqual({
		url: `${resumeUrl}/piapi`,
	});
});

it.each(['simplified', 'raw'])(
	'pauses with Output %s, which is one item for each task',
	(output) => {
		expect(planCallback(contextWith({ taskOptions: { output } }), settingsOf())).toEqual({
			url: expect.any(String),
		});
	},
);

describe('a node before this one', () => {
	const LANGCHAIN = '@n8n/n8n-nodes-langchain';

	it.each<[string, NodeTypeAndVersion, Situation?]>([
		['a webhook that answers at the end', nodeOf('webhook', { responseMode: 'lastNode' })],
		['a webhook that streams', nodeOf('webhook', { responseMode: 'streaming' })],
		['a webhook with an expression', nodeOf('webhook', { responseMode: '={{ $json.mode }}' })],
		['a webhook of an n8n without parameters', nodeOf('webhook')],
		['a form that answers at the end', nodeOf('formTrigger', { responseMode: 'lastNode' })],
		['a form with another page ahead', nodeOf('formTrigger', {}), { after: [nodeOf('form')] }],
		['a page of a form', nodeOf('form', {})],
		['a Wait node that shows a form', nodeOf('wait', { resume: 'form' })],
		[
			'a Wait node that answers at the end',
			nodeOf('wait', { resume: 'webhook', responseMode: 'lastNode' }),
		],
		['a chat', nodeOf(`${LANGCHAIN}.chatTrigger`, {})],
		['an MCP server', nodeOf(`${LANGCHAIN}.mcpTrigger`, {})],
		['a trigger of another package', nodeOf('x.yTrigger', { responseMode: 'lastNode' })],
	])('has a caller who waits: %s', (_, node, situation = {}) => {
		expect(planCallback(contextWith({ ...situation, before: [node] }), settingsOf())).toEqual({
			hint: `Polled instead: the caller of "${node.name}" waits for the result`,
		});
	});

	it.each<[string, NodeTypeAndVersion, Situation?]>([
		['a webhook that answers at once', nodeOf('webhook', { responseMode: 'onReceived' })],
		['a webhook by default', nodeOf('webhook', {})],
		['a webhook with a Respond node', nodeOf('webhook', { responseMode: 'responseNode' })],
		['a form that answers at once', nodeOf('formTrigger', {})],
		['a Wait node for a time', nodeOf('wait', { amount: 1 })],
		['a schedule of an n8n without parameters', nodeOf('scheduleTrigger')],
		['a trigger whose name holds another', nodeOf('x.webhookOfXTrigger')],
		['a webhook with a page of a form ahead', nodeOf('webhook', {}), { after: [nodeOf('form')] }],
		[
			'a form with a disabled page ahead',
			nodeOf('formTrigger', {}),
			{ after: [nodeOf('form', {}, true)] },
		],
		['a form without another page', nodeOf('formTrigger', {}), { after: [nodeOf('set')] }],
		['a webhook that resumes with a form', nodeOf('webhook', { resume: 'form' })],
		['a disabled webhook', nodeOf('webhook', { responseMode: 'lastNode' }, true)],
		['another node', nodeOf('x.y', { responseMode: 'lastNode' })],
		[
			'a webhook that did not start this execution',
			nodeOf('webhook', { responseMode: 'lastNode' }),
			{ idle: ['the "webhook"'] },
		],
	])('has no such caller: %s', (_, node, situation = {}) => {
		expect(planCallback(contextWith({ ...situation, before: [node] }), settingsOf())).toEqual({
			url: expect.any(String),
		});
	});
});
