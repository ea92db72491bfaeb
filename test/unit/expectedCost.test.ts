import { expectedCost, unknownCost } from '../../nodes/catalog/expectedCost';
import { choice, integer, plainChoices, text } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { operationWith } from '../catalog/operationWith';

const fields = [
	integer('duration', { label: 'Duration', help: 'Seconds of the video' }),
	choice('mode', { label: 'Mode', help: 'Quality', choices: plainChoices('std', 'pro') }),
	text('prompt', { label: 'Prompt', help: 'What to draw' }),
];

const priced = (price: Partial<Price>): Operation => ({
	...operationWith(...fields),
	price: {
		per: 'task',
		rates: [{ usd: 0.75 }],
		asOf: '2026-02',
		source: 'https://example.com/prices',
		confidence: 'documented',
		...price,
	},
});

const requestWith = (input = {}, model = 'acme') => ({ model, task_type: 'animate', input });

it('tells the estimate with its month', () => {
	expect(expectedCost([priced({})], requestWith())).toEqual({
		usd: 0.75,
		isMost: false,
		text: 'About $0.75 (Feb 2026)',
	});
});

it('tells the most, where the request leaves the rate open', () => {
	const rates = [{ usd: 0.2, when: { mode: ['std'] } }, { usd: 0.4 }];
	expect(expectedCost([priced({ rates, asOf: '2026' })], requestWith())).toEqual({
		usd: 0.4,
		isMost: true,
		text: 'At most $0.40 (2026)',
	});
});

describe('what is not known', () => {
	const NO_PRICE = 'Unknown: no price is known for this operation';
	const OTHER_CHOICES = 'Unknown: no price is known for this choice';
	const byDuration = { per: 'second', count: 'duration' } as const;

	it.each<[string, Operation[], string]>([
		['no operation', [], NO_PRICE],
		['an operation without a price', [operationWith(...fields)], NO_PRICE],
		[
			'no rate for the request',
			[priced({ rates: [{ usd: 1, models: ['other'] }] })],
			OTHER_CHOICES,
		],
		[
			'no rate, and no length either',
			[priced({ ...byDuration, rates: [{ usd: 1, models: ['other'] }] })],
			OTHER_CHOICES,
		],
		[
			'a price by the seconds of a file',
			[operationWith(...fields), priced({ per: 'second' })],
			"Unknown: PiAPI's price depends on the length of the file",
		],
		[
			'a price by the size of a file',
			[priced({ per: 'megapixel' })],
			"Unknown: PiAPI's price depends on the size of the file",
		],
		[
			'a price by a field that is not set',
			[priced(byDuration)],
			"Unknown: PiAPI's price depends on Duration",
		],
	])('is said: %s', (_, operations, text) => {
		expect(expectedCost(operations, requestWith())).toEqual({ isMost: false, text });
	});

	it('is the price with a field that leaves it open', () => {
		const request = requestWith({ prompt: 'a fox' });
		expect(expectedCost([priced({ openWith: ['mode', 'prompt'] })], request).text).toBe(
			"Unknown: PiAPI's price depends on Prompt",
		);
	});

	it('is the price of a list whose entries do not say their length', () => {
		const entries = { path: 'shots', count: 'duration' };
		const request = requestWith({ shots: [{}] });
		expect(expectedCost([priced({ ...byDuration, entries })], request).text).toBe(
			"Unknown: PiAPI's price depends on Duration",
		);
	});

	it('is said for another model, whatever the price', () => {
		expect(expectedCost([priced({})], requestWith({}, 'other')).text).toBe(NO_PRICE);
	});

	it('may have a reason of its own', () => {
		expect(unknownCost('PiAPI charges by tokens')).toEqual({
			isMost: false,
			text: 'Unknown: PiAPI charges by tokens',
		});
	});
});
