import type { FileNode } from '../../../converter/workflow/workflowFile';
import { create, look, node, pause, rule, START } from '../../../tools/pairs/workflows';
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
import { pairOf, type Pair } from '../../../tools/pairs/pair';

/** The boat fails. */
const BOAT_FAILS: Partial<Pair> = {
	outcome: ({ input }) =>
		input.height === 768 ? { failed: { code: 10_000, message: 'The model is busy' } } : 'completed',
};

const FAILED = ifNode('Failed?', condition('={{ $json.data.status }}', 'equals', 'failed'));
const RESULT = setFields('Result', { text: '={{ $json.text }}' });
const LINK = setFields('Link', { text: IMAGE_URL });

const RESULT_LINK = setFields('Result', { text: IMAGE_URL });

const namedOnFailedWay = wired(
	[
		...tasks(3),
		FAILED,
		setFields('Note', { kind: 'failed' }),
		setFields('Why', {
			text: "={{ $json.kind }}: {{ $('Create').item.json.data.task_id }}, {{ $('Check').item.json.data.status }}",
		}),
		LINK,
		RESULT,
	],
	...TASK_LINES,
	...inARow('Check', 'Failed?', 'Note', 'Why', 'Result'),
	'Failed?:1 > Link',
	'Link > Result',
);

/** Tasks with settings of their create; those that fail lead nowhere. */
const droppedFailures = (settings: object) =>
	wired(
		[
			START,
			ideas(3),
			{ ...create('Create', IMAGE), ...settings },
			pause('Pause'),
			look('Check'),
		].concat(FAILED, LINK, RESULT),
		...TASK_LINES,
		'Check > Failed?',
		'Failed?:1 > Link',
		'Link > Result',
	);

const sameFallback = wired(
	[
		START,
		code(
			'Ideas',
			"return [['a kite', 512], ['refuse 402', 512], ['a boat', 768]].map(([prompt, height]) => ({ json: { prompt, height } }));",
		),
		{ ...create('Create', IMAGE), onError: 'continueErrorOutput' },
		pause('Pause'),
		look('Check'),
		FAILED,
		setFields('Fallback', { text: 'none' }),
		LINK,
		RESULT,
	],
	...TASK_LINES,
	'Create:1 > Fallback',
	'Check > Failed?',
	'Failed? > Fallback',
	'Failed?:1 > Link',
	'Fallback > Result',
	'Link > Result',
);

const backToCreate = wired(
	[
		START,
		ideas(2),
		{ ...create('Create', IMAGE), onError: 'continueErrorOutput' },
		pause('Pause'),
		look('Check'),
		pause('Later'),
		RESULT,
		LINK,
	],
	...TASK_LINES,
	...inARow('Check', 'Link', 'Result'),
	...inARow('Create:1', 'Later', 'Create'),
);

const namedStates = wired(
	[
		START,
		ideas(2),
		create('Create', IMAGE),
		pause('Pause'),
		look('Check'),
		node(
			'Which?',
			'switch',
			{
				rules: { values: ['completed', 'failed', 'processing', 'pending'].map(rule) },
				options: {},
			},
			{ typeVersion: 3.2 },
		),
		LINK,
		RESULT,
	],
	...TASK_LINES,
	...inARow('Check', 'Which?', 'Link', 'Result'),
	'Which?:2 > Pause',
	'Which?:3 > Pause',
);

const off = (given: FileNode): FileNode => ({ ...given, disabled: true });

const turnedOff = wired(
	[
		...[START, ideas(2), off(create('Sketch', IMAGE)), create('Create', IMAGE), pause('Pause')],
		...[look('Check'), off(ifNode('Good?', condition('={{ $json.no }}', 'equals', 'yes')))],
		...[LINK, RESULT],
	],
	...inARow('Start', 'Ideas', 'Sketch', 'Create', 'Pause', 'Check', 'Good?', 'Link', 'Result'),
);

const errorMessage = wired(
	[
		START,
		code(
			'Ideas',
			"return ['a kite', 'refuse 402', 'a boat'].map((prompt) => ({ json: { prompt, height: 512 } }));",
		),
		{ ...create('Create', IMAGE), onError: 'continueErrorOutput' },
		...[pause('Pause'), look('Check'), LINK],
		setFields('Tell', {
			text: "={{ $json.error.message.length > 5 ? 'no image of' : '' }} {{ $json.prompt }}",
		}),
		RESULT,
	],
	...TASK_LINES,
	...inARow('Check', 'Link', 'Result'),
	'Create:1 > Tell',
	'Tell > Result',
);

const onceOnly = wired(
	[...tasks(3), RESULT_LINK].map((one) =>
		one.name === 'Pause' ? { ...one, executeOnce: true } : one,
	),
	...TASK_LINES,
	'Check > Result',
);

const template = wired(
	[
		...tasks(2),
		node('Page', 'html', {
			html: "<img src='{{ $json.data.output.image_url }}' alt='{{ $('Create').item.json.data.task_id }}'>",
		}),
		setFields('Result', { page: '={{ $json.html }}' }),
	],
	...TASK_LINES,
	...inARow('Check', 'Page', 'Result'),
);

const apostrophes = wired(
	[
		...[START, ideas(2), create("Today's image", IMAGE), pause('Pause')],
		...[
			look("What's its status?", String.raw`$('Today\'s image').item.json.data.task_id`),
			setFields('Result', {
				link: String.raw`={{ $('What\'s its status?').item.json.data.output.image_url }}`,
				id: `={{ $("Today's image").item.json.data.task_id }}`,
			}),
		],
	],
	...inARow('Start', 'Ideas', "Today's image", 'Pause', "What's its status?", 'Result'),
);

const row = (name: string, value: string) => ({ name, value });
const bracketRows = wired(
	[
		...[START, ideas(2)],
		create('Create', '', {
			specifyBody: 'keypair',
			bodyParameters: {
				parameters: [
					row('model', 'midjourney'),
					row('task_type', 'imagine'),
					row('input[prompt]', '={{ $json.prompt }}'),
					row("input['aspect_ratio']", '16:9'),
				],
			},
		}),
		...[pause('Pause'), look('Check'), setFields('Result', { text: IMAGE_URL })],
	],
	...TASK_LINES,
	'Check > Result',
);

const neverError = wired(
	[
		START,
		code('Ideas', "return [{ json: { prompt: 'refuse 402', height: 512 } }];"),
		create('Create', IMAGE, {
			options: { response: { response: { neverError: true, fullResponse: true } } },
		}),
		ifNode('Ok?', condition('={{ $json.statusCode }}', 'equals', 200, 'number')),
		setFields('Result', { text: 'files/results/none' }),
	],
	...inARow('Start', 'Ideas', 'Create', 'Ok?'),
	'Ok?:1 > Result',
);

/** Errors, tasks that fail, and what is easily overlooked. */
export const ERROR_PAIRS: readonly Pair[] = [
	pairOf('Failed tasks, read by the names of nodes', namedOnFailedWay, {
		...BOAT_FAILS,
		inAnyOrder: true,
	}),
	pairOf(
		'Failed tasks of a create that continues',
		droppedFailures({ onError: 'continueRegularOutput' }),
		BOAT_FAILS,
	),
	pairOf(
		'Failed tasks of an older create that continues',
		droppedFailures({ continueOnFail: true }),
		BOAT_FAILS,
	),
	pairOf('Failed tasks and errors with the same fallback', sameFallback, {
		...BOAT_FAILS,
		inAnyOrder: true,
	}),
	pairOf('An error output that leads back to the create', backToCreate, BOAT_FAILS),
	pairOf('A Switch that names some states', namedStates, { taskSeconds: 1.5 }),
	pairOf('A create and a decision that are turned off', turnedOff),
	pairOf('The message of a refused create', errorMessage, { inAnyOrder: true }),
	pairOf('Execute Once of a pause', onceOnly),
	pairOf('An HTML template', template),
	pairOf('Names of nodes with an apostrophe', apostrophes),
	pairOf('Rows with brackets in their names', bracketRows),
	pairOf('Never Error, and a check of the status code', neverError),
];
