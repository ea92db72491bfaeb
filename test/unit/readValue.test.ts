import {
	allRead,
	readBoolean,
	readChoice,
	readChoices,
	readList,
	readNumber,
	readText,
	required,
} from '../../nodes/request/readValue';
import { createProblem, isProblem } from '../../nodes/transport/problem';

const CHOICES = [
	{ value: 'doNotWait', label: 'Do Not Wait' },
	{ value: 'poll', label: 'Poll Until Finished' },
	{ value: 5, label: '5 s' },
];

const readers: ReadonlyArray<[string, (given: unknown) => unknown]> = [
	['a text', (given) => readText('Field', given)],
	['a boolean', (given) => readBoolean('Field', given)],
	['a number', (given) => readNumber('Field', given)],
	['a choice', (given) => readChoice('Field', CHOICES, given)],
	['a list', (given) => readList('Field', given)],
	['a list of choices', (given) => readChoices('Field', CHOICES, given)],
];

describe.each(readers)('%s', (_, read) => {
	it.each([undefined, null, '', ' \n'])('is undefined when it is %p', (given) => {
		expect(read(given)).toBeUndefined();
		expect(required('Field', read(given))).toMatchObject({ message: 'Field is empty' });
	});

	it.each<[unknown]>([[{ a: 1 }], [() => 1], [Symbol('a')]])('refuses %p by its label', (given) => {
		const refused = read(given);
		expect(isProblem(refused) && refused.message).toContain('Field');
		expect(isProblem(refused) && refused.advice).toContain('Field');
	});
});

it.each([
	[true, true],
	[false, false],
	['true', true],
	['TRUE', true],
	[' False ', false],
	[1, true],
	[0, false],
	['1', true],
	['0', false],
])('the boolean %p is %p', (given, value) => expect(readBoolean('Field', given)).toBe(value));

it.each<[unknown]>([['yes'], [2], [-1], [[]], [[true]], ['truefalse']])(
	'%p is not a boolean',
	(given) =>
		expect(readBoolean('Field', given)).toMatchObject({
			message: 'Field is neither true nor false',
			advice: 'Set Field to true or false.',
		}),
);

it.each([
	[' 12 ', 12],
	['-1.5', -1.5],
	[0, 0],
	['1e3', 1000],
	[7n, 7],
])('the number %p is %p', (given, value) => expect(readNumber('Field', given)).toBe(value));

it.each<[unknown, Parameters<typeof readNumber>[2], string]>([
	['many', {}, 'is not a number'],
	[true, {}, 'is not a number'],
	[Number.POSITIVE_INFINITY, {}, 'is not a number'],
	[[7], {}, 'is not a number'],
	['1,5', {}, 'is not a number'],
	[1.5, { integer: true }, 'is not a whole number'],
	[0, { aboveZero: true }, 'must be greater than 0'],
	['-1', { aboveZero: true }, 'must be greater than 0'],
])('the number %p of %j is refused', (given, form, reason) =>
	expect(readNumber('Field', given, form)).toMatchObject({ message: `Field ${reason}` }),
);

it.each<[unknown, unknown]>([
	['poll', 'poll'],
	[' POLL\n', 'poll'],
	['donotwait', 'doNotWait'],
	['Do Not Wait', 'doNotWait'],
	['poll until finished', 'poll'],
	[5, 5],
	['5', 5],
	['5 S', 5],
])('the choice %p is %p', (given, value) =>
	expect(readChoice('Field', CHOICES, given)).toBe(value),
);

it('a choice that is none names the choices', () =>
	expect(readChoice('Field', CHOICES, 'later')).toMatchObject({
		message: 'Field is "later"',
		advice: 'Choose one of the values of Field: doNotWait, poll, 5.',
	}));

it('a choice that fits two is refused, unless it is exactly one of them', () => {
	const twins = [
		{ value: 'a', label: 'First' },
		{ value: 'A', label: 'Second' },
		{ value: 'b', label: 'a' },
	];
	expect(readChoice('Field', twins, 'A')).toBe('A');
	expect(readChoice('Field', twins.slice(1), 'a')).toMatchObject({ message: 'Field is "a"' });
});

it('a refused text is quoted in part only', () => {
	const refused = readChoice('Field', CHOICES, 'x'.repeat(500));
	expect(isProblem(refused) && refused.message.length).toBeLessThan(100);
});

it.each<[unknown, unknown[]]>([
	[
		['a', 2],
		['a', 2],
	],
	[[], []],
	['["a", 2]', ['a', 2]],
	['a, b;c\n d,', ['a', 'b', 'c', 'd']],
	['a', ['a']],
	[7, ['7']],
])('the list %p is %p', (given, list) => expect(readList('Field', given)).toEqual(list));

it.each<[unknown]>([['[1,'], [{}]])('%p is not a list', (given) =>
	expect(readList('Field', given)).toMatchObject({ message: 'Field is not a list' }),
);

it('a list of choices is read entry by entry', () => {
	expect(readChoices('Field', CHOICES, 'POLL, Do Not Wait')).toEqual(['poll', 'doNotWait']);
	expect(readChoices('Field', CHOICES, [])).toEqual([]);
	expect(readChoices('Field', CHOICES, ['poll', 'x'])).toMatchObject({ message: 'Field is "x"' });
	expect(readChoices('Field', CHOICES, ['poll', null])).toMatchObject({
		message: 'Field is empty',
	});
});

it('several values are read, or the first problem', () => {
	const first = createProblem({ message: 'first', advice: '' });
	const second = createProblem({ message: 'second', advice: '' });
	expect(allRead({ a: 1, b: undefined })).toEqual({ a: 1, b: undefined });
	expect(allRead({ a: 1, b: first, c: second })).toBe(first);
});
