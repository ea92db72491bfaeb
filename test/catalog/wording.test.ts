import { families } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { choice, plainChoices, text, toggle } from '../../nodes/catalog/fields';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';
import { isTitleCase, wordingComplaints } from './wording';

describe.each(families.map((family) => [family.name, family] as const))('%s', (_, family) => {
	it("keeps the rules of n8n's forms", () => expect(wordingComplaints(family)).toEqual([]));
});

/** The price and the time in a list are not title. */
const namesOnly = (field: Field): Field =>
	field.type === 'text' && field.path === 'model'
		? {
				...field,
				suggestions: field.suggestions?.map(({ value, label }) => ({
					value,
					label: label.replace(/, (about|from|price).*$/, ''),
				})),
			}
		: field;

describe.each(anyModelFamilies.map((family) => [family.name, family] as const))(
	'%s',
	(_, family) => {
		it("keeps the rules of n8n's forms", () => {
			const operations = family.operations.map((operation) => ({
				...operation,
				fields: operation.fields.map((field) =>
					field.type === 'rows' ? { ...field, fields: [] } : namesOnly(field),
				),
			}));
			expect(wordingComplaints({ ...family, operations })).toEqual([]);
		});
	},
);

it('families are in the order of their names', () => {
	const names = families.map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	expect(new Set(families.map(({ value }) => value)).size).toBe(families.length);
});

const own = { label: 'Prompt', help: 'What to draw' };

const familyWith = (
	more: Partial<Family> = {},
	...operations: Array<Partial<Operation>>
): Family => ({
	value: 'acme',
	name: 'Acme',
	kind: 'video',
	operations: (operations.length === 0 ? [{}] : operations).map((operation) => ({
		value: 'animate',
		name: 'Animate',
		description: 'Move an image',
		model: 'acme',
		taskType: 'animate',
		fields: [text('prompt', own)],
		results: [],
		confidence: 'documented',
		source: 'https://example.com/docs',
		...operation,
	})),
	...more,
});

const withField = (...fields: Field[]): Family => familyWith({}, { fields });
const letters = ['a', 'b', 'c', 'e', 'd'];

describe('the check itself', () => {
	it('finds nothing to complain about in proper words', () => {
		expect(wordingComplaints(familyWith({ availabilityNote: 'It is discontinued' }))).toEqual([]);
	});

	it.each<[string, Family, string]>([
		['no operation', { ...familyWith(), operations: [] }, 'Acme: has no operation'],
		[
			'a availabilityNote with a period',
			familyWith({ availabilityNote: 'Stopped.' }),
			'Acme: availabilityNote has a period, or no capital',
		],
		['a name twice', familyWith({}, { value: 'a' }, { value: 'b' }), 'Acme: has a name twice'],
		[
			'a value twice',
			familyWith({}, { name: 'A' }, { name: 'B' }),
			'Acme: has an operation value twice',
		],
		[
			'a name in lower case',
			familyWith({}, { name: 'Make it' }),
			'Make it: name is not in Title Case',
		],
		[
			'a value with blanks',
			familyWith({}, { value: 'a b' }),
			'Animate: value must begin with a small letter, without blanks',
		],
		[
			'an action without a brand',
			familyWith({}, { action: 'Animate an image' }),
			'Animate: action is not like "Brand: what it does"',
		],
		[
			'an action with a period',
			familyWith({}, { action: 'Acme: animate.' }),
			'Animate: action ends with a period',
		],
		[
			'no description',
			familyWith({}, { description: '' }),
			'Animate: description must begin with a capital, without a period',
		],
		[
			'a description with a period',
			familyWith({}, { description: 'Move it.' }),
			'Animate: description must begin with a capital, without a period',
		],
		['no source', familyWith({}, { source: '' }), 'Animate: has no source page'],
		[
			'a path twice',
			withField(text('a', own), text('a', { ...own, label: 'B', parameter: 'b' })),
			'Animate: has a path twice',
		],
		[
			'a parameter twice',
			withField(text('a', own), text('b', { ...own, label: 'B', parameter: 'a' })),
			'Animate: has a parameter twice',
		],
		['a label twice', withField(text('a', own), text('b', own)), 'Animate: has a label twice'],
		[
			'a label in lower case',
			withField(text('a', { ...own, label: 'the prompt' })),
			'Animate, a: label is not in Title Case',
		],
		[
			'a help with a period',
			withField(text('a', { ...own, help: 'What.' })),
			'Animate, a: help must begin with a capital and end without a period',
		],
		[
			'no help',
			withField(text('a', { ...own, help: '' })),
			'Animate, a: help must begin with a capital and end without a period',
		],
		[
			'two sentences',
			withField(text('a', { ...own, help: 'What. Why' })),
			'Animate, a: help is more than one sentence',
		],
		[
			'a switch without Whether',
			withField(toggle('a', own)),
			'Animate, a: Whether begins what is a switch',
		],
		[
			'a text with Whether',
			withField(text('a', { ...own, help: 'Whether to' })),
			'Animate, a: Whether begins what is a switch',
		],
		[
			'a bare placeholder',
			withField(text('a', { ...own, placeholder: 'fox' })),
			'Animate, a: placeholder does not begin with e.g.',
		],
		[
			'a parameter with a dash',
			withField(text('a', { ...own, parameter: 'a-b' })),
			'Animate, a: parameter is not in camelCase',
		],
		[
			'no choices',
			withField(choice('a', { ...own, choices: [] })),
			'Animate, a: offers nothing to choose',
		],
		[
			'a choice twice',
			withField(
				choice('a', {
					...own,
					choices: [
						{ value: 'x', label: 'X' },
						{ value: 'x', label: 'Y' },
					],
				}),
			),
			'Animate, a: offers a value twice',
		],
		[
			'a choice label twice',
			withField(
				choice('a', {
					...own,
					choices: [
						{ value: 'x', label: 'X' },
						{ value: 'y', label: 'X' },
					],
				}),
			),
			'Animate, a: offers a label twice',
		],
		[
			'a choice in lower case',
			withField(choice('a', { ...own, choices: [{ value: 'x', label: 'x' }] })),
			'Animate, a, x: label is not in Title Case',
		],
		[
			'the help of a choice with a period',
			withField(choice('a', { ...own, choices: [{ value: 'x', label: 'X', help: 'This.' }] })),
			'Animate, a, x: help must begin with a capital and end without a period',
		],
		[
			'many suggestions out of order',
			withField(text('a', { ...own, suggestions: plainChoices(...letters) })),
			'Animate, a: offers its values out of order',
		],
	])('finds %s', (_, family, complaint) => {
		expect(wordingComplaints(family)).toEqual([complaint]);
	});

	it.each([
		['Origin Task', true],
		['Skip Prompt Check', true],
		['One Item per File', true],
		['1 (Top Left)', true],
		['4x', true],
		['URL', true],
		['Origin task', false],
		['per File', false],
		['1 (top Left)', false],
	])('finds that %s in Title Case is %p', (label, is) => expect(isTitleCase(label)).toBe(is));
});
