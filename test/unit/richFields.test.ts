import {
	choice,
	decimal,
	integer,
	json,
	media,
	plainChoices,
	rows,
	text,
} from '../../nodes/catalog/fields';
import type { Field } from '../../nodes/catalog/vocabulary';
import { isProblem } from '../../nodes/transport/problem';
import { draft, inputOf, operation, own, problemOf } from './draftStage';

const shots = rows('shots', {
	...own('Shots'),
	maximumRows: 2,
	fields: [
		text('prompt', { ...own('Prompt'), required: true }),
		integer('seconds', { ...own('Seconds'), minimum: 1, maximum: 5 }),
	],
});

describe('rows', () => {
	const of = operation([shots]);

	it('become a list of objects, without what is empty', () => {
		const items = [
			{ prompt: 'one', seconds: '' },
			{ prompt: '', seconds: '' },
			{ prompt: 'two', seconds: '3' },
		];
		expect(inputOf(of, { shots: { items } })).toEqual({
			shots: [{ prompt: 'one' }, { prompt: 'two', seconds: 3 }],
		});
		expect(inputOf(of, { shots: [{ prompt: 'x' }] })).toEqual({ shots: [{ prompt: 'x' }] });
		expect(inputOf(of, { shots: {} })).toEqual({});
	});

	it.each<[unknown]>([
		[[{ prompt: 'x', seconds: 2 }]],
		[{ prompt: 'x', seconds: '2' }],
		['[{"prompt": "x", "seconds": 2}]'],
		['{"items": [{"prompt": "x", "seconds": 2}]}'],
		['{"prompt": "x", "seconds": 2}'],
		[[null, { prompt: 'x', seconds: 2, note: '' }, { prompt: '' }, { note: null }, {}]],
		[[{ Prompt: 'x', SECONDS: 2 }]],
	])('are read from an expression that returns %j', (value) => {
		expect(inputOf(of, { shots: value })).toEqual({ shots: [{ prompt: 'x', seconds: 2 }] });
	});

	it.each(['shot_prompt', 'shotPrompt', 'Text of the Shot', 'text of the shot'])(
		'are read by the names of PiAPI, the form and the parameters: %s',
		(name) => {
			const timed = rows('shots', {
				...own('Shots'),
				fields: [text('shot_prompt', own('Text of the Shot'))],
			});
			expect(inputOf(operation([timed]), { shots: [{ [name]: 'x' }] })).toEqual({
				shots: [{ shot_prompt: 'x' }],
			});
		},
	);

	it('are refused with the fields that a row has', () => {
		expect(draft(of, { shots: [{ prompt: 'a', lenght: 2 }] })).toMatchObject({
			advice: 'Set each row to an object with the fields prompt, seconds.',
		});
	});

	it.each([
		[{ items: [{ prompt: 'a' }, { prompt: '', seconds: 2 }] }, 'Shots, row 2: Prompt is empty'],
		[{ items: [{ prompt: 'a', seconds: 9 }] }, 'Shots, row 1: Seconds is 9'],
		[{ items: [1, 2, 3].map((n) => ({ prompt: `${n}` })) }, 'Shots has 3 rows'],
		['nonsense', 'Shots is not a list'],
		['{"items": 5}', 'Shots is not a list'],
		[7, 'Shots is not a list'],
		[[{ prompt: 'a' }, 'text'], 'Shots, row 2 is not an object'],
		[[{ words: 'a' }], 'Shots, row 1: "words" is not a field'],
		[[{ prompt: 'a', lenght: 2 }], 'Shots, row 1: "lenght" is not a field'],
		[[{ prompt: 'a', Seconds: 2, seconds: 3 }], 'Shots, row 1: Seconds is set twice'],
	])('are refused: %j', (value, message) => {
		expect(problemOf(of, { shots: value })).toContain(message);
	});
});

describe('JSON', () => {
	const of = operation([json('list', { ...own('List'), shape: 'array' })]);

	it('is read from text, or taken as it is', () => {
		expect(inputOf(of, { list: '[1, {"a": 2}]' })).toEqual({ list: [1, { a: 2 }] });
		expect(inputOf(of, { list: [1] })).toEqual({ list: [1] });
	});

	it.each(['{', '{}', '"text"', 5])('of another shape is refused: %j', (value) => {
		expect(problemOf(of, { list: value })).toContain('List is not a list');
	});

	it.each(['[]', [], ' [ ] '])('that is blank, as in a new form, is not sent: %j', (value) => {
		expect(inputOf(of, { list: value })).toEqual({});
		const required = operation([json('list', { ...own('List'), shape: 'array', required: true })]);
		expect(inputOf(required, { list: value })).toEqual({ list: [] });
	});

	it('can be the whole input, and harms no prototype', () => {
		const whole = operation([json('', { ...own('Input'), parameter: 'input' })]);
		expect(inputOf(whole, { input: '{"a": 1}' })).toEqual({ a: 1 });
		inputOf(whole, { input: '{"__proto__": {"polluted": true}}' });
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

describe('names that users enter', () => {
	const draftWith = (...paths: string[]) => {
		const fields = paths.map((path, index) =>
			text(path, { ...own(path), parameter: `row${index}` }),
		);
		return draft(operation(fields), Object.fromEntries(paths.map((_, i) => [`row${i}`, `v${i}`])));
	};

	it.each([
		[['a[0]', 'a[1]'], { a: ['v0', 'v1'] }],
		[['a[1]', 'a[0]'], { a: ['v1', 'v0'] }],
		[['a[0].b', 'a[1].b', 'a[0].c'], { a: [{ b: 'v0', c: 'v2' }, { b: 'v1' }] }],
		[['__proto__.x', 'y'], JSON.parse('{ "__proto__": { "x": "v0" }, "y": "v1" }')],
	])('%j are put at their paths', (paths, input) => {
		expect(draftWith(...paths)).toMatchObject({ request: { input } });
	});

	it.each([
		['a[20000000]'],
		['a[1000]'],
		['a['],
		['a]'],
		['a[0'],
		['a[-1]'],
		['a[x]'],
		['a[]'],
		['a..b'],
		['.a'],
		['a.'],
		['a[].b[].c'],
		['a.'.repeat(100) + 'a'],
		['a[5]'],
		['a[0].b[1]'],
		['a', 'a.b'],
		['a.b', 'a'],
		['a[0]', 'a'],
	])('%s is refused', (...paths) => {
		expect(draftWith(...paths)).toMatchObject({
			message: `${paths.at(-1)} is not a valid input path`,
		});
	});

	it('a gap names what is missing', () => {
		expect(draftWith('a[0]', 'a[2]')).toMatchObject({
			advice: expect.stringContaining('Set a[1] too'),
		});
	});

	it('a name twice is refused', () => {
		expect(draftWith('a', 'a')).toMatchObject({ message: 'a is set twice' });
	});

	it('a name does not replace a part of another value', () => {
		const list = json('a', { ...own('A'), shape: 'array' });
		const entry = text('a[0]', { ...own('a[0]'), parameter: 'entry' });
		expect(draft(operation([list, entry]), { a: [1], entry: 'x' })).toMatchObject({
			message: 'a[0] is not a valid input path',
		});
	});
});

describe('what is sent besides', () => {
	const zoom = integer('camera.config.zoom', own('Zoom'));
	const type = text('camera.type', own('Type'));
	const of = operation([zoom, type], {
		fixed: { version: '3.0', 'settings[0].kind': 'video' },
		completions: [
			{ beside: 'camera', values: { 'camera.type': 'simple', 'camera.config.pan': 0 } },
		],
	});

	it('is the fixed input, always', () => {
		expect(inputOf(of, {})).toEqual({ version: '3.0', settings: [{ kind: 'video' }] });
	});

	it('is what belongs to a group that is used, unless it is set', () => {
		expect(inputOf(of, { cameraConfigZoom: 2 })).toMatchObject({
			camera: { type: 'simple', config: { zoom: 2, pan: 0 } },
		});
		expect(inputOf(of, { cameraConfigZoom: 2, cameraType: 'orbit' })).toMatchObject({
			camera: { type: 'orbit' },
		});
	});
});

describe('variants', () => {
	const of = operation([], {
		variants: [
			{ value: 'slow', label: 'Slow', model: 'acme', taskType: 'video' },
			{ value: 'fast', label: 'Fast', model: 'acme', taskType: 'video-fast' },
		],
	});

	it.each([
		['slow', 'video'],
		['fast', 'video-fast'],
		[' FAST ', 'video-fast'],
	])('%j makes %s', (variant, taskType) => {
		const made = draft(of, {}, variant);
		expect(isProblem(made) ? made : made.request).toMatchObject({ task_type: taskType });
	});

	it.each<[unknown]>([[undefined], [null], ['']])('are not guessed from %p', (variant) => {
		expect(problemOf(of, {}, variant)).toContain('Model is empty');
	});

	it('are not free text', () => {
		expect(problemOf(of, {}, 'faster')).toContain('Choose one of the values of Model: slow, fast');
	});
});

it.each<[Field, unknown, unknown]>([
	[choice('a', { ...own('A'), choices: plainChoices(5, 10) }), '5', 5],
	[choice('a', { ...own('A'), choices: plainChoices('5', '10') }), 5, '5'],
	[decimal('a', { ...own('A'), above: 0, maximum: 1 }), 0.5, 0.5],
])('%j takes %j', (field, given, sent) => {
	expect(inputOf(operation([field]), { a: given })).toEqual({ a: sent });
});

it.each<[Field, unknown, string]>([
	[decimal('a', { ...own('A'), above: 0, maximum: 1 }), 0, 'above 0 up to 1'],
	[choice('a', { ...own('A'), choices: plainChoices(5, 10) }), 6, '5, 10'],
	[
		media('a', { ...own('A'), media: 'image', multiple: true, maximumFiles: 1 }),
		{
			items: [1, 2].map((n) => ({ file: { __rl: true, mode: 'url', value: `https://a.b/${n}` } })),
		},
		'A has 2 files',
	],
])('%j does not take %j', (field, given, message) => {
	expect(problemOf(operation([field]), { a: given })).toContain(message);
});
