import { flatPrice, type Price, type PriceFacts, type Rate } from '../price';
import { DOCS } from './klingFields';

const documented = (page: string, asOf = '2026'): PriceFacts => ({
	asOf,
	source: `${DOCS}/${page}`,
	confidence: 'documented',
});

/** The rates for 720p and 1080p, which one field chooses. */
const ratesOf3 = (field: string, smaller: string, larger: string): Rate[] => [
	{ usd: 0.1, when: { [field]: [smaller], enable_audio: [false] } },
	{ usd: 0.15, when: { [field]: [smaller], enable_audio: [true] } },
	{ usd: 0.15, when: { [field]: [larger], enable_audio: [false] } },
	{ usd: 0.2, when: { [field]: [larger], enable_audio: [true] } },
];

const perSecond: Pick<Price, 'per' | 'count' | 'entries'> = {
	per: 'second',
	count: 'duration',
	entries: { path: 'multi_shots', count: 'duration' },
};

export const videoPrice3: Price = {
	...perSecond,
	rates: ratesOf3('mode', 'std', 'pro'),
	...documented('kling-3-api', '2026-02'),
};

export const omniPrice3: Price = {
	...perSecond,
	rates: ratesOf3('resolution', '720p', '1080p'),
	...documented('kling-3-omni-api', '2026-02'),
};

/** Client code has the least and the most only. */
export const omniPriceO1: Price = {
	per: 'task',
	rates: [
		{ usd: 0.39, when: { resolution: ['720p'], duration: [5] } },
		{ usd: 1.04, isMost: true },
	],
	asOf: '2026',
	source: 'client code',
	confidence: 'client-code',
};

const bySeconds = (when: Rate['when'], usd5: number, usd10: number): Rate[] => [
	{ usd: usd5, when: { ...when, duration: [5] } },
	{ usd: usd10, when: { ...when, duration: [10] } },
];

/**
 * Prices of 2.0, 2.1 Master and 2.5 are those of client code. The one of the others is a recorded bill of 5 seconds in
 * Standard mode; it does not say its version. What they cost otherwise, and what 2.6 costs, is not known.
 */
export const videoPrice: Price = {
	per: 'task',
	rates: [
		...bySeconds({ version: ['2.0', '2.1-master'] }, 0.96, 1.92),
		...bySeconds({ version: ['2.5'], mode: ['std'] }, 0.2, 0.4),
		...bySeconds({ version: ['2.5'], mode: ['pro'] }, 0.33, 0.66),
		{ usd: 0.26, when: { version: ['1.0', '1.5', '1.6', '2.1'], mode: ['std'], duration: [5] } },
	],
	asOf: '2026',
	source: 'client code',
	confidence: 'inferred',
};

export const turboPrice: Price = {
	per: 'task',
	rates: bySeconds({ version: ['2.5-turbo'] }, 0.28, 0.56),
	asOf: '2026',
	source: 'client code',
	confidence: 'client-code',
};

export const motionPrice: Price = {
	per: 'second',
	rates: [
		{ usd: 0.065, when: { mode: ['std'] } },
		{ usd: 0.104, when: { mode: ['pro'] } },
	],
	...documented('kling-motion-control-api'),
};

export const effectPrice: Price = {
	per: 'task',
	rates: [
		{ usd: 0.26, when: { professional_mode: [false] } },
		{ usd: 0.46, when: { professional_mode: [true] } },
	],
	...documented('kling-effects-api'),
};

export const tryOnPrice: Price = {
	...flatPrice('image', 0.07, documented('virtual-try-on-api')),
	count: 'batch_size',
	usualCount: 1,
};

/** For four results. */
export const soundPrice = flatPrice('task', 0.07, documented('kling-sound-api'));
