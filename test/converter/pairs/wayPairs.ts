import { create, isStatus, look, node, pause, START } from '../workflows';
import {
	code,
	condition,
	ideas,
	ifNode,
	IMAGE,
	IMAGE_URL,
	inARow,
	setFields,
	TASK_LINES,
	tasks,
	wired,
} from './nodes';
import { SUB_WORKFLOW_ID, WEBHOOK_PATH, type Pair } from './pair';

const pair = (name: string, workflow: Pair['workflow'], more: Partial<Pair> = {}): Pair => ({
	name,
	taskSeconds: 0.5,
	workflow: { ...workflow, name },
	...more,
});

const branches = wired(
	[
		...tasks(2),
		ifNode('Completed?', condition('={{ $json.data.status }}', 'equals', 'completed')),
		node(
			'Which height?',
			'switch',
			{
				rules: {
					values: [
						{ conditions: condition('={{ $json.data.input.height }}', 'equals', 512, 'number') },
					],
				},
				options: { fallbackOutput: 'extra' },
			},
			{ typeVersion: 3.2 },
		),
		setFields('Small', { text: '=small {{ $json.data.output.image_url }}' }),
		setFields('Large', { text: '=large {{ $json.data.output.image_url }}' }),
		setFields('Failed', { text: '=failed {{ $json.data.error.message }}' }),
		setFields('Result', { text: '={{ $json.text }}' }),
	],
	...TASK_LINES,
	'Check > Completed?',
	'Completed? > Which height?',
	'Completed?:1 > Failed',
	'Which height? > Small',
	'Which height?:1 > Large',
	'Small > Result',
	'Large > Result',
	'Failed > Result',
);

const heights = wired(
	[
		...tasks(3),
		node(
			'Which height?',
			'switch',
			{
				rules: {
					values: [512, 768].map((height) => ({
						conditions: condition('={{ $json.data.input.height }}', 'equals', height, 'number'),
					})),
				},
				options: {},
			},
			{ typeVersion: 3.2 },
		),
		ifNode('Robot?', condition('={{ $json.data.input.prompt }}', 'contains', 'robot')),
		setFields('Result', {
			text: '={{ $json.data.input.prompt }}: {{ $json.data.output.image_url }}',
		}),
	],
	...TASK_LINES,
	'Check > Which height?',
	'Which height? > Robot?',
	'Robot? > Result',
	'Which height?:1 > Result',
);

const polled = wired(
	[
		START,
		ideas(1),
		create('Create', IMAGE),
		pause('Pause'),
		look('Check', "$('Create').item.json.data.task_id"),
		isStatus('Done?', 'completed'),
		setFields('Result', {
			link: "={{ $('Check').last().json.data.output.image_url }}",
			again: "={{ $('Check').item.json['data'].output['image_url'] }}",
		}),
	],
	...inARow('Start', 'Ideas', 'Create', 'Pause', 'Check', 'Done?', 'Result'),
	'Done?:1 > Pause',
);

const eachImage = wired(
	[
		...tasks(3),
		node('Each', 'splitInBatches', { options: {} }, { typeVersion: 3 }),
		setFields('Row', { link: IMAGE_URL, title: "={{ $('Ideas').item.json.title }}" }),
		node('Result', 'aggregate', { aggregate: 'aggregateAllItemData', options: {} }),
	],
	...TASK_LINES,
	'Check > Each',
	'Each > Result',
	'Each:1 > Row',
	'Row > Each',
);

const subTrigger = (parameters: object): ReturnType<typeof node> =>
	node('Called', 'executeWorkflowTrigger', { ...parameters }, { typeVersion: 1.1 });

const callSub = (parameters: object = {}): ReturnType<typeof node> =>
	node(
		'Result',
		'executeWorkflow',
		{ workflowId: { __rl: true, mode: 'id', value: SUB_WORKFLOW_ID }, options: {}, ...parameters },
		{ typeVersion: 1.2 },
	);

const subReads = (link: string): Pair['workflow'] => ({
	...wired(
		[
			subTrigger({ inputSource: 'passthrough' }),
			setFields('Row', { link, count: '={{ $input.all().length }}' }),
		],
		'Called > Row',
	),
	name: 'Called by another workflow',
});

const passedOn = wired([...tasks(2), callSub()], ...TASK_LINES, 'Check > Result');

const byNamedFields = wired(
	[
		...tasks(2),
		callSub({
			workflowInputs: {
				mappingMode: 'defineBelow',
				value: { link: IMAGE_URL, id: '={{ $json.data.task_id }}' },
				matchingColumns: [],
				schema: ['link', 'id'].map((id) => ({
					id,
					displayName: id,
					required: false,
					defaultMatch: false,
					display: true,
					canBeUsedToMatch: true,
					type: 'string',
				})),
				attemptToConvertTypes: false,
				convertFieldsToString: true,
			},
		}),
	],
	...TASK_LINES,
	'Check > Result',
);

const takesFields: Pair['workflow'] = {
	...wired(
		[
			subTrigger({ workflowInputs: { values: [{ name: 'link' }, { name: 'id' }] } }),
			setFields('Row', { text: '={{ $json.link }} of {{ $json.id }}' }),
		],
		'Called > Row',
	),
	name: 'Called with fields',
};

const errorOutput = wired(
	[
		START,
		code(
			'Ideas',
			"return ['a kite', 'refuse 402', 'a boat'].map((prompt) => ({ json: { prompt, height: 512 } }));",
		),
		{ ...create('Create', IMAGE), onError: 'continueErrorOutput' },
		pause('Pause'),
		look('Check'),
		setFields('Refused', { link: 'none' }),
		setFields('Result', { link: '={{ $json.link ?? $json.data.output.image_url }}' }),
	],
	...TASK_LINES,
	'Create:1 > Refused',
	'Check > Result',
	'Refused > Result',
);

const failedWay = wired(
	[
		...tasks(2),
		ifNode('Failed?', condition('={{ $json.data.status }}', 'equals', 'failed')),
		setFields('Why', { text: '=no image of task {{ $json.data.task_id }}' }),
		setFields('Link', { text: IMAGE_URL }),
		setFields('Result', { text: '={{ $json.text }}' }),
	],
	...TASK_LINES,
	'Check > Failed?',
	'Failed? > Why',
	'Failed?:1 > Link',
	'Why > Result',
	'Link > Result',
);

const webhook = (responseMode: string): ReturnType<typeof node> =>
	node(
		'Asked',
		'webhook',
		{ httpMethod: 'POST', path: WEBHOOK_PATH, responseMode, options: {} },
		{ typeVersion: 2, webhookId: WEBHOOK_PATH },
	);

const PROMPT = IMAGE.replace('$json.prompt', '$json.body.prompt').replace(
	'{{ $json.height }}',
	'512',
);

const webhookTasks = (responseMode: string) => [
	webhook(responseMode),
	create('Create', PROMPT),
	pause('Pause'),
	look('Check'),
];
const WEBHOOK_LINES = inARow('Asked', 'Create', 'Pause', 'Check');
const CALL = { call: { prompt: 'a kite' } };

const respondsWithText = wired(
	[
		...webhookTasks('responseNode'),
		node(
			'Answer',
			'respondToWebhook',
			{
				respondWith: 'json',
				responseBody:
					'={{ { link: $json.data.output.image_url, prompt: $("Asked").item.json.body.prompt } }}',
				options: {},
			},
			{ typeVersion: 1.1 },
		),
	],
	...WEBHOOK_LINES,
	'Check > Answer',
);

const respondsWithItem = wired(
	[
		...webhookTasks('responseNode'),
		node(
			'Answer',
			'respondToWebhook',
			{ respondWith: 'firstIncomingItem', options: {} },
			{ typeVersion: 1.1 },
		),
	],
	...WEBHOOK_LINES,
	'Check > Answer',
);

const lastNode = wired(
	[...webhookTasks('lastNode'), setFields('Row', { link: IMAGE_URL })],
	...WEBHOOK_LINES,
	'Check > Row',
);

/** Ways that part, come back, lead to other workflows, or out of n8n. */
export const WAY_PAIRS: readonly Pair[] = [
	pair('IF on the status, with a branch for all others', branches),
	pair('Switch and IF on other fields', heights, { inAnyOrder: true }),
	pair('Polling, read by the name of the check', polled, { taskSeconds: 1.5 }),
	pair('Loop Over Items with the finished tasks', eachImage),
	pair('A sub-workflow that gets whole items', passedOn, { subWorkflow: subReads(IMAGE_URL) }),
	pair('A sub-workflow that gets fields', byNamedFields, { subWorkflow: takesFields }),
	pair('A refused create with an error output', errorOutput, { inAnyOrder: true }),
	pair('Failed tasks with a branch of their own', failedWay, {
		outcome: ({ input }) =>
			input.height === 768
				? { failed: { code: 10_000, message: 'The model is busy' } }
				: 'completed',
	}),
	pair('Respond to Webhook with an expression', respondsWithText, CALL),
	pair('Respond to Webhook with the whole item', respondsWithItem, CALL),
	pair('A webhook that answers with the last node', lastNode, CALL),
];
