import type { IExecuteFunctions } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { media, rows, text } from '../../nodes/catalog/fields';
import { fieldReader, holdsExpression, openParameters } from '../../nodes/execute/parameters';
import { isProblem } from '../../nodes/transport/problem';
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
	it.each([[undefined], [{}], ['={{ ({ a: 1 }) }}'], ['{"a":1}'], [5]])(
		'have no entries in %j',
		(options) => {
			expect(open({ options }).parameters.entry('options', 'a', 0, 'A')).toBeUndefined();
		},
	);

	it('read what holds no expression once', () => {
		const { parameters, reads } = open(
			{ options: { seed: '={{ }}', size: 'large' } },
			(_, itemIndex) => itemIndex,
		);
		const entriesOf = (itemIndex: number) =>
			['seed', 'size', 'other'].map((key) => parameters.entry('options', key, itemIndex, key));
		expect([0, 1].map(entriesOf)).toEqual([
			[0, 'large', undefined],
			[1, 'large', undefined],
		]);
		expect(reads).toEqual(['options.seed of 0', 'options.size of 0', 'options.seed of 1']);
	});
});

it('reads a field on top by its name, and any other in Options', () => {
	const { parameters } = open({ prompt: 'top', options: { seed: 5, prompt: 'not this' } });
	const read = fieldReader(parameters, 0);
	expect(read(text('prompt', { label: 'Prompt', help: '', onTop: true }))).toBe('top');
	expect(read(text('seed', { label: 'Seed', help: '' }))).toBe(5);
	expect(read(text('sound', { label: 'Sound', help: '' }))).toBeUndefined();
});

it('names every field by its label where its expression fails', () => {
	const fields = families.flatMap(({ operations }) => operations.flatMap((one) => one.fields));
	const failing = (): never => {
		throw new Error('No such node');
	};
	for (const field of fields) {
		const { parameter, label, onTop } = field;
		const raw = onTop ? { [parameter]: '={{ }}' } : { options: { [parameter]: '={{ }}' } };
		const read = fieldReader(open(raw, failing).parameters, 0);
		expect(() => read(field)).toThrow(`${label}: No such node`);
	}
});

describe('a row in which nothing is set', () => {
	const file = (value: string) => ({ __rl: true, mode: 'url', value });
	const images = media('image_urls', {
		label: 'Images',
		help: '',
		media: 'image',
		multiple: true,
		onTop: true,
	});
	const shots = rows('shots', {
		label: 'Shots',
		help: '',
		fields: [text('prompt', { label: 'Prompt', help: '' })],
	});

	it('is a problem of its list', () => {
		const items = [{ file: file('https://example.com/a.png') }, { file: file(' ') }];
		expect(fieldReader(open({ imageUrls: { items } }).parameters, 0)(images)).toMatchObject({
			message: 'Images, row 2 is empty',
			advice: 'Fill in the row, or remove it. In JSON, a row is an object with file.',
		});
		const options = { shots: { items: [{ prompt: '' }] } };
		expect(fieldReader(open({ options }).parameters, 0)(shots)).toMatchObject({
			message: 'Shots, row 1 is empty',
			advice: 'Fill in the row, or remove it. In JSON, a row is an object with prompt.',
		});
	});

	it.each([[{}], [{ items: [] }], [{ items: [{ file: file('={{ $json.url }}') }] }]])(
		'is not in %j',
		(imageUrls) => {
			const read = fieldReader(open({ imageUrls }).parameters, 0);
			expect(isProblem(read(images))).toBe(false);
		},
	);
});

describe('one entry of a collection', () => {
	const failing = (name: string, itemIndex: number): unknown => {
		if (name === 'taskOptions.timeout') throw new Error('No such node');
		return `${name} ${itemIndex}`;
	};

	it('is read although another one fails', () => {
		const raw = { taskOptions: { dryRun: '={{ 1 }}', timeout: '={{ 2 }}' } };
		const { parameters } = open(raw, failing);
		expect(parameters.entry('taskOptions', 'dryRun', 3, 'Dry Run')).toBe('taskOptions.dryRun 3');
		expect(() => parameters.entry('taskOptions', 'timeout', 3, 'Timeout (Seconds)')).toThrow(
			'Timeout (Seconds): No such node',
		);
	});

	it('is read from a collection without expressions', () => {
		const { parameters } = open({ taskOptions: { dryRun: true } });
		expect(parameters.entry('taskOptions', 'dryRun', 0, 'Dry Run')).toBe(true);
	});

	it.each([[{}], [{ taskOptions: {} }], [{ taskOptions: { timeout: '={{ 2 }}' } }]])(
		'is nothing in %j',
		(raw) => {
			const { parameters } = open(raw, failing);
			expect(parameters.entry('taskOptions', 'dryRun', 0, 'Dry Run') ?? null).toBeNull();
		},
	);
});
