import { anyOf, anyOfWhen, media, text } from '../../nodes/catalog/fields';
import { inputOf, operation, own, problemOf } from './draftStage';

describe('More Input (JSON)', () => {
	const fields = [
		text('a', own('A')),
		text('b', own('B')),
		media('image', { ...own('Image'), media: 'image' }),
		text('camera.type', own('Type')),
	];
	const of = operation(fields, {
		fixed: { version: '3.0' },
		rules: [anyOf('a', 'b'), anyOfWhen({ path: 'b', values: ['x'] }, 'image')],
		completions: [{ beside: 'camera', values: { 'camera.zoom': 0 } }],
	});

	it.each<[unknown, object]>([
		['{"new": {"deep": [1]}}', { new: { deep: [1] } }],
		[{ new: [] }, { new: [] }],
		['{"new": null}', { new: null }],
		['', {}],
		['{}', {}],
		[undefined, {}],
		['{"__proto__": {"x": 1}}', JSON.parse('{"__proto__": {"x": 1}}') as object],
	])('%j is sent beside the fields', (moreInput, more) => {
		const sent = inputOf(of, { a: 'x', moreInput });
		expect(Object.entries(sent as object)).toEqual([
			['version', '3.0'],
			['a', 'x'],
			...Object.entries(more),
		]);
	});

	it.each([52, 99, 3_000, 20_000])(
		'nested over %p levels is refused before it is sent',
		(levels) => {
			const given = `{"x": ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
			for (const moreInput of [given, JSON.parse(given) as unknown]) {
				expect(problemOf(of, { a: 'x', moreInput })).toBe(
					'More Input (JSON) is nested over 50 levels. Set More Input (JSON) to JSON with at most 50 levels.',
				);
			}
		},
	);

	it('nested over 50 levels is sent', () => {
		const x: unknown = JSON.parse(`${'['.repeat(49)}${']'.repeat(49)}`);
		expect(inputOf(of, { a: 'x', moreInput: { x } })).toMatchObject({ x });
	});

	it.each<[Record<string, unknown>, string]>([
		[{ moreInput: '[1]' }, 'More Input (JSON) is not an object in { }'],
		[{ moreInput: '{' }, 'More Input (JSON) is not an object in { }'],
		[
			{ moreInput: { model: 'm', task_type: 't', input: { new: 1 } } },
			'More Input (JSON) contains the whole request. Set More Input (JSON) to the object below "input" only.',
		],
		[
			{ moreInput: { a: 1 } },
			'More Input (JSON) sets a, which A sets already. Remove a from More Input (JSON), or leave A empty.',
		],
		[
			{ cameraType: 'orbit', moreInput: { camera: {} } },
			'More Input (JSON) sets camera, which Type sets already',
		],
		[
			{ image: { __rl: true, mode: 'binary', value: 'data' }, moreInput: { image: 'x' } },
			'More Input (JSON) sets image, which Image sets already',
		],
		[
			{ moreInput: { version: '4' } },
			'More Input (JSON) sets version, which this operation sets itself. Remove version from More',
		],
	])('%j is refused in words', (values, words) => {
		expect(problemOf(of, { a: 'x', ...values })).toContain(words);
	});

	it.each<[Record<string, unknown>, string]>([
		[{ moreInput: { b: 'y' } }, 'fine'],
		[{ moreInput: { b: 'x' } }, 'B x requires Image'],
		[{ moreInput: { b: 'x', image: 'https://example.com/a.png' } }, 'fine'],
		[{ moreInput: { b: '' } }, 'A and B are empty'],
		[{ moreInput: { b: null } }, 'A and B are empty'],
		[{ moreInput: { b: [] } }, 'A and B are empty'],
	])('%j counts for the rules', (values, words) => {
		expect(problemOf(of, values)).toContain(words);
	});

	it('fills no gap of a required field, which n8n itself asks for', () => {
		const required = operation([text('a', { ...own('A'), required: true })]);
		expect(problemOf(required, { moreInput: { a: 'x' } })).toContain('A is empty');
	});
});
