import {
	choice,
	decimal,
	integer,
	plainChoices,
	task,
	text,
	toggle,
} from '../../nodes/catalog/fields';
import type { Field } from '../../nodes/catalog/vocabulary';
import { locatorOf } from '../../nodes/request/locator';
import { valueOf, type Value } from '../../nodes/request/value';
import { createProblem, isProblem } from '../../nodes/transport/problem';

type Readable = Exclude<Field, { type: 'media' }>;

const code = text('aspect_ratio', { label: 'Aspect Ratio', help: 'Shape' });
const prose = text('prompt', { label: 'Prompt', help: 'What to draw', rows: 4 });
const whole = integer('steps', { label: 'Steps', help: 'Count', minimum: 1, maximum: 40 });
const broken = decimal('zoom', { label: 'Zoom', help: 'Factor', minimum: -1.5, maximum: 1.5 });
const free = decimal('seed', { label: 'Seed', help: 'Seed' });
const onOff = toggle('loop', { label: 'Loop', help: 'Whether to loop' });
const closed = choice('index', {
	label: 'Index',
	help: 'Which',
	choices: plainChoices('1', '2', 'low_variation'),
});
const origin = task('origin_task_id', { label: 'Origin Task', help: 'Parent' });

const fields: ReadonlyArray<[string, Readable]> = [
	['a code', code],
	['prose', prose],
	['a whole number', whole],
	['a number', free],
	['a switch', onOff],
	['a choice', closed],
	['a task', origin],
];

const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });

const problemIn = (value: Value) =>
	typeof value === 'object' && isProblem(value)
		? value
		: createProblem({ message: '', advice: '' });

describe.each(fields)('%s', (_, field) => {
	it.each([undefined, null, '', '  \n', locator(''), locator(undefined, 'list')])(
		'is unset when it is %p',
		(raw) => expect(valueOf(field, raw)).toBe('unset'),
	);

	it.each([undefined, null, '', '  \n', locator('')])(
		'is named by its label when it is required and is %p',
		(raw) => {
			const { message, advice } = problemIn(valueOf({ ...field, required: true }, raw));
			expect(message).toBe(`${field.label} is empty`);
			expect(advice).toContain(field.label);
		},
	);

	it.each<[unknown]>([[{ a: 1 }], [['a', 'b']]])('does not take %p', (raw) => {
		const { message, advice } = problemIn(valueOf(field, raw));
		expect(message).toContain(field.label);
		expect(advice).toContain(field.label);
	});
});

const long = 'x'.repeat(5);

it.each<[string, Readable, unknown, unknown]>([
	['a code, trimmed', code, ' 16:9\n', '16:9'],
	['a code from a list', code, locator(' 16:9 ', 'list'), '16:9'],
	['a code from a number', code, 2, '2'],
	['a code from false', code, false, 'false'],
	['prose, untouched', prose, '  a fox\n\tin "snow" 🦊 \\n ', '  a fox\n\tin "snow" 🦊 \\n '],
	['prose from a number', prose, 7, '7'],
	['prose from zero', prose, 0, '0'],
	['a whole number', whole, 12, 12],
	['a whole number from text', whole, ' 12 ', 12],
	['the least number', whole, 1, 1],
	['the largest number', whole, 40, 40],
	['a number below zero', broken, '-1.5', -1.5],
	['zero', broken, 0, 0],
	['a number without limits', free, -1e9, -1e9],
	['true', onOff, true, true],
	['false', onOff, false, false],
	['true from text', onOff, 'true', true],
	['false from text', onOff, ' False ', false],
	['true from capitals', onOff, 'TRUE', true],
	['true from one', onOff, 1, true],
	['false from zero as text', onOff, '0', false],
	['a choice', closed, '2', '2'],
	['a choice from a number', closed, 2, '2'],
	['a choice in another case', closed, 'Low_Variation', 'low_variation'],
	['a choice, trimmed', closed, ' low_variation ', 'low_variation'],
	['a choice from a list', closed, locator('1', 'list'), '1'],
	['a task', origin, 'task-1', 'task-1'],
	['a task, trimmed', origin, locator(' task-1\n'), 'task-1'],
	['a task from a number', origin, 5, '5'],
	['a text of the largest length', { ...code, maximumLength: 5 }, long, long],
	['a text counted in characters', { ...code, maximumLength: 2 }, '🦊🦊', '🦊🦊'],
])('%s is sent', (_, field, raw, value) => {
	expect(valueOf(field, raw)).toEqual({ value });
});

it.each<[string, Readable, unknown, string]>([
	['part of a whole number', whole, 1.5, 'is not a whole number'],
	['a word as a whole number', whole, 'many', 'is not a whole number'],
	['a word as a number', free, 'many', 'is not a number'],
	['a switch as a number', free, true, 'is not a number'],
	['endlessness', free, 'Infinity', 'is not a number'],
	['less than the least', whole, 0, 'is 0'],
	['more than the largest', whole, 41, 'is 41'],
	['part more than the largest', broken, 1.51, 'is 1.51'],
	['a word as a switch', onOff, 'yes', 'is neither true nor false'],
	['a number as a switch', onOff, 2, 'is neither true nor false'],
	['another choice', closed, '3', 'is "3"'],
	['another number as a choice', closed, 7, 'is 7'],
	['a path as a task', origin, '../account', 'is not a task ID'],
	['two tasks', origin, 'task-1,task-2', 'is not a task ID'],
	['the text undefined as a task', origin, 'undefined', 'is not a task ID'],
	['the text null as a task', origin, 'null', 'is not a task ID'],
	['a switch as a task', origin, true, 'is not a task ID'],
	['no number as a task', origin, Number.NaN, 'is not a task ID'],
	['no number as prose', prose, Number.NaN, 'is NaN'],
	['endlessness as prose', prose, -Infinity, 'is -Infinity'],
	['no number as a code', code, Number.NaN, 'is NaN'],
	['a text too long', { ...code, maximumLength: 4 }, long, 'has 5 characters'],
])('%s is refused', (_, field, raw, reason) => {
	const { message, advice } = problemIn(valueOf(field, raw));
	expect(message).toBe(`${field.label} ${reason}`);
	expect(advice).toContain(field.label);
});

it.each<[string, Readable, unknown, string]>([
	['the limits', whole, 41, '1 to 40'],
	['the choices', closed, '3', '1, 2, low_variation'],
	['the length', { ...code, maximumLength: 4 }, long, '4'],
])('a refusal names %s', (_, field, raw, named) => {
	expect(problemIn(valueOf(field, raw)).advice).toContain(named);
});

describe('an unusual text', () => {
	const usual = { ...code, unusual: { unless: /^\d+:\d+$/, hint: 'looks odd' } };

	it('is sent, with a hint', () => {
		expect(valueOf(usual, 'wide')).toEqual({
			value: 'wide',
			hint: 'Aspect Ratio "wide" looks odd',
		});
	});

	it('gets no hint when it is usual', () => {
		expect(valueOf(usual, ' 16:9 ')).toEqual({ value: '16:9' });
	});
});

it.each<[unknown, unknown]>([
	[locator('a', 'url'), { mode: 'url', value: 'a' }],
	['a', { mode: 'id', value: 'a' }],
	[undefined, { mode: 'id', value: undefined }],
	[null, { mode: 'id', value: null }],
	// As n8n saves an option that was added and left as it is.
	[
		{ mode: 'url', value: '' },
		{ mode: 'url', value: '' },
	],
	[
		{ mode: 'list', value: 'a', cachedResultName: 'a' },
		{ mode: 'list', value: 'a' },
	],
	[
		{ mode: 'url', value: 'a', more: 1 },
		{ mode: 'id', value: { mode: 'url', value: 'a', more: 1 } },
	],
	[
		{ mode: 'fast', value: 1 },
		{ mode: 'id', value: { mode: 'fast', value: 1 } },
	],
	[{ mode: 'url' }, { mode: 'id', value: { mode: 'url' } }],
])('the locator %p is read', (raw, read) => expect(locatorOf(raw)).toEqual(read));

describe('numbers', () => {
	const steps = { label: 'Steps', help: 'How many' };

	it.each([[[]], [[7]], [{}]])('%j is not a number', (given) => {
		expect(valueOf(integer('steps', steps), given)).toMatchObject({
			message: 'Steps is not a whole number',
		});
	});

	it.each([
		[{ maximum: 5 }, 6, 'up to 5'],
		[{ minimum: 1 }, 0, 'from 1'],
		[{ minimum: 1, maximum: 5 }, 6, 'from 1 to 5'],
	])('within %j, %p names the range', (limits, given, range) => {
		const value = valueOf(decimal('steps', { ...steps, ...limits }), given);
		expect(value).toMatchObject({ advice: `PiAPI takes Steps ${range}.` });
	});
});

describe('a field that lists values and takes others', () => {
	const format = text('format', {
		label: 'Format',
		help: 'Kind of file',
		suggestions: [
			{ value: 'png', label: 'PNG' },
			{ value: 'auto', label: 'Like the Input' },
		],
		unusual: { unless: /^\w{3}$/, hint: 'looks odd' },
	});
	const seconds = integer('duration', {
		label: 'Duration',
		help: 'Seconds',
		suggestions: [
			{ value: 6, label: '6 Seconds' },
			{ value: 10, label: '10 Seconds' },
		],
	});

	it.each<[Readable, unknown, unknown]>([
		[format, 'png', 'png'],
		[format, ' PNG ', 'png'],
		[format, 'like the input', 'auto'],
		[format, 'jpg', 'jpg'],
		[format, 'Jpg', 'Jpg'],
		[seconds, 6, 6],
		[seconds, '10 seconds', 10],
		[seconds, 7, 7],
		[seconds, ' 7 ', 7],
	])('%j: %j is sent as %j', (field, raw, value) => {
		expect(valueOf(field, raw)).toEqual({ value });
	});

	const version = text('version', {
		label: 'Version',
		help: 'Which',
		suggestions: plainChoices('1.5', '2.0', '2.1-master', '2.1'),
	});
	const length = text('duration', {
		label: 'Duration',
		help: 'Length',
		suggestions: plainChoices('4s', '8s'),
	});
	const size = choice('resolution', {
		label: 'Resolution',
		help: 'Size',
		choices: plainChoices('720P', '1080P', '2x', '4K'),
	});
	const both = text('size', { label: 'Size', help: 'Size', suggestions: plainChoices('8s', '8p') });

	it.each<[Readable, unknown, unknown]>([
		[version, 2.0, '2.0'],
		[version, '2', '2.0'],
		[version, 1.5, '1.5'],
		[version, 2.1, '2.1'],
		[version, '2.10', '2.1'],
		[version, 3, '3'],
		[length, 8, '8s'],
		[length, ' 8 ', '8s'],
		[length, 5, '5'],
		[length, '8sec', '8sec'],
		[size, 720, '720P'],
		[size, '1080', '1080P'],
		[both, 8, '8'],
	])('%j: the number %j is sent as the value of the list, %j', (field, raw, value) => {
		expect(valueOf(field, raw)).toEqual({ value });
	});

	it.each([2, 4, '720s', -720])('%p is none of the values', (raw) => {
		expect(valueOf(size, raw)).toMatchObject({ message: expect.stringMatching(/^Resolution is/) });
	});

	it('still takes no other kind of value', () => {
		expect(valueOf(seconds, 'a while')).toMatchObject({
			message: 'Duration is not a whole number',
		});
	});
});

it('a value that PiAPI takes elsewhere only is refused, with what to do', () => {
	const model = text('model', {
		label: 'Model',
		help: 'Model',
		elsewhere: { if: /^slow/, advice: 'Choose another model.' },
	});
	expect(valueOf(model, 'slow-2')).toMatchObject({
		message: 'Model is "slow-2", which this operation does not offer',
		advice: 'Choose another model.',
	});
	expect(valueOf(model, 'fast-2')).toEqual({ value: 'fast-2' });
});
