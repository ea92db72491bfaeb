import type { Price, PriceFacts, Rate } from './price';

const PREVIEW: Rate = { usd: 0.1, when: { model: ['gpt-image-2-preview'] } };

/** PiAPI charges by tokens; its page says what an image of this size costs about. */
const byQuality = (model: string, usd: Readonly<Record<string, number>>): Rate[] =>
	Object.entries(usd).map(([quality, rate]) => ({
		usd: rate,
		when: { model: [model], size: ['1024x1024'], quality: [quality] },
	}));

const eachImage = { per: 'image', count: 'n', usualCount: 1 } as const;

const page: PriceFacts = {
	asOf: '2026',
	source: 'https://piapi.ai/docs/gpt-image/gpt-image-api',
	confidence: 'documented',
};

export const generatePrice: Price = {
	...eachImage,
	rates: [
		...byQuality('gpt-image-1', { low: 0.011, medium: 0.042, high: 0.167 }),
		...byQuality('gpt-image-1.5', { low: 0.009, medium: 0.034, high: 0.133 }),
		...byQuality('gpt-image-2', { low: 0.008, medium: 0.032, high: 0.125 }),
		PREVIEW,
	],
	...page,
};

/** The tokens of the images to edit are charged as well, and depend on the files. */
export const editPrice: Price = { ...eachImage, rates: [PREVIEW], ...page };
