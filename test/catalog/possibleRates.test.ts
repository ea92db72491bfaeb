import { estimateOf } from '../../nodes/catalog/estimate';
import { choice, integer, notWhen, plainChoices, text, toggle } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import { own, pricedBy, request, said } from './pricedOperation';

const size = choice('size', { ...own, choices: plainChoices('720p', '1080p') });
const bySize: Partial<Price> = {
	rates: [
		{ usd: 1, when: { size: ['720p'] } },
		{ usd: 2, when: { size: ['1080p'] } },
	],
};

describe('which rate holds', () => {
	it('is the first that fits, in any case, as a number or as text', () => {
		expect(said(pricedBy(bySize, [size]), { size: '1080p' })).toBe('2');
		expect(said(pricedBy(bySize, [size]), { size: '1080P' })).toBe('2');
		const rates = [{ usd: 5, when: { duration: [10] } }, { usd: 4 }];
		expect(said(pricedBy({ rates }), { duration: 10 })).toBe('5');
		expect(said(pricedBy({ rates }), { duration: '10' })).toBe('5');
		expect(said(pricedBy({ rates }), { duration: 5 })).toBe('4');
	});

	it('is none for a value of which nothing is known', () => {
		expect(said(pricedBy(bySize, [size]), { size: '4k' })).toBe('not known');
	});

	it.each([undefined, null, ''])('goes by the default where the request has %j', (value) => {
		const withDefault = pricedBy(bySize, [{ ...size, standard: '720p' }]);
		expect(said(withDefault, { size: value })).toBe('1');
	});

	it('is the dearest possible where only clients say what is the default', () => {
		const ofClients = { ...size, standard: '720p', standardConfidence: 'client-code' } as const;
		expect(said(pricedBy(bySize, [ofClients]))).toBe('at most 2');
		expect(said(pricedBy(bySize, [ofClients]), { size: '720p' })).toBe('1');
	});

	it('is the dearest possible where no default is known', () => {
		const audio = toggle('audio', own);
		const names = text('size', { ...own, suggestions: plainChoices('720p', '1080p') });
		const rates = [
			{ usd: 1, when: { audio: [false] } },
			{ usd: 2, when: { audio: [true] } },
		];
		expect(said(pricedBy(bySize, [size]))).toBe('at most 2');
		expect(said(pricedBy(bySize, [names]))).toBe('at most 2');
		expect(said(pricedBy({ rates }, [audio]))).toBe('at most 2');
		expect(said(pricedBy({ rates }, [audio]), { audio: false })).toBe('1');
	});

	it('is the dearest possible of a field whose values are not listed', () => {
		const rates = [{ usd: 1, when: { duration: [5] } }, { usd: 2 }];
		const duration = integer('duration', own);
		expect(said(pricedBy({ rates }, [duration]))).toBe('at most 2');
		expect(said(pricedBy({ rates: rates.slice(0, 1) }, [duration]))).toBe('not known');
	});

	it('is the most where only the upper end is known', () => {
		const rates = [
			{ usd: 1, when: { size: ['720p'] } },
			{ usd: 2, isMost: true },
		];
		expect(said(pricedBy({ rates }, [size]), { size: '720p' })).toBe('1');
		expect(said(pricedBy({ rates }, [size]), { size: '1080p' })).toBe('at most 2');
		expect(said(pricedBy({ rates: rates.slice(1) }))).toBe('at most 2');
	});

	it('is not known when one possible rate is not, as it may be the dearest', () => {
		const three = choice('size', { ...own, choices: plainChoices('720p', '1080p', '4k') });
		expect(said(pricedBy(bySize, [three]))).toBe('not known');
		expect(said(pricedBy(bySize, [three]), { size: '720p' })).toBe('1');
	});

	it('is exact when all possible ones are the same', () => {
		const rates = [{ usd: 1, when: { size: ['720p', '1080p'] } }];
		expect(said(pricedBy({ rates }, [size]))).toBe('1');
	});

	it('does not count values that PiAPI refuses', () => {
		const rates = [{ usd: 1, when: { size: ['720p'] } }];
		const variants = ['fast', 'best'].map((value) => ({
			value,
			label: value,
			model: 'acme',
			taskType: value,
		}));
		const operation = pricedBy({ rates }, [size], {
			variants,
			rules: [notWhen({ models: ['fast'] }, 'size', '1080p')],
		});
		expect(estimateOf([operation], request({}, { task_type: 'fast' }))?.usd).toBe(1);
		expect(estimateOf([operation], request({}, { task_type: 'best' }))).toBeUndefined();
	});

	it('does not count values that PiAPI refuses beside another', () => {
		const mode = choice('mode', { ...own, choices: plainChoices('std', 'pro') });
		const rates = [
			{ usd: 1, when: { size: ['720p'], mode: ['std', 'pro'] } },
			{ usd: 2, when: { size: ['1080p'], mode: ['pro'] } },
		];
		const rules = [notWhen({ path: 'size', values: ['1080p'] }, 'mode', 'std')];
		expect(said(pricedBy({ rates }, [size, mode], { rules }))).toBe('at most 2');
		expect(said(pricedBy({ rates }, [size, mode]))).toBe('not known');
	});

	it('goes by the model', () => {
		const rates = [
			{ usd: 1, models: ['fast'] },
			{ usd: 2, models: ['best'] },
		];
		const variants = ['fast', 'best', 'new'].map((value) => ({
			value,
			label: value,
			model: 'acme',
			taskType: `make-${value}`,
		}));
		const operation = pricedBy({ rates }, [], { variants });
		const of = (value: string) =>
			estimateOf([operation], request({}, { task_type: `make-${value}` }))?.usd;
		expect(['fast', 'best', 'new'].map(of)).toEqual([1, 2, undefined]);
	});

	it('goes by the megapixels of the result, of 1024 by 1024 pixels', () => {
		const rates = [{ usd: 1, mostMegapixels: 0.5 }, { usd: 2, mostMegapixels: 1 }, { usd: 3 }];
		const operation = pricedBy({ rates });
		expect(said(operation, { width: 512, height: 1024 })).toBe('1');
		expect(said(operation, { width: 1024, height: '1024' })).toBe('2');
		expect(said(operation, { width: 1024, height: 1025 })).toBe('3');
		expect(said(operation, { width: 64 })).toBe('at most 3');
	});
});
