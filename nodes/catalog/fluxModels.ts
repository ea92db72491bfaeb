import { flatPrice, type Price, type PriceFacts } from './price';
import type { Operation } from './vocabulary';

export const SCHNELL = 'Qubico/flux1-schnell';
const DEV = 'Qubico/flux1-dev';
export const ADVANCED = 'Qubico/flux1-dev-advanced';

/** The three models, of which only Schnell generates several images at once. */
export const variantsFor = (taskType: string): Operation['variants'] => [
	{
		value: SCHNELL,
		label: 'Flux Schnell',
		help: 'Fastest and cheapest',
		model: SCHNELL,
		taskType,
	},
	{
		value: DEV,
		label: 'Flux Dev',
		help: 'More detail; not for commercial use',
		model: DEV,
		taskType,
	},
	{
		value: ADVANCED,
		label: 'Flux Dev Advanced',
		help: "Requires PiAPI's Creator plan or higher",
		model: ADVANCED,
		taskType,
	},
];

const page: PriceFacts = {
	asOf: '2026',
	source: 'https://piapi.ai/ja/flux-api',
	confidence: 'documented',
};

export const priceByModel: Price = {
	per: 'image',
	count: 'batch_size',
	rates: [
		{ usd: 0.0015, models: [SCHNELL] },
		{ usd: 0.015, models: [DEV] },
		{ usd: 0.02, models: [ADVANCED] },
	],
	...page,
};

export const advancedPrice = flatPrice('image', 0.02, page);
