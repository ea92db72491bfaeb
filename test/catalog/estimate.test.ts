import { estimateOf } from '../../nodes/catalog/estimate';
import { choice, integer, media, plainChoices, rows, text } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import { own, pricedBy, request, said } from './pricedOperation';

describe('which operation is meant', () => {
	const operation = pricedBy({});

	it('goes by model and task type, in any case', () => {
		expect(estimateOf([operation], request({}, { model: 'ACME' }))?.usd).toBe(1);
		expect(estimateOf([operation], request({}, { task_type: 'Animate' }))?.usd).toBe(1);
		expect(estimateOf([operation], request({}, { model: 'other' }))).toBeUndefined();
		expect(estimateOf([operation], request({}, { task_type: 'other' }))).toBeUndefined();
	});

	it('goes by the input that is always sent, also inside of a list', () => {
		const fixed = pricedBy({}, [], { fixed: { 'settings[0].kind': 'outpaint', version: '3.0' } });
		expect(said(fixed, { version: '3.0', settings: [{ kind: 'outpaint' }] })).toBe('1');
		expect(said(fixed, { version: '3.0', settings: [{ kind: 'inpaint' }] })).toBe('not known');
		expect(said(fixed, { settings: [{ kind: 'outpaint' }] })).toBe('not known');
	});

	it('is the dearest of several, and none without a price', () => {
		const dear = pricedBy({ rates: [{ usd: 3 }] });
		const other = pricedBy({ rates: [{ usd: 9 }] }, [], { fixed: { version: '3.0' } });
		const without = pricedBy(undefined);
		const all = [operation, dear, other, without];
		expect(estimateOf(all, request())?.usd).toBe(3);
		expect(estimateOf(all, request({ version: '3.0' }))?.usd).toBe(9);
		expect(estimateOf([without], request())).toBeUndefined();
		expect(estimateOf([], request())).toBeUndefined();
	});
});

describe('how many units there are', () => {
	it('is one task or image, or a number', () => {
		expect(said(pricedBy({ per: 'task' }))).toBe('1');
		expect(said(pricedBy({ per: 'image' }))).toBe('1');
		expect(said(pricedBy({ per: 'image', count: 4 }))).toBe('4');
	});

	it.each(['second', 'frame', 'megapixel'] as const)('depends on a file: %s', (per) => {
		expect(said(pricedBy({ per }))).toBe('not known');
		expect(said(pricedBy({ per, mostCount: 30 }))).toBe('at most 30');
	});

	it.each([
		[8, '8'],
		['8', '8'],
		['8s', '8'],
		[2.5, '2.5'],
	])('is what the field says: %j', (duration, usd) => {
		expect(said(pricedBy({ per: 'second', count: 'duration' }), { duration })).toBe(usd);
	});

	it('is the default of the field', () => {
		const duration = integer('duration', { ...own, standard: 5, maximum: 15 });
		const operation = pricedBy({ per: 'second', count: 'duration' }, [duration]);
		expect(said(operation)).toBe('5');
		expect(said(operation, { duration: 7 })).toBe('7');
	});

	it('is the most where the default is only the choice of clients', () => {
		const ofClients = { standard: 5, standardConfidence: 'client-code' } as const;
		const duration = integer('duration', { ...own, ...ofClients, maximum: 15 });
		const operation = pricedBy({ per: 'second', count: 'duration' }, [duration]);
		expect(said(operation)).toBe('at most 15');
		expect(said(operation, { duration: 7 })).toBe('7');
		const list = rows('shots', { ...own, fields: [integer('length', { ...own, ...ofClients })] });
		const entries = { path: 'shots', count: 'length' };
		expect(said(pricedBy({ per: 'second', entries }, [list]), { shots: [{}] })).toBe('not known');
	});

	it('is the most that the field takes, where there is no default', () => {
		const perSecond = { per: 'second', count: 'duration' } as const;
		const lengths = choice('duration', { ...own, choices: plainChoices('4s', '8s', '6s') });
		const words = choice('duration', { ...own, choices: plainChoices('short', 'long') });
		expect(said(pricedBy(perSecond, [lengths]))).toBe('at most 8');
		expect(said(pricedBy(perSecond, [integer('duration', { ...own, maximum: 15 })]))).toBe(
			'at most 15',
		);
		expect(said(pricedBy({ ...perSecond, mostCount: 240 }))).toBe('at most 240');
		expect(said(pricedBy(perSecond, [integer('duration', own)]))).toBe('not known');
		expect(said(pricedBy(perSecond, [words]))).toBe('not known');
	});

	it('is the usual number, before the most', () => {
		const images = integer('n', { ...own, maximum: 10 });
		const operation = pricedBy({ per: 'image', count: 'n', usualCount: 1 }, [images]);
		expect(said(operation)).toBe('1');
		expect(said(operation, { n: 3 })).toBe('3');
	});

	it('is not cut at the most that is known', () => {
		const operation = pricedBy({ per: 'second', count: 'duration', mostCount: 30 });
		expect(said(operation, { duration: 60 })).toBe('60');
	});

	it('is the length of a text', () => {
		const operation = pricedBy({ per: '1000 characters', count: 'gen_text' });
		expect(said(operation, { gen_text: 'a'.repeat(2500) })).toBe('2.5');
		expect(said(operation, { gen_text: 7 })).toBe('not known');
		expect(said(operation)).toBe('not known');
	});

	const shots = rows('shots', {
		...own,
		fields: [integer('duration', { ...own, standard: 3 }), text('prompt', own)],
	});
	const byShots: Partial<Price> = {
		per: 'second',
		count: 'duration',
		entries: { path: 'shots', count: 'duration' },
	};

	it('is the sum over a list that replaces the field', () => {
		const operation = pricedBy(byShots, [shots]);
		expect(said(operation, { duration: 5, shots: [{ duration: 4 }, { duration: '2' }] })).toBe('6');
		expect(said(operation, { duration: 5, shots: [{ duration: 4 }, {}] })).toBe('7');
		expect(said(operation, { duration: 5, shots: [] })).toBe('5');
	});

	it('is not known where the list leaves it open', () => {
		expect(said(pricedBy(byShots), { duration: 5, shots: [{}] })).toBe('not known');
		expect(said(pricedBy(byShots), { duration: 5, shots: 'two' })).toBe('not known');
	});
});

describe('what else a price depends on', () => {
	const images = media('images', { ...own, media: 'image', multiple: true });
	const surcharge = { path: 'images', after: 1, usd: 0.003 };

	it.each([
		[undefined, '1'],
		[[], '1'],
		[['a'], '1'],
		[['a', 'b', 'c'], '1.006'],
	])('entries beyond the first cost extra: %j', (entries, usd) => {
		expect(said(pricedBy({ surcharge }, [images]), { images: entries })).toBe(usd);
	});

	it('which holds for some models only', () => {
		const others = pricedBy({ surcharge: { ...surcharge, models: ['other'] } }, [images]);
		const its = pricedBy({ surcharge: { ...surcharge, models: ['animate'] } }, [images]);
		expect(said(others, { images: ['a', 'b'] })).toBe('1');
		expect(said(its, { images: ['a', 'b'] })).toBe('1.003');
	});

	it('is not known with a file whose length counts', () => {
		const operation = pricedBy({ openWith: ['videos'] });
		expect(said(operation, { videos: ['https://a'] })).toBe('not known');
		expect(said(operation, { videos: [] })).toBe('1');
	});

	it('is exact to the last point of PiAPI', () => {
		const operation = pricedBy({ rates: [{ usd: 0.1 }], per: 'second', count: 'duration' });
		expect(said(operation, { duration: 3 })).toBe('0.3');
	});

	it('comes with its price', () => {
		const operation = pricedBy({});
		expect(estimateOf([operation], request())?.price).toBe(operation.price);
	});
});

describe('with Service Mode Private', () => {
	it('the price is the most that it can cost, as PiAPI may use its shared pool', () => {
		const of = (config?: object) =>
			estimateOf(
				[pricedBy({})],
				request({}, config === undefined ? {} : { config: { ...config } }),
			);
		expect(of({ service_mode: 'private' })).toMatchObject({ usd: 1, isMost: true });
		for (const config of [undefined, {}, { service_mode: 'public' }, { service_mode: '' }]) {
			expect(of(config)).toMatchObject({ usd: 1, isMost: false });
		}
	});

	it('a price that is not known stays unknown', () => {
		const config = { service_mode: 'private' };
		expect(estimateOf([pricedBy(undefined)], request({}, { config }))).toBeUndefined();
	});
});
