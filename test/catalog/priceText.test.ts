import { families } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { costOfModel, modelsFor, setValues } from '../../nodes/catalog/anyModel/models';
import { expectedCost } from '../../nodes/catalog/expectedCost';
import { choice, notWhen, plainChoices } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import { dollars, priceText } from '../../nodes/catalog/priceText';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { fieldsOnTop } from '../../nodes/description/operationFields';
import { own, pricedBy, priceWith } from './pricedOperation';

const NO_PRICE = 'Unknown: no price is known for this operation';

describe('US dollars', () => {
	it.each([
		[0, '$0.00'],
		[1, '$1.00'],
		[0.5, '$0.50'],
		[0.105, '$0.105'],
		[0.0003, '$0.0003'],
		[0.1 + 0.2, '$0.30'],
		[12.3456789, '$12.3456789'],
	])('%d is %s', (usd, written) => expect(dollars(usd)).toBe(written));
});

describe('the text of a price', () => {
	const range = [{ usd: 0.2 }, { usd: 0.1 }, { usd: 0.15 }];

	it.each<[string, Partial<Price>, string]>([
		['one rate', {}, 'About $1.00 (Feb 2026)'],
		['the least and the most', { rates: range }, 'About $0.10 to $0.20 (Feb 2026)'],
		['the same rate twice', { rates: [{ usd: 1 }, { usd: 1 }] }, 'About $1.00 (Feb 2026)'],
		['a year', { asOf: '2026' }, 'About $1.00 (2026)'],
		['December', { asOf: '2025-12' }, 'About $1.00 (Dec 2025)'],
		['images', { per: 'image' }, 'About $1.00 per image (Feb 2026)'],
		['seconds', { per: 'second' }, 'About $1.00 per second (Feb 2026)'],
		['frames', { per: 'frame' }, 'About $1.00 per frame (Feb 2026)'],
		['megapixels', { per: 'megapixel' }, 'About $1.00 per megapixel (Feb 2026)'],
		['characters', { per: '1000 characters' }, 'About $1.00 per 1,000 characters (Feb 2026)'],
	])('has %s', (_, more, written) => expect(priceText(pricedBy(more), 'animate')).toBe(written));

	it('is that of a model', () => {
		const operation = pricedBy({
			rates: [
				{ usd: 2, models: ['best'] },
				{ usd: 1, models: ['fast'] },
				{ usd: 3, models: [] },
			],
		});
		expect(priceText(operation, 'fast')).toBe('About $1.00 (Feb 2026)');
		expect(priceText(operation, 'best')).toBe('About $2.00 (Feb 2026)');
		expect(priceText(operation, 'other')).toBeUndefined();
		expect(priceText(pricedBy(undefined), 'animate')).toBeUndefined();
	});

	describe('where not all of it is known', () => {
		const size = choice('size', { ...own, choices: plainChoices('720p', '1080p', '4k') });
		const smaller: Partial<Price> = {
			rates: [
				{ usd: 1, when: { size: ['720p'] } },
				{ usd: 2, when: { size: ['1080p'] } },
			],
		};

		it('is the lowest known price', () => {
			const operation = pricedBy(smaller, [size]);
			expect(priceText(operation, 'animate')).toBe('From $1.00 (Feb 2026)');
			expect(priceText(operation, 'animate', { size: '1080p' })).toBe('About $2.00 (Feb 2026)');
		});

		it('is so whatever the form begins with', () => {
			const operation = pricedBy(smaller, [{ ...size, standard: '720p' }]);
			expect(priceText(operation, 'animate')).toBe('From $1.00 (Feb 2026)');
		});

		it('does not count what PiAPI refuses, or what the operation always sends', () => {
			const rules = [notWhen({ models: ['animate'] }, 'size', '4k')];
			const operation = pricedBy(smaller, [size], { rules });
			expect(priceText(operation, 'animate')).toBe('About $1.00 to $2.00 (Feb 2026)');
			expect(priceText(operation, 'other')).toBe('From $1.00 (Feb 2026)');
			const fixed = pricedBy(smaller, [size], { fixed: { size: '720p' } });
			expect(priceText(fixed, 'animate')).toBe('About $1.00 (Feb 2026)');
		});

		it('is an upper end where nothing else is known', () => {
			const rates = [
				{ usd: 1, when: { size: ['720p'] } },
				{ usd: 2, isMost: true },
			];
			const operation = pricedBy({ rates }, [size]);
			expect(priceText(operation, 'animate')).toBe('About $1.00 to $2.00 (Feb 2026)');
			expect(priceText(pricedBy({ rates: [{ usd: 2, isMost: true }] }), 'animate')).toBe(
				'At most $2.00 (Feb 2026)',
			);
		});
	});

	it('is never more than what Dry Run knows of a model', () => {
		const guessed = anyModelFamilies.flatMap(({ operations }) =>
			operations.flatMap((operation) =>
				modelsFor(operation.value).flatMap((anyModel): string[] => {
					const { operation: own, model } = anyModel;
					const input = { ...own.fixed, ...setValues(anyModel, []) };
					const needed = { model: model.model, task_type: model.taskType, input };
					const text = costOfModel(anyModel) ?? '';
					const isOpen = expectedCost([own], needed).text === NO_PRICE;
					return isOpen && text.startsWith('About') ? [`${anyModel.id}: ${text}`] : [];
				}),
			),
		);
		expect(guessed).toEqual([]);
	});
});

describe('the models in the form', () => {
	const modelsOf = (operation: Pick<Operation, 'fields' | 'variants' | 'price'>) => {
		const [model] = fieldsOnTop(operation);
		return model?.property.name === 'model' ? (model.property.options ?? []) : [];
	};
	const variant = (value: string, help?: string) => ({
		value,
		label: value,
		...(help === undefined ? {} : { help }),
		model: 'acme',
		taskType: value,
	});
	const variants = [
		variant('best'),
		variant('fast', 'Faster and cheaper'),
		variant('new', 'Newest'),
	];
	const rates = [
		{ usd: 2, models: ['best'] },
		{ usd: 1, models: ['fast'] },
	];

	it('say what they cost, after what they are', () => {
		const price = priceWith({ per: 'second', rates });
		expect(modelsOf({ fields: [], variants, price })).toEqual([
			{ name: 'best', value: 'best', description: 'About $2.00 per second (Feb 2026)' },
			{
				name: 'fast',
				value: 'fast',
				description: 'Faster and cheaper; about $1.00 per second (Feb 2026)',
			},
			{ name: 'new', value: 'new', description: 'Newest' },
		]);
	});

	it('say only what they are where no price is known', () => {
		expect(modelsOf({ fields: [], variants })).toEqual([
			{ name: 'best', value: 'best' },
			{ name: 'fast', value: 'fast', description: 'Faster and cheaper' },
			{ name: 'new', value: 'new', description: 'Newest' },
		]);
	});

	it('are described in one sentence without a period, of most models with a price', () => {
		const descriptions = families
			.flatMap(({ operations }) => operations.flatMap(modelsOf))
			.map((option) => ('description' in option ? (option.description ?? '') : ''));
		for (const description of descriptions) expect(description).toMatch(/^([A-Z].*[^.])?$/);
		for (const description of descriptions) expect(description).not.toMatch(/[.!?] [A-Z]/);
		const priced = descriptions.filter((description) => /(bout|rom) \$\d/.test(description));
		expect(priced.length).toBeGreaterThan(descriptions.length * 0.9);
	});
});
