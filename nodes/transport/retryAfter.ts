import type { IDataObject } from 'n8n-workflow';

import { httpDateOf } from './httpDate';

/** Milliseconds that a request which costs nothing waits at most because a server asks for it. */
export const LONGEST_RETRY_AFTER = 60_000;

/**
 * Milliseconds in a `Retry-After` header: seconds or an HTTP date. A date is compared with the answer's own `Date`,
 * since the clock of this machine may be minutes off; `now` is used only where there is none.
 */
export function retryAfterOf(headers: IDataObject, now: number): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	const date = httpDateOf(text);
	const milliseconds =
		date === undefined
			? Number(text === '' ? Number.NaN : text) * 1000
			: date - (httpDateOf(headers.date) ?? now);
	return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/** `Retry-After` as far as a request that costs nothing follows it: 0 to a minute, in milliseconds. */
export const boundedRetryAfter = (retryAfter: number | undefined): number =>
	Math.min(Math.max(retryAfter || 0, 0), LONGEST_RETRY_AFTER);

/** Milliseconds before the next attempt: the own growing pause or what the server asks for, whichever is longer. */
export const pauseFor = (ownPause: number, retryAfter: number | undefined): number =>
	Math.max(ownPause, boundedRetryAfter(retryAfter));
