import {
	anyOf,
	choice,
	decimal,
	integer,
	json,
	media,
	notTogether,
	onlyWith,
	plainChoices,
	rows,
	text,
} from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { draftOf } from '../../nodes/request/draft';
import { isProblem } from '../../nodes/transport/problem';

const own = (label: string) => ({ label, help: 'Help' });

const operation = (fields: readonly Field[], more: Partial<Operation> = {}): Operation => ({
	value: 'clip',
	name: 'Clip',
	action: 'Make a clip',
	description: 'Make a clip',
	model: 'acme',
	taskType: 'clip',
	confidence: 'documented',
	source: 'https://example.com',
	results: [],
	fields,
	...more,
});

const draft = (of: Operation, values: Record<string, unknown>, variant?: unknown) =>
	draftOf(of, {
		itemIndex: 0,
		read: ({ parameter }) => values[parameter],
		variant,
		serviceMode: '',
		webhookUrl: '',
		webhookSecret: '',
	});

function inputOf(of: Operation, values: Record<string, unknown>, variant?: unknown): unknown {
	const made = draft(of, values, variant);
	if (isProblem(made)) throw new Error(made.message);
	return made.request.input;
}

const problemOf = (of: Operation, values: Record<string, unknown>, variant?: unknown): string => {
	const made = draft(of, values, variant);
	return isProblem(made) ? `${made.message}. ${made.advice}` : 'fine';
};

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

	it.each([
		[{ items: [{ prompt: 'a' }, { prompt: '', seconds: 2 }] }, 'Shots, row 2: Prompt is empty'],
		[{ items: [{ prompt: 'a', seconds: 9 }] }, 'Shots, row 1: Seconds is 9'],
		[{ items: [1, 2, 3].map((n) => ({ prompt: `${n}` })) }, 'Shots has 3 rows'],
		['nonsense', 'Shots is not a list'],
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

	it('can be the whole input, and harms no prototype', () => {
		const whole = operation([json('', { ...own('Input'), parameter: 'input' })]);
		expect(inputOf(whole, { input: '{"a": 1}' })).toEqual({ a: 1 });
		inputOf(whole, { input: '{"__proto__": {"polluted": true}}' });
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

describe('rules', () => {
	const fields = [text('a', own('A')), text('b', own('B')), text('c', own('C'))];

	it.each<[NonNullable<Operation['rules']>, Record<string, unknown>, string]>([
		[[anyOf('a', 'b')], {}, 'A and B are empty. This operation needs A or B'],
		[[anyOf('a', 'b')], { b: 'x' }, 'fine'],
		[[anyOf('a')], {}, 'A is empty'],
		[[notTogether('a', 'b')], { a: 'x', b: 'y' }, 'A and B are given together'],
		[[notTogether('a', 'b')], { a: 'x' }, 'fine'],
		[[onlyWith('a', 'c')], { a: 'x' }, 'A is given without C'],
		[[onlyWith('a', 'c')], { a: 'x', c: 'y' }, 'fine'],
	])('%j with %j', (rules, values, text_) => {
		expect(problemOf(operation(fields, { rules }), values)).toContain(text_);
	});
});

describe('what is sent besides', () => {
	const zoom = integer('camera.config.zoom', own('Zoom'));
	const type = text('camera.type', own('Type'));
	const of = operation([zoom, type], {
		fixed: { version: '3.0', 'settings[0].kind': 'clip' },
		completions: [
			{ beside: 'camera', values: { 'camera.type': 'simple', 'camera.config.pan': 0 } },
		],
	});

	it('is the fixed input, always', () => {
		expect(inputOf(of, {})).toEqual({ version: '3.0', settings: [{ kind: 'clip' }] });
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
			{ value: 'slow', label: 'Slow', model: 'acme', taskType: 'clip' },
			{ value: 'fast', label: 'Fast', model: 'acme', taskType: 'clip-fast' },
		],
	});

	it.each([
		[undefined, 'clip'],
		['', 'clip'],
		['fast', 'clip-fast'],
	])('%j makes %s', (variant, taskType) => {
		const made = draft(of, {}, variant);
		expect(isProblem(made) ? made : made.request).toMatchObject({ task_type: taskType });
	});

	it('are no free text', () => {
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
		'A holds 2 files',
	],
])('%j does not take %j', (field, given, message) => {
	expect(problemOf(operation([field]), { a: given })).toContain(message);
});
