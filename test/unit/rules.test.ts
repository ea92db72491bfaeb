import {
	anyOf,
	anyOfWhen,
	choice,
	filesAtMost,
	filesAtMostWhen,
	integer,
	media,
	notTogether,
	notWhen,
	onlyWith,
	productAtMost,
	rows,
	sumAtMost,
	text,
} from '../../nodes/catalog/fields';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { draft, operation, own, problemOf } from './draftStage';

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

	it.each<[Record<string, unknown>, string[]]>([
		[{ a: 'x', b: 'y' }, ['A x is not known to work with B; it was sent as it is']],
		[{ a: 'z', b: 'y' }, []],
		[{ a: 'x' }, []],
	])('that only clients know become hints: %j', (values, hints) => {
		const knownRules = [notWhen({ path: 'b' }, 'a', 'x')];
		const read = draft(operation(fields, { knownRules }), values);
		expect(read).toMatchObject({ hints, request: { input: values } });
	});

	it.each<[Record<string, unknown>, string]>([
		[{}, 'Left and Right are empty. This operation requires Left or Right'],
		[{ left: 0 }, 'Left and Right are empty or 0. This operation requires Left or Right'],
		[{ left: '0', right: 0 }, 'Left and Right are empty or 0'],
		[{ left: 0, right: 5 }, 'fine'],
	])('a length of 0 is nothing: %j', (values, text_) => {
		const sides = [integer('left', own('Left')), integer('right', own('Right'))];
		const rules = [anyOf('left', 'right')];
		expect(problemOf(operation(sides, { rules }), values)).toContain(text_);
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

	const shots = rows('shots', {
		...own('Shots'),
		fields: [
			text('prompt', own('Prompt')),
			integer('duration', { ...own('Duration'), standard: 3 }),
		],
	});
	const lasting = (...seconds: Array<number | undefined>) => ({
		shots: seconds.map((duration) => ({ prompt: 'a', duration })),
	});
	const sizes2 = [integer('width', own('Width')), integer('height', own('Height'))];
	const images = media('images', { ...own('Images'), media: 'image', multiple: true });
	const videos = media('videos', { ...own('Videos'), media: 'video', multiple: true });
	const files = (count: number, mode = 'url') => ({
		items: Array.from({ length: count }, (_, index) => ({
			file: {
				__rl: true,
				mode,
				value: mode === 'url' ? `https://example.com/${index}.png` : `data${index}`,
			},
		})),
	});
	const few = filesAtMostWhen({ path: 'kind', values: ['tune'] }, 2, 'images');
	const total = sumAtMost(15, 'shots[].duration');
	const area = productAtMost(1_048_576, 'width', 'height');
	const all = filesAtMost(3, 'images', 'videos');

	it.each<[NonNullable<Operation['rules']>, Record<string, unknown>, string]>([
		[
			[total],
			lasting(10, 6),
			'The sum of Duration in Shots is 16. PiAPI takes at most 15 in total: lower Duration, or remove some of Shots.',
		],
		[
			[total],
			lasting(13, undefined),
			'The sum of Duration in Shots is 16. PiAPI takes at most 15 in total: lower Duration, or remove some of Shots. Without a value, Duration is 3.',
		],
		[[total], lasting(10, 5), 'fine'],
		[[total], {}, 'fine'],
		[
			[area],
			{ width: 2048, height: 1024 },
			'The product of Width and Height is 2097152. PiAPI takes at most 1048576: lower Width or Height.',
		],
		[[area], { width: 1024, height: 1024 }, 'fine'],
		[[area], { width: 4096 }, 'fine'],
		[
			[few],
			{ kind: 'tune', images: files(3) },
			'Images has 3 files with Kind Without Words. PiAPI takes at most 2 with Kind Without Words: remove some, or change Kind.',
		],
		[[few], { kind: 'tune', images: files(3, 'binary') }, 'Images has 3 files with Kind'],
		[[few], { kind: 'tune', images: files(2) }, 'fine'],
		[[few], { kind: 'song', images: files(3) }, 'fine'],
		[[few], { images: files(3) }, 'fine'],
		[
			[all],
			{ images: files(2), videos: files(2, 'binary') },
			'Images and Videos have 4 files in total. PiAPI takes at most 3 in total; remove some.',
		],
		[[all], { images: files(4) }, 'Images have 4 files in total. PiAPI takes'],
		[[all], { images: files(2), videos: files(1) }, 'fine'],
	])('%j with %j, of how much there is together', (rules, values, text_) => {
		const fields_ = [kind, shots, ...sizes2, images, videos];
		expect(problemOf(operation(fields_, { rules }), values)).toContain(text_);
	});

	it('counts what More Input sets, too', () => {
		const moreInput = JSON.stringify({ images: ['a', 'b', 'c'], width: 2048, height: 1024 });
		const fields_ = [kind, ...sizes2, images];
		expect(problemOf(operation(fields_, { rules: [few] }), { kind: 'tune', moreInput })).toContain(
			'Images has 3 files',
		);
		expect(problemOf(operation(fields_, { rules: [area] }), { moreInput })).toContain(
			'The product of Width and Height is 2097152',
		);
	});
});
