import { families } from '../../nodes/catalog';
import { anyOf, integer, json, media, rows, text } from '../../nodes/catalog/fields';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';
import { ACCEPTED_INPUTS, reasonFor } from '../../scripts/drift/accepted';
import { compare, inputsOf } from '../../scripts/drift/compare';
import { dateOf, isEmptyList, readList } from '../../scripts/drift/list';
import { comparePrices } from '../../scripts/drift/prices';
import { creating, factNames, familyFacts } from '../../tools/facts/facts';
import { LEFT_OUT } from '../../tools/facts/leftOut';

const said = { label: 'Thing', help: 'A thing' };

const operation = (taskType: string, fields: readonly Field[], more: Partial<Operation> = {}) => ({
	value: taskType,
	name: taskType,
	action: taskType,
	description: taskType,
	model: 'acme',
	taskType,
	fields,
	results: [],
	confidence: 'documented' as const,
	source: 'https://example.com',
	...more,
});

const acme: Family = {
	value: 'acme',
	name: 'Acme',
	kind: 'video',
	operations: [
		operation(
			'video',
			[
				text('prompt', said),
				integer('steps', said),
				media('image_url', { ...said, media: 'image' }),
				media('image_urls', { ...said, media: 'image', multiple: true }),
				media('elements[].url', { ...said, media: 'image', multiple: true }),
				text('settings[0].kind', said),
				integer('camera.zoom', said),
				rows('shots', { ...said, fields: [text('prompt', said)] }),
				json('brush', said),
				json('anything', { ...said, shape: 'any' }),
			],
			{ fixed: { version: '1', level: 2, 'frame.kind': 'video' }, rules: [anyOf('prompt')] },
		),
		operation('video', [integer('prompt', said), text('only_here', said)]),
		operation('open', [json('', said)]),
		operation('slow', [text('prompt', said)], {
			variants: ['slow', 'fast'].map((taskType) => ({
				value: taskType,
				label: taskType,
				model: 'acme',
				taskType,
			})),
		}),
	],
};

const listed = (
	taskType: string,
	inputs: Readonly<Record<string, string>> = {},
	model = 'acme',
) => ({ model, taskType, inputs: Object.entries(inputs).map(([name, type]) => ({ name, type })) });

describe('a list that says the same', () => {
	it('shows no drift, whichever version of a task type its inputs belong to', () => {
		const found = compare(
			[acme],
			[
				listed('video', {
					prompt: 'number',
					steps: 'number',
					image_url: 'string',
					image_urls: 'array',
					elements: 'array',
					settings: 'array',
					camera: 'object',
					shots: 'array',
					brush: 'object',
					anything: 'boolean',
					version: 'string',
					level: 'number',
					frame: 'object',
					only_here: 'string',
				}),
				listed('video', { prompt: 'string', steps: 'integer' }),
				listed('open', { whatever: 'string' }),
				listed('slow', { prompt: 'string' }),
				listed('fast', { prompt: 'string' }),
			],
		);
		expect(found).toEqual({ unknown: [], unlisted: [], inputs: [], accepted: [] });
	});
});

describe('drift', () => {
	it('is a task type or a model that the catalog does not know', () => {
		const found = compare([acme], [listed('dream'), listed('video', {}, 'acme-2')]);
		expect(found.unknown).toEqual(['acme dream', 'acme-2 video']);
	});

	it('is an input that the catalog does not know', () => {
		const found = compare([acme], [listed('fast', { sparkle: 'number', prompt: 'string' })]);
		expect(found.inputs).toEqual(['acme fast: sparkle (number) is new']);
	});

	it.each([
		['steps', 'string', 'number'],
		['image_url', 'array', 'string'],
		['image_urls', 'string', 'array'],
		['elements', 'object', 'array'],
		['camera', 'array', 'object'],
		['shots', 'object', 'array'],
		['level', 'string', 'number'],
		['prompt', 'boolean', 'string or number'],
	])('is %s as %s', (name, type, known) => {
		const found = compare([acme], [listed('video', { [name]: type })]);
		expect(found.inputs).toEqual([`acme video: ${name} is ${type} in the list, ${known} here`]);
	});

	it('is not an input whose type the list leaves open', () => {
		const found = compare([acme], [listed('video', { steps: 'null', prompt: '' })]);
		expect(found.inputs).toEqual([]);
	});

	it('is not what the list does not name, for it may be partial; it is told', () => {
		const found = compare([acme], [listed('video'), listed('slow')]);
		expect(found).toEqual({
			unknown: [],
			inputs: [],
			unlisted: ['acme fast', 'acme open'],
			accepted: [],
		});
	});

	it('is not what is accepted; it is told with its reason', () => {
		const found = compare(
			[acme],
			[listed('dream'), listed('fast', { sparkle: 'number', glow: 'number' })],
			(taskKey, name) =>
				['acme dream ', 'acme fast sparkle'].includes(`${taskKey} ${name ?? ''}`)
					? 'No more.'
					: undefined,
		);
		expect(found.unknown).toEqual([]);
		expect(found.inputs).toEqual(['acme fast: glow (number) is new']);
		expect(found.accepted).toEqual(['acme dream: No more.', 'acme fast, sparkle: No more.']);
	});
});

const entry = { model: 'acme', taskType: 'video', params: [{ name: 'prompt', type: 'string' }] };

describe('a list', () => {
	it.each([
		{ generatedAt: 'now', source: 'there', entries: { 'acme::video': entry } },
		{ entries: [entry] },
		[entry],
	])('may be %j', (content) => {
		expect(readList(content)).toEqual([listed('video', { prompt: 'string' })]);
	});

	it.each<[unknown]>([
		[undefined],
		['text'],
		[[]],
		[{}],
		[{ entries: {} }],
		[{ entries: 'text' }],
		[{ tasks: [entry] }],
		[[entry, 'text']],
		[[{ ...entry, model: '' }]],
		[[{ ...entry, taskType: 5 }]],
		[[{ ...entry, params: { prompt: 'string' } }]],
		[[{ ...entry, params: undefined }]],
		[[{ ...entry, params: ['prompt'] }]],
		[[{ ...entry, params: [{ type: 'string' }] }]],
		[[{ ...entry, params: [{ name: 'prompt', type: ['string'] }] }]],
	])('is not %j', (content) => expect(readList(content)).toBeUndefined());
});

describe('an empty list', () => {
	it.each([[[]], [{ entries: [] }], [{ entries: {} }], [{ generatedAt: 'now', entries: {} }]])(
		'may be %j',
		(content) => expect(isEmptyList(content)).toBe(true),
	);

	it.each([[undefined], [{}], ['[]'], [[entry]], [{ entries: 'text' }], [{ tasks: [] }]])(
		'is not %j',
		(content) => expect(isEmptyList(content)).toBe(false),
	);
});

describe('the date of a list', () => {
	it.each<[unknown, string | undefined]>([
		[{ generatedAt: '2026-07-24T10:00:00Z', entries: [] }, '2026-07-24'],
		[{ generated_at: '2026-07-24', entries: [] }, '2026-07-24'],
		[{ updatedAt: '2026-07-24T23:59:59.5+00:00', entries: [] }, '2026-07-24'],
		[{ date: '2026-07-24', entries: [] }, '2026-07-24'],
		[{ generatedAt: 1784887200000, entries: [] }, '2026-07-24'],
		[{ generatedAt: 1784887200, entries: [] }, '2026-07-24'],
		[{ generatedAt: 'now', date: '2026-07-24', entries: [] }, '2026-07-24'],
		[{ generatedAt: 'now', entries: [] }, undefined],
		[{ generatedAt: null, entries: [] }, undefined],
		[[entry], undefined],
	])('of %j is %s', (content, date) => expect(dateOf(content)).toBe(date));
});

describe('the prices of a list', () => {
	const priced = (price: unknown, model = 'acme', taskType = 'video') => [
		{ ...entry, model, taskType, price },
	];
	const known = (key: string): number[] =>
		({ 'acme video': [0.1, 0.2], 'acme slow': [2] })[key] ?? [];
	const compared = (price: unknown, taskType = 'video') =>
		comparePrices(readList(priced(price, 'acme', taskType)) ?? [], known);

	it.each([
		undefined,
		null,
		'',
		'on request',
		'$0.1',
		'0.20 USD per second',
		'$0.10 (5 s) to $0.20 (10 s)',
		'0.1/0.2 USD, version 2.5-turbo',
		0.1,
		[0.2, '$0.1'],
		[{ usd: 0.1, unit: 'second' }],
	])('%j agrees', (price) => expect(compared(price)).toEqual([]));

	it.each<[unknown, string, string]>([
		['$0.3 per video', 'video', 'acme video: 0.3 USD in the list, 0.1 and 0.2 in the facts'],
		['0.1/0.3 USD', 'video', 'acme video: 0.3 USD in the list, 0.1 and 0.2 in the facts'],
		[0.25, 'video', 'acme video: 0.25 USD in the list, 0.1 and 0.2 in the facts'],
		['$3', 'slow', 'acme slow: 3 USD in the list, 2 in the facts'],
		['$1', 'fast', 'acme fast: 1 USD in the list, none in the facts'],
	])('%j does not', (price, taskType, line) => expect(compared(price, taskType)).toEqual([line]));
});

describe('what is accepted', () => {
	it('are all task types that are left out, with the reason given there', () => {
		for (const [key, reason] of Object.entries(LEFT_OUT)) {
			const taskType = key.split(' ').at(-1) ?? '';
			expect(reasonFor(`any-model ${taskType}`)).toBe(reason);
		}
		expect(reasonFor('suno music')).toMatch(/stopped/);
		expect(reasonFor('kling effects')).toBeUndefined();
		expect(reasonFor('kling effects', 'effect')).toBeUndefined();
	});

	it('are only inputs of task types that the catalog has, and that it does not send', () => {
		for (const [taskKey, inputs] of Object.entries(ACCEPTED_INPUTS)) {
			const own = inputsOf(families).get(taskKey);
			expect(own).toBeDefined();
			for (const [name, reason] of Object.entries(inputs)) {
				expect([name, own?.has(name)]).toEqual([name, false]);
				expect(reasonFor(taskKey, name)).toBe(reason);
				expect(reason).toMatch(/\w{3}.*\.$/);
			}
		}
	});
});

it('against the facts, the whole catalog shows no drift', () => {
	const list = factNames
		.flatMap((name) => creating(familyFacts(name)))
		.flatMap(({ models, taskTypes }) =>
			models.flatMap((model) => taskTypes.map((taskType) => listed(taskType, {}, model))),
		);
	const { unknown, unlisted } = compare(families, list, reasonFor);
	expect({ unknown, unlisted }).toEqual({ unknown: [], unlisted: [] });
});
