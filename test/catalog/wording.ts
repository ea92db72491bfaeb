import type { Choice, Family, Field, Operation } from '../../nodes/catalog/vocabulary';

const SMALL_WORDS = new Set(
	'a an and as at but by for from in into nor of on or per the to up via vs with'.split(' '),
);

/** Every word begins with a capital or a figure, but for small words in between. */
export const isTitleCase = (label: string): boolean =>
	label
		.split(' ')
		.every((word, index) => /^\(?[A-Z0-9]/.test(word) || (index > 0 && SMALL_WORDS.has(word)));

/** Of the rules `[broken, what is wrong]`, what is wrong. */
const broken = (about: string, rules: ReadonlyArray<readonly [boolean, string]>): string[] =>
	rules.filter(([isBroken]) => isBroken).map(([, complaint]) => `${about}: ${complaint}`);

const twice = (values: readonly string[]): string[] =>
	values.filter((value, index) => values.indexOf(value) !== index);

const isSorted = (names: readonly string[]): boolean =>
	names.every(
		(name, index) => index === 0 || (names[index - 1] ?? '').localeCompare(name, 'en') < 0,
	);

/** n8n wants lists from that length on in the order of their labels. */
const SORTED_FROM = 5;

function choiceComplaints(about: string, choices: readonly Choice[], closed: boolean): string[] {
	const labels = choices.map(({ label }) => label);
	return [
		...broken(about, [
			[choices.length === 0, 'offers nothing to choose'],
			[twice(choices.map(({ value }) => String(value))).length > 0, 'offers a value twice'],
			[twice(labels).length > 0, 'offers a label twice'],
			[choices.length >= SORTED_FROM && !isSorted(labels), 'offers its values out of order'],
		]),
		...choices.flatMap(({ label, value, help = 'Help' }) =>
			broken(`${about}, ${value}`, [
				[!isTitleCase(label) && (closed || label !== String(value)), 'label is not in Title Case'],
				[!/^[A-Z].*[^.]$/.test(help), 'help must begin with a capital and end without a period'],
			]),
		),
	];
}

function fieldComplaints(about: string, field: Field): string[] {
	const { help, label, parameter, placeholder } = field;
	const choices = field.type === 'choice' ? field.choices : undefined;
	const suggestions =
		field.type === 'text' || field.type === 'number' ? field.suggestions : undefined;
	return [
		...broken(about, [
			[!isTitleCase(label), 'label is not in Title Case'],
			[!/^[A-Z0-9].*[^.]$/.test(help), 'help must begin with a capital and end without a period'],
			[/[.!?] [A-Z]/.test(help), 'help is more than one sentence'],
			[
				(field.type === 'boolean') !== help.startsWith('Whether '),
				'Whether begins what is a switch',
			],
			[
				placeholder !== '' && !/^e\.g\. \S/.test(placeholder),
				'placeholder does not begin with e.g.',
			],
			[!/^[a-z][A-Za-z0-9]*$/.test(parameter), 'parameter is not in camelCase'],
		]),
		...(choices === undefined ? [] : choiceComplaints(about, choices, true)),
		...(suggestions === undefined ? [] : choiceComplaints(about, suggestions, false)),
	];
}

const rowFields = (fields: readonly Field[]): Field[] =>
	fields.flatMap((field) => (field.type === 'rows' ? [...field.fields] : []));

const variantChoices = ({ variants = [] }: Operation): Choice[] =>
	variants.map(({ value, label, help }) => ({ value, label, help }));

function operationComplaints(about: string, operation: Operation): string[] {
	const { action, description, fields, name, value } = operation;
	return [
		...broken(about, [
			[!isTitleCase(name), 'name is not in Title Case'],
			[
				!/^[a-z][A-Za-z0-9_.-]*$/.test(value),
				'value must begin with a small letter, without blanks',
			],
			[
				action !== undefined && !/^[A-Z0-9][^:]*: [a-z0-9]/.test(action),
				'action is not like "Brand: what it does"',
			],
			[action?.endsWith('.') === true, 'action ends with a period'],
			[
				!/^[A-Z].*[^.]$/.test(description),
				'description must begin with a capital, without a period',
			],
			[twice(fields.map(({ path }) => path)).length > 0, 'has a path twice'],
			[twice(fields.map(({ parameter }) => parameter)).length > 0, 'has a parameter twice'],
			[twice(fields.map(({ label }) => label)).length > 0, 'has a label twice'],
			[!/^https:\/\/\S+$/.test(operation.source), 'has no source page'],
			[
				operation.notice !== undefined && !/^[A-Z].*\.$/.test(operation.notice),
				'notice is not a sentence',
			],
			[operation.variants?.length === 1, 'has a single variant'],
		]),
		...(operation.variants === undefined
			? []
			: choiceComplaints(`${about}, Model`, variantChoices(operation), true)),
		...[...fields, ...rowFields(fields)].flatMap((field) =>
			fieldComplaints(`${about}, ${field.path}`, field),
		),
	];
}

/** What in a family's words breaks the rules of n8n's forms. */
export function wordingComplaints({ name, availabilityNote, operations }: Family): string[] {
	const names = operations.map((operation) => operation.name);
	return [
		...broken(name, [
			[operations.length === 0, 'has no operation'],
			[twice(operations.map(({ value }) => value)).length > 0, 'has an operation value twice'],
			[twice(names).length > 0, 'has a name twice'],
			[
				availabilityNote !== undefined && !/^[A-Z].*[^.]$/.test(availabilityNote),
				'availabilityNote has a period, or no capital',
			],
		]),
		...operations.flatMap((operation) => operationComplaints(operation.name, operation)),
	];
}
