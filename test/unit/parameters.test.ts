import type { IExecuteFunctions } from 'n8n-workflow';

import { fieldReader, holdsExpression, openParameters } from '../../nodes/execute/parameters';
import { anyNode } from './anyNode';

type Values = Record<string, unknown>;

/** Parameters as n8n keeps them; a text with `=` is an expression that gives `results` of the item. */
function open(raw: Values, results: (name: string, itemIndex: number) => unknown = () => null) {
	const reads: string[] = [];
	const parameters = openParameters({
		getNode: () => anyNode,
		getNodeParameter: (
			name: string,
			itemIndex: number,
			usual: unknown,
			options?: { rawExpressions?: boolean },
		) => {
			const value = name
				.split('.')
				.reduce<unknown>((parent, key) => (parent as Values | undefined)?.[key], raw);
			if (options?.rawExpressions) return value ?? usual;
			reads.push(`${name} of ${itemIndex}`);
			return holdsExpression(value) ? results(name, itemIndex) : (value ?? usual);
		},
	} as unknown as IExecuteFunctions);
	return { parameters, reads };
}

it.each([
	['={{ 1 }}', true],
	['1', false],
	['a =', false],
	[{ mode: 'id', value: '={{ 1 }}' }, true],
	[[{ a: [{ b: '=1' }] }], true],
	[{ a: [{ b: 1 }] }, false],
	[null, false],
	[5, false],
])('tells whether %j holds an expression', (raw, holds) => {
	expect(holdsExpression(raw)).toBe(holds);
});

describe('a parameter', () => {
	it('without an expression is read once for all items', () => {
		const { parameters, reads } = open({ prompt: 'a fox' });
		expect([0, 1, 2].map((itemIndex) => parameters.read('prompt', itemIndex))).toEqual([
			'a fox',
			'a fox',
			'a fox',
		]);
		expect(reads).toEqual(['prompt of 0']);
	});

	it('with an expression is read for each item', () => {
		const { parameters } = open({ prompt: '={{ }}' }, (name, itemIndex) => `${name} ${itemIndex}`);
		expect([0, 1].map((itemIndex) => parameters.read('prompt', itemIndex))).toEqual([
			'prompt 0',
			'prompt 1',
		]);
	});

	it('that the node does not have is null, or what is usual', () => {
		const { parameters } = open({});
		expect(parameters.read('one', 0)).toBeNull();
		expect(parameters.read('other', 0, { usual: 50 })).toBe(50);
	});

	it.each([
		[{}, 'Aspect Ratio: No such node'],
		[{ label: 'Ratio' }, 'Ratio: No such node'],
	])('whose expression fails is named, with %j', (reading, message) => {
		const { parameters } = open({ options: { aspectRatio: '={{ }}' } }, () => {
			throw Object.assign(new Error('No such node'), { description: 'Run it first.' });
		});
		expect(() => parameters.read('options.aspectRatio', 3, reading)).toThrow(
			expect.objectContaining({
				message,
				description: 'Run it first.',
				context: expect.objectContaining({ itemIndex: 3 }),
			}),
		);
	});
});

describe('Options', () => {
	it.each([
		['nothing', undefined, {}],
		['empty text', '', {}],
		['an object', { a: 1 }, { a: 1 }],
		['JSON', '{"a":1}', { a: 1 }],
	])('may be %s', (_, options, expected) => {
		expect(open({ options }).parameters.collection('options', 0)).toEqual(expected);
	});

	it('read what holds no expression once', () => {
		const { parameters, reads } = open(
			{ options: { seed: '={{ }}', size: 'large' } },
			(_, itemIndex) => itemIndex,
		);
		expect([0, 1].map((itemIndex) => parameters.collection('options', itemIndex))).toEqual([
			{ seed: 0, size: 'large' },
			{ seed: 1, size: 'large' },
		]);
		expect(reads).toEqual(['options.seed of 0', 'options.size of 0', 'options.seed of 1']);
	});

	it('may be one expression as a whole', () => {
		const { parameters } = open({ options: '={{ }}' }, (_, itemIndex) => ({ seed: itemIndex }));
		expect([0, 1].map((itemIndex) => parameters.collection('options', itemIndex))).toEqual([
			{ seed: 0 },
			{ seed: 1 },
		]);
	});

	it.each(['[1]', 'text', 5, [1]])('cannot be %j', (options) => {
		expect(() => open({ options }).parameters.collection('options', 2)).toThrow(
			expect.objectContaining({
				message: 'Options is not an object',
				description: 'Set Options to an object with one key per option.',
				context: expect.objectContaining({ itemIndex: 2 }),
			}),
		);
	});
});

it('reads a field on top by its name, and any other in Options', () => {
	const { parameters } = open({ prompt: 'top', options: { seed: 5, prompt: 'not this' } });
	const read = fieldReader(parameters, 0);
	expect(read({ onTop: true, parameter: 'prompt', label: 'Prompt' })).toBe('top');
	expect(read({ onTop: false, parameter: 'seed', label: 'Seed' })).toBe(5);
	expect(read({ onTop: false, parameter: 'size', label: 'Size' })).toBeUndefined();
});

describe('one entry of a collection', () => {
	const failing = (name: string, itemIndex: number): unknown => {
		if (name === 'taskOptions.timeout') throw new Error('No such node');
		return `${name} ${itemIndex}`;
	};

	it('is read although another one fails', () => {
		const raw = { taskOptions: { dryRun: '={{ 1 }}', timeout: '={{ 2 }}' } };
		const { parameters } = open(raw, failing);
		expect(parameters.entry('taskOptions', 'dryRun', 3)).toBe('taskOptions.dryRun 3');
		expect(() => parameters.collection('taskOptions', 3)).toThrow('No such node');
	});

	it.each([
		['a collection', { dryRun: true }],
		['JSON', '{ "dryRun": true }'],
	])('is read from %s', (_, taskOptions) => {
		const { parameters } = open({ taskOptions });
		expect(parameters.entry('taskOptions', 'dryRun', 0)).toBe(true);
	});

	it('is read from a collection that an expression returns', () => {
		const { parameters } = open({ taskOptions: '={{ 1 }}' }, (_, itemIndex) => ({
			dryRun: itemIndex === 1,
		}));
		expect([0, 1].map((item) => parameters.entry('taskOptions', 'dryRun', item))).toEqual([
			false,
			true,
		]);
	});

	it.each([[{}], [{ taskOptions: {} }], [{ taskOptions: { timeout: '={{ 2 }}' } }]])(
		'is nothing in %j',
		(raw) => {
			const { parameters } = open(raw, failing);
			expect(parameters.entry('taskOptions', 'dryRun', 0) ?? null).toBeNull();
		},
	);
});
