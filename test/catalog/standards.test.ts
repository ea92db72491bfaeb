import { families } from '../../nodes/catalog';
import {
	choice,
	integer,
	media,
	plainChoices,
	rows,
	text,
	toggle,
} from '../../nodes/catalog/fields';
import { editImages, generateImages, messageModel } from '../../nodes/catalog/openAi';
import type { Field } from '../../nodes/catalog/vocabulary';
import { factNames, familyFacts } from '../../tools/facts/facts';
import { factsOfVariants, standardComplaints, type VariantFacts } from './standards';

const tasks = families.flatMap((family) =>
	family.operations.map(
		(operation) =>
			[
				`${family.name}: ${operation.name}`,
				operation,
				factsOfVariants(family, operation, familyFacts(family.value)),
			] as const,
	),
);

const endpoints = (
	[
		['GPT Image: Edit', editImages, 'gpt-image', 'gpt-image.edits'],
		['GPT Image: Generate', generateImages, 'gpt-image', 'gpt-image.generations'],
		['Chat: Message a Model', messageModel, 'llm', 'llm.chat_completion'],
	] as const
).map(([name, operation, family, id]) => {
	const task = familyFacts(family).tasks.find((one) => one.id === id);
	if (task === undefined) throw new Error(`The facts have no ${id}`);
	return [name, operation, [{ model: '', task }]] as const;
});

describe('the form begins with the defaults of the facts, and nothing else', () => {
	it.each([...tasks, ...endpoints])('%s', (_, operation, known) => {
		expect(standardComplaints(operation, known)).toEqual([]);
	});

	it('of which the facts say where only clients know them', () => {
		const notes = factNames.flatMap((name) =>
			familyFacts(name).tasks.flatMap(({ id, input }) =>
				input
					.filter(({ note = '' }) => /default (is the clients'|from client)/.test(note))
					.map(({ path, defaultConfidence }) => ({ field: `${id} ${path}`, defaultConfidence })),
			),
		);
		expect(notes.filter((note) => note.defaultConfidence !== 'client-code')).toEqual([]);
		expect(notes.length).toBeGreaterThan(5);
	});

	it('which is so for many fields', () => {
		const fields = tasks.flatMap(([, operation]) => operation.fields);
		const begun = fields.filter((field) => 'standard' in field && field.standard !== undefined);
		expect(begun.length).toBeGreaterThan(50);
	});
});

describe('the check itself', () => {
	const own = { label: 'Own', help: 'Help' };
	const factsWith = (model: string, value: unknown, path = 'a'): VariantFacts => ({
		model,
		task: { input: [{ path, type: 'any', required: false, default: value }] },
	});
	const five = factsWith('m', 5);
	const guess = {
		model: 'm',
		task: { input: [{ ...five.task.input[0], defaultConfidence: 'client-code' }] },
	} as VariantFacts;
	const ofClients = { standard: 5, standardConfidence: 'client-code' } as const;
	const choices = plainChoices(5, 10);

	it.each<[string, Field, VariantFacts[]]>([
		['a number', integer('a', { ...own, standard: 5 }), [five]],
		['a number that clients chose', integer('a', { ...own, ...ofClients }), [guess]],
		['0', integer('a', { ...own, standard: 0 }), [factsWith('m', 0)]],
		['No', toggle('a', { ...own, standard: false }), [factsWith('m', false)]],
		['a choice', choice('a', { ...own, choices, standard: 5 }), [five]],
		['no default', text('a', own), [factsWith('m', undefined)]],
		['models that agree', integer('a', { ...own, standard: 5 }), [five, factsWith('n', 5)]],
		['models that differ', integer('a', own), [five, factsWith('n', 6)]],
		['a model without a default', integer('a', own), [five, factsWith('n', undefined)]],
		[
			'a field of one model',
			integer('a', { ...own, standard: 5, onlyFor: { models: ['m'] } }),
			[five, factsWith('n', 6)],
		],
		[
			'a row',
			rows('a', { ...own, fields: [integer('b', { ...own, standard: 3 })] }),
			[factsWith('m', 3, 'a[].b')],
		],
	])('accepts %s', (_, field, known) => {
		expect(standardComplaints({ fields: [field] }, known)).toEqual([]);
	});

	it.each<[string, Field, VariantFacts[], string]>([
		[
			'a default that is missing',
			integer('a', own),
			[five],
			'a begins with undefined, the default is 5',
		],
		[
			'another default',
			integer('a', { ...own, standard: 6 }),
			[five],
			'a begins with 6, the default is 5',
		],
		[
			'a default of nobody',
			toggle('a', { ...own, standard: false }),
			[factsWith('m', undefined)],
			'a begins with false, the default is undefined',
		],
		[
			'a default of some models',
			integer('a', { ...own, standard: 5 }),
			[five, factsWith('n', 6)],
			'a begins with 5, the default is undefined',
		],
		[
			'a default that only clients know',
			integer('a', { ...own, standard: 5 }),
			[guess],
			"a begins with 5, which is the clients' choice",
		],
		[
			'a default that PiAPI says',
			integer('a', { ...own, ...ofClients }),
			[five],
			"a begins with 5, which is not only the clients' choice",
		],
		[
			'a number as text',
			text('a', { ...own, standard: '5' }),
			[five],
			'a begins with 5, the default is 5',
		],
		[
			'what is not a choice',
			choice('a', { ...own, choices, standard: 6 }),
			[factsWith('m', 6)],
			'a begins with 6, which is not a choice',
		],
		[
			'a default that a file cannot have',
			media('a', { ...own, media: 'image' }),
			[factsWith('m', 'x')],
			'a begins with undefined, the default is x',
		],
		[
			'a row without its default',
			rows('a', { ...own, fields: [integer('b', own)] }),
			[factsWith('m', 3, 'a[].b')],
			'a[].b begins with undefined, the default is 3',
		],
	])('finds %s', (_, field, known, complaint) => {
		expect(standardComplaints({ fields: [field] }, known)).toEqual([complaint]);
	});
});
