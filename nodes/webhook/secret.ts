import { createHash, timingSafeEqual } from 'crypto';

const fingerprint = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether the header holds the secret, in a time that tells nothing about it. n8n joins a header that came twice with a
 * comma, which then is another text.
 */
export const isSecret = (expected: string, header: unknown): boolean =>
	timingSafeEqual(fingerprint(expected), fingerprint(typeof header === 'string' ? header : '')) &&
	typeof header === 'string';
