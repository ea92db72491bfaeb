import { families } from '../../nodes/catalog';
import { creating, factNames, familyFacts } from '../../tools/facts/facts';

/** Words with which the facts tell of a need between fields. */
const NEED = /required (for|unless)|: required|one of (the|\w+ and) |at least one|\bneeded\b/;
const WITHOUT = /^no \w+( and|$)/;

/** Fields about which the facts say so in words, although it is not a need between fields; with the reason. */
const NO_NEEDS: Readonly<Record<string, string>> = {
	'ai-hug.image_to_video image_url': 'Both people are in one image.',
	'kling.effects prompt': 'Effects mostly fail without it, but not all of them and not always.',
	'joycaption.joycaption-beta-one workflow_type': 'It is not required.',
};

const told = factNames
	.flatMap((name) => creating(familyFacts(name)))
	.flatMap((task) =>
		task.input.map((field) => {
			const { when = '', note = '' } = field as { when?: string; note?: string };
			return { task, path: field.path, when, words: [when, note] };
		}),
	)
	.filter(({ when, words }) => WITHOUT.test(when) || words.some((text) => NEED.test(text)));

describe('a need between fields, told in the facts', () => {
	it('is found in the words', () => expect(told.length).toBeGreaterThan(20));

	it.each(told.map((one) => [`${one.task.id} ${one.path}`, one] as const))(
		'%s: is data, too',
		(key, { task, path, words }) => {
			const needs = (task.oneOf ?? []).flatMap(({ paths, when }) => [...paths, when?.path]);
			const isData = needs.includes(path) || Object.hasOwn(NO_NEEDS, key);
			expect([words, isData]).toEqual([words, true]);
		},
	);
});

it('no operation can be sent from an empty form', () => {
	const open = families.flatMap((family) =>
		family.operations
			.filter(
				({ fields, rules = [] }) =>
					!fields.some(({ required }) => required) && !rules.some(({ kind }) => kind === 'anyOf'),
			)
			.map(({ value }) => `${family.value} ${value}`),
	);
	expect(open).toEqual([]);
});
