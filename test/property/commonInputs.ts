import type { AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import { fieldsFor, type AnyModel } from '../../nodes/catalog/anyModel/models';
import type { CommonPath } from '../../nodes/catalog/serves';
import type { Field } from '../../nodes/catalog/vocabulary';
import { inputFor } from '../../nodes/request/anyModel';
import { draftOf, outlineOf } from '../../nodes/request/draft';
import { isProblem, type Problem } from '../../nodes/transport/problem';
import { factNames, familyFacts } from '../../tools/facts/facts';
import { judge } from '../../tools/simulator/factsCheck';

/** What a workflow may have in the fields that models have in common, by path. */
export type Common = Readonly<Partial<Record<CommonPath, unknown>>>;

export interface Sent {
	readonly input: Readonly<Record<string, unknown>>;
	readonly hints: readonly string[];
	/** What the facts say against it, and what they do not know. */
	readonly refusal?: string;
	readonly remarks: readonly string[];
}

const facts = factNames.map(familyFacts);

/** What the model's operation sends for the common fields, or why it sends nothing. */
export function sentFor(
	operation: AnyModelOperation,
	model: AnyModel,
	common: Common,
): Sent | Problem {
	const read = ({ path }: Field): unknown => common[path as CommonPath];
	const input = inputFor(operation, model, read);
	if (isProblem(input)) return input;
	const draft = draftOf(model.operation, {
		itemIndex: 0,
		read: input.read,
		variant: model.model.value,
		serviceMode: '',
		webhookUrl: '',
		webhookSecret: '',
	});
	if (isProblem(draft)) return draft;
	const request = outlineOf(draft);
	const { problem, remarks } = judge(request, facts);
	return {
		input: request.input,
		hints: [...input.hints, ...draft.hints],
		remarks,
		...(problem === undefined ? {} : { refusal: problem }),
	};
}

/** The least that is required for a request: what the form, the model's own operation or a rule of it requires. */
export function leastFor({ commonFields }: AnyModelOperation, model: AnyModel): Common {
	const usual: Common = {
		prompt: model.serves.imageNames?.all === true ? 'the fox of @image1' : 'a fox',
		image: 'https://example.com/fox.png',
		images: ['https://example.com/fox.png'],
	};
	const rules = (model.operation.rules ?? []).flatMap((rule) =>
		rule.kind === 'anyOf' && rule.when === undefined ? rule.paths : [],
	);
	const isNeeded = (field: Field): boolean =>
		field.required ||
		fieldsFor(model, field.path as CommonPath).some(
			({ path, required }) => required || rules.includes(path),
		);
	return Object.fromEntries(
		commonFields
			.filter((field) => Object.hasOwn(usual, field.path) && isNeeded(field))
			.map(({ path }) => [path, usual[path as CommonPath]]),
	);
}

const IMAGES = Array.from({ length: 16 }, (_, index) => `https://example.com/${index}.png`);

const list = (length: number): unknown => ({
	items: IMAGES.slice(0, length).map((value) => ({ file: { __rl: true, mode: 'url', value } })),
});

const choicesOf = (field: Field): unknown[] =>
	field.type === 'text' ? (field.suggestions ?? []).map(({ value }) => value) : [];

const ODD: Readonly<Record<CommonPath, readonly unknown[]>> = {
	prompt: [
		'a fox',
		'the fox of @image1 and @Image_2',
		'  a fox \n in snow ',
		8,
		'x'.repeat(5000),
		{ a: 'fox' },
	],
	image: [
		'https://example.com/fox.png',
		{ __rl: true, mode: 'url', value: 'https://example.com/fox.png' },
		{ __rl: true, mode: 'binary', value: 'data' },
		'a fox',
		7,
	],
	last_frame: [
		'https://example.com/end.png',
		{ __rl: true, mode: 'binary', value: 'end' },
		'the end',
	],
	images: [
		...[1, 2, 3, 4, 9, 10, 15].map(list),
		IMAGES.slice(0, 2),
		JSON.stringify(IMAGES.slice(0, 3)),
		IMAGES.slice(0, 2).join(', '),
		{ items: [{ file: { __rl: true, mode: 'binary', value: 'data' } }] },
		'a fox',
	],
	voice: [],
	lyrics: ['[00:10.00] The light goes round', 'la la', ['la']],
	aspect_ratio: ['auto', 'Auto', '16 : 9', '5:4', '1:8', 'wide', 'banner', '1:1000', 16, ['16:9']],
	duration: [
		...[1, 3, 4, 5, 6, 8, 9, 10, 12, 15, 30, 240, 4000, 5.5, 0, -5],
		...['8', '8s', '8 s', '8 seconds', '5.0', '1080p', 'soon', ' 10 '],
		...[true, { seconds: 5 }],
	],
	resolution: [
		...['1080P', '1080p', '1080', 1080, '768', 768, '768P', '2k', '2K', '4k', '3K', '720 p'],
		...['huge', '1080s', { width: 5 }],
	],
	count: [1, 2, 4, 5, '2', '2.0', 1.5, 0, -1, 'many'],
	negative_prompt: ['blurry', 'x'.repeat(5000), 3],
	seed: [0, 42, '42', -1, 1.5, '8s', 'x'],
};

/** Everything that the form offers for a field, and what expressions may return. */
export const valuesFor = (field: Field): unknown[] => [
	...choicesOf(field),
	...ODD[field.path as CommonPath],
];
