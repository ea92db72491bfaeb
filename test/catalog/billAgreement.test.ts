import { families } from '../../nodes/catalog';
import { choice, integer, plainChoices, toggle } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import { prompt } from '../../nodes/catalog/sharedFields';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { factNames, familyFacts, type SimulatedFamilyFacts } from '../../tools/facts/facts';
import { agreementOf } from './billAgreement';
import { operationWith } from './operationWith';

const facts = factNames.map(familyFacts);

describe('the comparison', () => {
	const endpoint = { method: 'POST', path: '/api/v1/task', confidence: 'documented' } as const;

	const row = (usd: number, condition: string) => ({
		...{ model: 'acme', taskTypes: ['animate'], unit: 'second', usd, condition },
		...{ date: '2026-11', source: 'https://example.com', confidence: 'documented' },
	});

	const acmeFacts: SimulatedFamilyFacts = {
		family: 'acme',
		tasks: [
			{
				...endpoint,
				id: 'acme.animate',
				models: ['acme'],
				taskTypes: ['animate'],
				input: [
					{ path: 'prompt', type: 'string', required: true },
					{ path: 'duration', type: 'integer', required: false, min: 4, max: 12 },
					{ path: 'resolution', type: 'string', required: false, enum: ['720p', '1080p'] },
					{ path: 'audio', type: 'boolean', required: false, default: false },
				],
				output: [],
			},
		],
		prices: [row(0.1, '720p'), row(0.15, '1080p'), row(0.2, '1080p, with audio')],
	};

	const help = { label: 'Field', help: 'A field' };

	const animate = (price: Partial<Price>): Operation => ({
		...operationWith(
			prompt({ required: true }),
			integer('duration', { ...help, minimum: 4, maximum: 12 }),
			choice('resolution', { ...help, choices: plainChoices('720p', '1080p') }),
			toggle('audio', { ...help, standard: false }),
		),
		price: {
			per: 'second',
			count: 'duration',
			rates: [
				{ usd: 0.1, when: { resolution: ['720p'] } },
				{ usd: 0.2, when: { audio: [true] } },
				{ usd: 0.15 },
			],
			asOf: '2026-11',
			source: 'https://example.com',
			confidence: 'documented',
			...price,
		},
	});

	it('finds nothing in equal prices', () => {
		const { equal, close, atMost, open, problems } = agreementOf([animate({})], [acmeFacts]);
		expect(problems).toEqual([]);
		expect([equal, atMost, close, open]).toEqual([30, 24, 0, 0]);
	});

	it('allows a small difference', () => {
		const rates = animate({}).price?.rates.map((rate) => ({ ...rate, usd: rate.usd * 1.05 }));
		const { equal, close, problems } = agreementOf([animate({ rates })], [acmeFacts]);
		expect(problems).toEqual([]);
		expect([equal, close]).toEqual([0, 30]);
	});

	it.each<[string, Partial<Price>]>([
		['a rate that is too high', { rates: [{ usd: 0.5 }] }],
		['a rate without its condition', { rates: [{ usd: 0.1 }] }],
		['a length that does not count', { per: 'task', count: 1 }],
		['a fixed length', { count: 5 }],
	])('finds %s', (_, price) => {
		expect(agreementOf([animate(price)], [acmeFacts]).problems).not.toEqual([]);
	});

	it('finds prices that only one of the two knows', () => {
		const smallOnly = animate({ rates: [{ usd: 0.1, when: { resolution: ['720p'] } }] });
		const large = agreementOf([smallOnly], [acmeFacts]).problems;
		expect(large.length).toBeGreaterThan(5);
		expect(large.filter((text) => !text.includes('only the facts know the price'))).toEqual([]);
		expect(large.filter((text) => !text.includes('1080p'))).toEqual([]);
		const unpriced = { ...acmeFacts, prices: [] };
		expect(agreementOf([animate({})], [unpriced]).problems[0]).toContain('only the catalog');
	});

	it('finds a limit where the documents say the price', () => {
		const price = { count: undefined, mostCount: 12 };
		expect(agreementOf([animate(price)], [acmeFacts]).problems[0]).toContain('although it costs');
	});
});

describe('the bill of the simulator and the estimate of the catalog', () => {
	const priced = families
		.flatMap(({ operations }) => operations)
		.filter(({ price }) => price !== undefined);

	it('agree on every operation with a price', () => {
		const { problems, ...counts } = agreementOf(priced, facts);
		const { equal, close, atMost, open } = counts;
		process.stdout.write(
			`Bill and estimate: ${equal + close + atMost} requests of ${priced.length} operations compared, ${JSON.stringify(counts)}\n`,
		);
		expect(problems).toEqual([]);
		expect(priced.length).toBeGreaterThan(75);
		expect(equal).toBeGreaterThan(1000);
		expect(equal + close + atMost).toBeGreaterThan(4 * open);
	});
});
