import {
	anyOf,
	anyOfWhen,
	choice,
	media,
	notTogether,
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
});
