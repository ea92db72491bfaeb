import type { ILoadOptionsFunctions, INodeParameters, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../nodes/catalog/vocabulary';
import { listSearchOf } from '../../nodes/description/listSearch';
import { propertiesOfFamily } from '../../nodes/description/properties';
import { draftOf, type Draft } from '../../nodes/request/draft';
import { partsOf } from '../../nodes/result/item';
import { paceOf } from '../../nodes/task/pace';
import { isProblem, type Problem } from '../../nodes/transport/problem';
import { familyPage } from '../../scripts/docs/familyPages';
import { sampleTask } from '../unit/sampleTask';
import { acme, acmeFacts } from './acme';
import { familyDisagreements, uncovered } from '../../tools/facts/coverage';
import { formComplaints, mixedParameters, optionsOf, shownFor } from './form';
import { wordingComplaints } from './wording';

const operationNamed = (value: string): Operation => {
	const operation = acme.operations.find((one) => one.value === value);
	if (operation === undefined) throw new Error(`Acme has no operation ${value}`);
	return operation;
};

const animate = operationNamed('animate');
const extend = operationNamed('extend');

it('passes the checks of the catalog', () => {
	expect(familyDisagreements(acme, acmeFacts)).toEqual([]);
	expect(uncovered(acme, acmeFacts)).toEqual([]);
	expect(wordingComplaints(acme)).toEqual([]);
	expect(acme.operations.flatMap(formComplaints)).toEqual([]);
	expect(mixedParameters([acme])).toEqual([]);
});

describe('its form', () => {
	const properties = propertiesOfFamily(acme);
	const shown = (operation: string) => shownFor(properties, operation);
	const property = (operation: string, name: string) => {
		const all = shown(operation);
		return [...all, ...optionsOf(all)].find((one) => one.name === name);
	};

	it.each([
		['animate', ['imageUrl', 'prompt', 'duration', 'downloadFiles', 'options', 'taskOptions']],
		['extend', ['originTaskId', 'seconds', 'downloadFiles', 'options', 'taskOptions']],
		['getTask', ['taskId', 'waitUntilFinished', 'downloadFiles', 'taskOptions']],
	])('shows for %s its own fields', (operation, names) => {
		expect(shown(operation).map(({ name }) => name)).toEqual([
			'resource',
			'operation',
			'familyNotice',
			...names,
		]);
	});

	it('says for each field in which operations it shows', () => {
		const operationsOf = (name: string) =>
			properties
				.filter((one) => one.name === name)
				.map((one) => one.displayOptions?.show?.operation);
		expect(operationsOf('imageUrl')).toEqual([['animate']]);
		expect(operationsOf('originTaskId')).toEqual([['extend']]);
		expect(operationsOf('downloadFiles')).toEqual([['animate', 'extend', 'getTask']]);
	});

	it('has a list of its operations, and the resource', () => {
		const operation = properties.find(({ name }) => name === 'operation');
		expect(operation?.options?.map(({ name }) => name)).toEqual([
			'Animate',
			'Cancel Many Tasks',
			'Cancel Task',
			'Extend',
			'Get Task',
		]);
		expect(properties.find(({ name }) => name === 'resource')?.options).toEqual([
			{ name: 'Acme Motion', value: 'acme' },
		]);
	});

	it('has the rest in Options, with limits, choices and lists', () => {
		expect(property('animate', 'cameraConfigZoom')).toMatchObject({
			displayName: 'Zoom',
			type: 'number',
			typeOptions: { minValue: -1.5, maxValue: 1.5 },
		});
		expect(property('animate', 'cameraType')).toMatchObject({
			type: 'options',
			default: '',
			options: [
				{ name: "(Model's Default)", value: '' },
				{ name: 'Orbit', value: 'orbit' },
				{ name: 'Pan', value: 'pan', description: 'Moves to one side' },
			],
		});
		expect(property('animate', 'style')).toMatchObject({
			type: 'options',
			options: [{ value: '' }, { value: 'ink' }, { value: 'oil' }],
		});
		expect(property('animate', 'paper')).toMatchObject({
			type: 'resourceLocator',
			displayOptions: { hide: { '/duration': ['', 5] } },
			modes: [
				{ name: 'list', typeOptions: { searchListMethod: 'paperSuggestions' } },
				{ name: 'value' },
			],
		});
		expect(property('animate', 'referenceUrls')).toMatchObject({
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
		});
		expect(property('animate', 'loop')).toMatchObject({ type: 'boolean', default: false });
	});

	it('marks on top what is required', () => {
		expect(property('animate', 'imageUrl')?.required).toBe(true);
		expect(property('animate', 'prompt')?.required).toBeUndefined();
		expect(property('extend', 'seconds')).toMatchObject({
			required: true,
			type: 'number',
			typeOptions: { numberPrecision: 0 },
		});
	});

	it('waits as long as videos take', () => {
		const taskOptions = property('animate', 'taskOptions')?.options as INodeProperties[];
		expect(taskOptions.find(({ name }) => name === 'timeout')?.default).toBe(3600);
		expect(paceOf(acme.kind, animate).typical).toBe(40_000);
		expect(paceOf(acme.kind, extend).typical).toBe(120_000);
	});

	it('has a list for its suggestions', async () => {
		const { paperSuggestions } = listSearchOf(
			[acme],
			async () => await Promise.resolve({ problem: '' }),
		);
		const context = {
			getCurrentNodeParameter: (name: string) => (name === 'operation' ? 'animate' : 'acme'),
		} as Partial<ILoadOptionsFunctions> as ILoadOptionsFunctions;
		const all = await paperSuggestions?.call(context);
		expect(all?.results).toEqual([
			{ name: 'Rough', value: 'rough' },
			{ name: 'Smooth', value: 'smooth' },
		]);
		expect((await paperSuggestions?.call(context, 'SM'))?.results).toHaveLength(1);
	});
});

describe('its request', () => {
	const drafted = (operation: Operation, values: INodeParameters): Draft | Problem =>
		draftOf(operation, {
			itemIndex: 0,
			read: ({ parameter }) => values[parameter],
			serviceMode: '',
			webhookUrl: '',
			webhookSecret: '',
		});
	const request = (operation: Operation, values: INodeParameters) => {
		const draft = drafted(operation, values);
		return isProblem(draft) ? draft : draft.request;
	};
	const url = (value: string) => ({ __rl: true, mode: 'url', value }) as INodeParameters;

	it('has every field at its place', () => {
		const values: INodeParameters = {
			imageUrl: url('https://a.example/fox.png'),
			prompt: 'a fox runs',
			cameraConfigZoom: 1.25,
			cameraType: 'orbit',
			style: ' woodcut ',
			paper: { __rl: true, mode: 'value', value: 'rough' },
			duration: '',
			loop: true,
			referenceUrls: {
				items: [{ file: url('https://a.example/1') }, { file: url('https://a.example/2') }],
			},
		};
		expect(request(animate, values)).toEqual({
			model: 'Acme/motion',
			task_type: 'image-to-video',
			input: {
				image_url: 'https://a.example/fox.png',
				prompt: 'a fox runs',
				camera: { config: { zoom: 1.25 }, type: 'orbit' },
				style: 'woodcut',
				loop: true,
				reference_urls: ['https://a.example/1', 'https://a.example/2'],
			},
		});
	});

	it('has nothing that is not set', () => {
		expect(request(animate, { imageUrl: url('https://a.example/fox.png') })).toEqual({
			model: 'Acme/motion',
			task_type: 'image-to-video',
			input: { image_url: 'https://a.example/fox.png' },
		});
	});

	it('drops what the chosen value does not take, and says so', () => {
		const draft = drafted(animate, { imageUrl: url('https://a'), duration: 5, paper: 'rough' });
		expect(draft).toMatchObject({
			request: { input: { image_url: 'https://a', duration: 5 } },
			hints: ['Paper was not sent: it requires Duration 10'],
		});
	});

	it.each<[Operation, INodeParameters, string]>([
		[animate, {}, 'Image is empty'],
		[animate, { imageUrl: url('https://a'), cameraConfigZoom: 1.6 }, 'Zoom is 1.6'],
		[animate, { imageUrl: url('https://a'), cameraType: 'dolly' }, 'Camera is "dolly"'],
		[extend, { originTaskId: 'task-1' }, 'Seconds is empty'],
		[extend, { originTaskId: 'task-1', seconds: 1.5 }, 'Seconds is not a whole number'],
	])('is not made when it breaks the rules', (operation, values, message) => {
		expect(drafted(operation, values)).toMatchObject({ message });
	});
});

it('its results are found', () => {
	const work = (number: number) => ({
		video: { url: `https://a.example/${number}.mp4` },
		cover: { url: `https://a.example/${number}.png` },
	});
	const task = sampleTask({
		model: 'Acme/motion',
		task_type: 'image-to-video',
		output: { works: [work(1), work(2)], caption: 'a fox runs' },
	});
	const [part] = partsOf(task, [acme], { form: 'simplified' }, false);
	expect(part?.json).toMatchObject({
		url: 'https://a.example/1.mp4',
		text: 'a fox runs',
		files: [
			{ url: 'https://a.example/1.mp4', kind: 'video', role: 'video' },
			{ url: 'https://a.example/2.mp4', kind: 'video', role: 'video' },
			{ url: 'https://a.example/1.png', kind: 'image', role: 'cover' },
			{ url: 'https://a.example/2.png', kind: 'image', role: 'cover' },
		],
	});
});

describe('its page', () => {
	/** Without the spaces that align the cells of tables. */
	const page = familyPage(acme).replace(/ +\|/g, ' |');

	it.each([
		'> Acme is made up. If PiAPI refuses a task, the node shows why.\n',
		'about 120 seconds, unless the operation says otherwise. The node waits at most 3600 seconds',
		'| [Animate](#animate) | `image-to-video` | Turn an image into a video |',
		'| [Extend](#extend) | `extend-video` | Make a video longer |',
		'## Animate\n\nTurn an image into a video. Model `Acme/motion`, task type `image-to-video`.',
		"[PiAPI's page](https://example.com/docs/acme)",
		'A task takes about 40 seconds.',
		'| Image | `image_url` | yes | above Options | image: link or binary field | | The first frame |',
		'| References | `reference_urls` | no | Options | image: link or binary field, one or more |',
		'| Zoom | `camera.config.zoom` | no | Options | number from -1.5 to 1.5 | | How far the camera moves in \\| or out |',
		'| Camera | `camera.type` | no | Options | one of `orbit`, `pan` | | How the camera moves |',
		'| Style | `style` | no | Options | text; usual: `ink`, `oil` | | Name of a style |',
		'| Loop | `loop` | no | Options | `true` or `false` | `false` | Whether the video ends as it begins |',
		'Result: `url` is the first link found, and `files` lists all of them; `text` is the first text found.',
		'| `works.video.url` | video | video |',
		'| `caption` | text | caption |',
		'| Origin Task | `origin_task_id` | yes | above Options | ID of a task | | The finished video |',
		'| Seconds | `seconds` | yes | above Options | whole number | | How much longer |',
	])('says %j', (line) => expect(page).toContain(line));

	it('says what is not documented, and only of that', () => {
		const [, ofAnimate = '', ofExtend = ''] = page.split('\n## ');
		expect(ofAnimate).not.toContain('does not document');
		expect(ofExtend).toContain('does not document');
	});

	it('begins with its name, and for whom it is', () => {
		expect(page).toMatch(
			/^# Acme Motion\n\n<!-- .+ -->\n\nFor everyone who uses the resource \*\*Acme Motion/,
		);
	});
});
