import { create, isStatus, look, node, pause, START } from '../../../tools/pairs/workflows';
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

const ROW = setFields('Row', { id: '={{ $json.data.task_id }}' });
const LINK = setFields('Result', { link: IMAGE_URL });

/** A check, apart from its create, of a task whose ID is followed by more in the address. */
const cacheBuster = wired(
	[
		...[START, ideas(2), create('Create', IMAGE), ROW, pause('Pause')],
		...[look('Check', '$json.id }}?ts={{ Date.now()'), LINK],
	],
	...inARow('Start', 'Ideas', 'Create', 'Row', 'Pause', 'Check', 'Result'),
);

const byPages = wired(
	[
		...[START, ideas(1), create('Create', IMAGE)],
		{
			...look('Check'),
			parameters: {
				...look('Check').parameters,
				options: {
					pagination: {
						pagination: {
							parameters: {
								parameters: [{ type: 'qs', name: 'round', value: '={{ $pageCount }}' }],
							},
							paginationCompleteWhen: 'other',
							completeExpression: '={{ $response.body.data.status === "completed" }}',
							limitPagesFetched: true,
							maxRequests: 20,
							requestInterval: 500,
						},
					},
				},
			},
		},
		node('Last', 'limit', { keep: 'lastItems' }),
		LINK,
	],
	...inARow('Start', 'Ideas', 'Create', 'Check', 'Last', 'Result'),
);

const tellsEachRound = wired(
	[
		...tasks(1),
		isStatus('Done?', 'completed'),
		setFields('Note', { text: 'not yet' }),
		setFields('Result', { link: IMAGE_URL }),
	],
	...inARow('Start', 'Ideas', 'Create', 'Check', 'Done?', 'Result'),
	'Done?:1 > Pause',
	'Pause > Check',
	'Pause > Note',
);

const captionThenVideo = wired(
	[
		START,
		create(
			'Caption',
			'{"model":"Qubico/joycaption","task_type":"joycaption-beta-one","input":{"image":"https://example.com/fox.png"}}',
		),
		pause('Pause'),
		look('Check caption'),
		create(
			'Video',
			'={"model":"kling","task_type":"video_generation","input":{"image_url":"https://example.com/fox.png","prompt":"{{ $json.data.output.text }}","version":"1.6"}}',
		),
		pause('Longer pause'),
		look('Check video'),
		setFields('Result', {
			link: '={{ $json.data.output.video_url }}',
			prompt: '={{ $json.data.input.prompt }}',
		}),
	],
	...inARow('Start', 'Caption', 'Pause', 'Check caption', 'Video'),
	...inARow('Video', 'Longer pause', 'Check video', 'Result'),
);

/** Ways that part or come back. */
export const WAY_PAIRS: readonly Pair[] = [
	pairOf('IF on the status, with a branch for all others', branches),
	pairOf('Switch and IF on other fields', heights, { inAnyOrder: true }),
	pairOf('A pause that leads elsewhere, too', tellsEachRound, { taskSeconds: 1.5 }),
	pairOf('A caption that becomes a prompt', captionThenVideo),
	pairOf('Polling, read by the name of the check', polled, { taskSeconds: 1.5 }),
	pairOf('Loop Over Items with the finished tasks', eachImage),
	pairOf('A refused create with an error output', errorOutput, { inAnyOrder: true }),
	pairOf('A query after the ID of the task', cacheBuster),
	pairOf('A check that polls by Pagination', byPages, { taskSeconds: 1.5 }),
	pairOf('Failed tasks with a branch of their own', failedWay, {
		outcome: ({ input }) =>
			input.height === 768
				? { failed: { code: 10_000, message: 'The model is busy' } }
				: 'completed',
	}),
];
