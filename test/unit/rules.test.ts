import {
	anyOf,
	anyOfWhen,
	choice,
	integer,
	media,
	notTogether,
	notWhen,
	onlyWith,
	text,
} from '../../nodes/catalog/fields';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { operation, own, problemOf } from './draftStage';

describe('rules', () => {
	const fields = [text('a', own('A')), text('b', own('B')), text('c', own('C'))];

	it.each<[NonNullable<Operation['rules']>, Record<string, unknown>, string]>([
		[[anyOf('a', 'b')], {}, 'A and B are empty. This operation requires A or B'],
		[[anyOf('a', 'b')], { b: 'x' }, 'fine'],
		[[anyOf('a')], {}, 'A is empty'],
		[[notTogether('a', 'b')], { a: 'x', b: 'y' }, 'A and B are set together'],
		[[notTogether('a', 'b')], { a: 'x' }, 'fine'],
		[[onlyWith('a', 'c')], { a: 'x' }, 'A requires C'],
		[[onlyWith('a', 'c')], { a: 'x', c: 'y' }, 'fine'],
	])('%j with %j', (rules, values, text_) => {
		expect(problemOf(operation(fields, { rules }), values)).toContain(text_);
	});

	const kind = choice('kind', {
		...own('Kind'),
		choices: [
			{ value: 'song', label: 'With Words' },
			{ value: 'tune', label: 'Without Words' },
			{ value: 'noise', label: 'Noise' },
		],
	});
	const image = media('image', { ...own('Image'), media: 'image' });
	const binary = { __rl: true, mode: 'binary', value: 'data' };
	const ofKind = anyOfWhen({ path: 'kind', values: ['song', 'tune'] }, 'a', 'b');

	it.each<[NonNullable<Operation['rules']>, Record<string, unknown>, string]>([
		[[ofKind], { kind: 'song' }, 'Kind With Words requires A or B. Set A or B, or change Kind'],
		[[ofKind], { kind: 'Without Words' }, 'Kind Without Words requires A or B'],
		[[ofKind], { kind: 'song', b: 'x' }, 'fine'],
		[[ofKind], { kind: 'noise' }, 'fine'],
		[[ofKind], {}, 'fine'],
		[[anyOfWhen({ path: 'kind', values: ['tune'] }, 'a')], { kind: 'tune' }, 'requires A. Set A,'],
		[[anyOfWhen({ path: 'c' }, 'a', 'b')], { c: 'x' }, 'C requires A or B. Set A or B, or leave C'],
		[[anyOfWhen({ path: 'c' }, 'a', 'b')], { c: 'x', a: 'y' }, 'fine'],
		[[anyOfWhen({ path: 'c' }, 'image')], { c: 'x', image: binary }, 'fine'],
		[[anyOfWhen({ path: 'image' }, 'a')], { image: binary }, 'Image requires A'],
		[[anyOfWhen({ path: 'image' }, 'a')], {}, 'fine'],
	])('%j with %j, on a condition', (rules, values, text_) => {
		expect(problemOf(operation([...fields, kind, image], { rules }), values)).toContain(text_);
	});

	const long = notWhen({ path: 'size', values: [1080] }, 'duration', 10);
	const sizes = choice('size', {
		...own('Size'),
		choices: [
			{ value: 768, label: '768 Pixels' },
			{ value: 1080, label: '1080 Pixels' },
		],
	});
	const duration = integer('duration', own('Duration'));

	it.each<[NonNullable<Operation['rules']>, Record<string, unknown>, string]>([
		[
			[long],
			{ size: 1080, duration: 10 },
			'Duration 10 cannot be used with Size 1080 Pixels. Change Duration, or change Size.',
		],
		[[long], { size: 1080, duration: 6 }, 'fine'],
		[[long], { size: 768, duration: 10 }, 'fine'],
		[[long], { duration: 10 }, 'fine'],
		[
			[notWhen({ path: 'kind', values: ['tune'] }, 'image')],
			{ kind: 'tune', image: binary },
			'Image cannot be used with Kind Without Words. Leave Image empty, or change Kind.',
		],
		[[notWhen({ path: 'kind', values: ['tune'] }, 'image')], { kind: 'tune' }, 'fine'],
		[
			[notWhen({ path: 'image' }, 'duration', 10)],
			{ image: binary, duration: 10 },
			'Duration 10 cannot be used with Image. Change Duration, or leave Image empty.',
		],
	])('%j with %j, of two fields', (rules, values, text_) => {
		const all = [...fields, kind, image, sizes, duration];
		const problem = problemOf(operation(all, { rules }), values);
		expect(problem).toBe(text_);
	});

	it.each([
		['quick', 1080, 'Size 1080 Pixels cannot be used with Model Acme Fast. Change Size, or'],
		['quick', 768, 'fine'],
		['whole', 1080, 'fine'],
	])('with the model %s and the size %d: %s', (model, size, text_) => {
		const rules = [notWhen({ models: ['quick'] }, 'size', 1080)];
		const variants = [
			{ value: 'whole', label: 'Acme', model: 'acme', taskType: 'video' },
			{ value: 'quick', label: 'Acme Fast', model: 'acme', taskType: 'fast' },
		];
		const of = operation([sizes], { rules, variants });
		expect(problemOf(of, { size }, model)).toContain(text_);
	});
});
