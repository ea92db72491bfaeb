import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import { clip, gather, imagine, ITEM_LINE, items, loop, loopLines } from './byHandNodes';
import { create, FLUX, look, node, pause, rule, setField, START, workflow } from './workflows';

/** A workflow as people build it without this package. Its last node is called "Result". */
export interface ByHand {
	readonly name: string;
	/** How long its tasks take in a test. */
	readonly taskSeconds: number;
	readonly workflow: WorkflowFile;
}

const VIDEO = '={{ $json.data.output.video_url }}';
const IMAGE = '={{ $json.data.output.image_url }}';

const fixedWaits = workflow(
	[
		...items(3),
		create('Image', FLUX),
		pause('Three minutes'),
		look('Check image'),
		create('Video', clip('{{ $json.data.input.prompt }}', '{{ $json.data.output.image_url }}')),
		pause('Ten minutes'),
		look('Check video'),
		gather('data.output.video_url'),
	],
	`${ITEM_LINE} > Image > Three minutes > Check image > Video > Ten minutes > Check video > Result`,
);

const tryOn = workflow(
	[
		START,
		create(
			'Try on',
			'{"model":"kling","task_type":"ai_try_on","input":{"model_input":"https://example.com/model.png","upper_input":"https://example.com/shirt.png","batch_size":1}}',
		),
		...loop('picture'),
		create('Video', clip('turn around', '{{ $json.data.output.works[0].image.resource }}')),
		...loop('clip'),
		setField('Result', 'link', VIDEO),
	],
	'Start > Try on',
	...loopLines('Try on', 'picture', 'Video'),
	...loopLines('Video', 'clip', 'Result'),
);

const download = workflow(
	[
		...items(1),
		create('Image', FLUX),
		pause('Two minutes'),
		look('Look', "$('Image').item.json.data.task_id"),
		setField('Row', 'link', IMAGE),
		node(
			'Result',
			'httpRequest',
			{ url: '={{ $json.link }}', options: { response: { response: { responseFormat: 'file' } } } },
			{ typeVersion: 4.2 },
		),
	],
	`${ITEM_LINE} > Image > Two minutes > Look > Row > Result`,
);

const pairs = (name: string, value: string): object => ({ name, value });
const keyAndValue = workflow(
	[
		...items(2),
		create('Video', '', {
			specifyBody: 'keypair',
			bodyParameters: {
				parameters: [
					pairs('model', 'kling'),
					pairs('task_type', 'video_generation'),
					pairs('input.prompt', '={{ $json.prompt }}'),
					pairs('input.aspect_ratio', '9:16'),
					pairs('input.version', '1.6'),
				],
			},
		}),
		pause('Seven minutes'),
		look('Look'),
		gather('data.output.video_url'),
	],
	`${ITEM_LINE} > Video > Seven minutes > Look > Result`,
);

const figurine = workflow(
	[
		START,
		create('Imagine', imagine('a figurine of a knight')),
		...loop('images'),
		node(
			'Pick',
			'code',
			{
				jsCode:
					'const links = $input.first().json.data.output.temporary_image_urls;\nreturn [{ json: { link: links[2] } }];',
			},
			{ typeVersion: 2 },
		),
		create('Video', clip('it turns', '{{ $json.link }}')),
		...loop('clip'),
		setField('Result', 'link', VIDEO),
	],
	'Start > Imagine',
	...loopLines('Imagine', 'images', 'Pick'),
	'Pick > Video',
	...loopLines('Video', 'clip', 'Result'),
);

const wallpaper = workflow(
	[
		START,
		create('Imagine', imagine('a calm sea')),
		pause('Wait'),
		look('Look'),
		node(
			'Which?',
			'switch',
			{ rules: { values: [rule('completed')] }, options: { fallbackOutput: 'extra' } },
			{ typeVersion: 3.2 },
		),
		setField('Result', 'links', `${IMAGE} {{ $json.data.output.temporary_image_urls[0] }}`),
	],
	'Start > Imagine > Wait > Look > Which? > Result, Wait',
);

const story = workflow(
	[
		START,
		create('Image 1', imagine('chapter one')),
		...loop('image 1'),
		create('Image 2', imagine('chapter two')),
		...loop('image 2'),
		create(
			'Video',
			clip(
				'from one to two',
				"{{ $('Check image 1').item.json.data.output.temporary_image_urls[0] }}",
				`,
    "image_tail_url": "{{ $json.data.output.temporary_image_urls[1] }}"`,
			),
		),
		...loop('clip'),
		setField('Result', 'link', VIDEO),
	],
	'Start > Image 1',
	...loopLines('Image 1', 'image 1', 'Image 2'),
	...loopLines('Image 2', 'image 2', 'Video'),
	...loopLines('Video', 'clip', 'Result'),
);

const closeUps = workflow(
	[
		...items(3),
		create('Image', FLUX),
		pause('A minute and a half'),
		look('Look'),
		node('All', 'aggregate', { aggregate: 'aggregateAllItemData', options: {} }),
		setField(
			'Result',
			'links',
			'={{ $json.data[0].data.output.image_url }} {{ $json.data[1].data.output.image_url }} {{ $json.data[2].data.output.image_url }}',
		),
	],
	`${ITEM_LINE} > Image > A minute and a half > Look > All > Result`,
);

const scenesInTurn = workflow(
	[
		...items(2),
		node('Each', 'splitInBatches', { options: {} }, { typeVersion: 3 }),
		create('Image', FLUX),
		...loop('image'),
		setField('Scene', 'link', IMAGE),
		gather('link'),
	],
	`${ITEM_LINE} > Each > Result, Image`,
	...loopLines('Image', 'image', 'Scene'),
	'Scene > Each',
);

const balanceFirst = workflow(
	[
		START,
		look('Account'),
		node(
			'Enough?',
			'if',
			{
				conditions: {
					options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
					combinator: 'and',
					conditions: [
						{
							leftValue: '={{ $json.data.equivalent_in_usd }}',
							rightValue: 0,
							operator: { type: 'number', operation: 'gt' },
						},
					],
				},
			},
			{ typeVersion: 2.2 },
		),
		create('Imagine', imagine('a rich fox')),
		...loop('images', "$('Imagine').first().json.data.task_id"),
		setField('Result', 'link', IMAGE),
	].map((one) =>
		one.name === 'Account'
			? { ...one, parameters: { ...one.parameters, url: 'https://api.piapi.ai/account/info' } }
			: one,
	),
	'Start > Account > Enough? > Imagine',
	...loopLines('Imagine', 'images', 'Result'),
);

const oneOf = (name: string, taskSeconds: number, given: WorkflowFile): ByHand => ({
	name,
	taskSeconds,
	workflow: { ...given, name },
});

/** After the shapes in which people call PiAPI today. */
export const BY_HAND: readonly ByHand[] = [
	oneOf('Shorts: images, then videos, fixed waits', 0.5, fixedWaits),
	oneOf('Try on a shirt, then a video', 3, tryOn),
	oneOf('Image of the day, downloaded', 0.5, download),
	oneOf('Videos, body as key and value pairs', 0.5, keyAndValue),
	oneOf('Figurine: Midjourney, a Code node that picks, Kling', 3, figurine),
	oneOf('Wallpaper: a Switch that continues when completed', 3, wallpaper),
	oneOf('Story: two images, one after the other, and a video', 3, story),
	oneOf('Close-ups, gathered into one row', 0.5, closeUps),
	oneOf('Scenes in turn, Loop Over Items', 3, scenesInTurn),
	oneOf('Balance first, then an image', 3, balanceFirst),
];
