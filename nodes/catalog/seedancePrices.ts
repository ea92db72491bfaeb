import type { Price, PriceFacts, Rate } from './price';

const perSecond = (model: string, usd: Readonly<Record<string, number>>): Rate[] =>
	Object.entries(usd).map(([size, rate]) => ({
		usd: rate,
		models: [model],
		when: { resolution: [size] },
	}));

const documented = (asOf: string, source: string): PriceFacts => ({
	asOf,
	source,
	confidence: 'documented',
});

/** The VIP models have no known price. */
export const previewPrice: Price = {
	per: 'second',
	count: 'duration',
	rates: [
		{ usd: 0.15, models: ['seedance-2-preview'] },
		{ usd: 0.08, models: ['seedance-2-fast-preview'] },
	],
	...documented('2026', 'https://piapi.ai/docs/seedance-api/seedance-2-preview'),
};

export const price2: Price = {
	per: 'second',
	count: 'duration',
	rates: [
		...perSecond('seedance-2', { '480p': 0.1, '720p': 0.2, '1080p': 0.5 }),
		...perSecond('seedance-2-fast', { '480p': 0.048, '720p': 0.096 }),
		...perSecond('seedance-2-mini', { '480p': 0.042, '720p': 0.084 }),
	],
	// The seconds of reference videos are billed, too.
	openWith: ['video_urls'],
	...documented('2026', 'https://piapi.ai/zh-CN/seedance-2-0'),
};

export const price25: Price = {
	per: 'second',
	count: 'duration',
	rates: perSecond('seedance-2.5', { '480p': 0.15, '720p': 0.35, '1080p': 0.8 }),
	// Reference videos as for 2.0; a draft is finished in another resolution than its own.
	openWith: ['video_urls', 'draft_task_id'],
	...documented('2026-08', 'https://piapi.ai/en/seedance-2-5'),
};
