import { create, look, node, pause } from '../../../tools/pairs/workflows';
import { IMAGE, IMAGE_URL, inARow, setFields, TASK_LINES, tasks, wired } from './nodes';
import { pairOf, SUB_WORKFLOW_ID, WEBHOOK_PATH, type Pair } from '../../../tools/pairs/pair';

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

/** Items that leave the workflow: to a sub-workflow, or to whoever called. */
export const CALLER_PAIRS: readonly Pair[] = [
	pairOf('A sub-workflow that gets whole items', passedOn, { subWorkflow: subReads(IMAGE_URL) }),
	pairOf('A sub-workflow that gets fields', byNamedFields, { subWorkflow: takesFields }),
	pairOf('Respond to Webhook with an expression', respondsWithText, CALL),
	pairOf('Respond to Webhook with the whole item', respondsWithItem, CALL),
	pairOf('A webhook that answers with the last node', lastNode, CALL),
];
