import { createHash, timingSafeEqual } from 'crypto';

const fingerprint = (text: string): Buffer => createHash('sha256').update(text).digest();

/** HTTP servers read each byte of a header as one letter; a sender may have written UTF-8. */
const asUtf8 = (header: string): string => Buffer.from(header, 'latin1').toString('utf8');

/**
 * Whether the header is the secret, in a time that reveals nothing about it. n8n joins a header that came twice with a
 * comma, which then is another text.
 */
export function isSecret(expected: string, header: unknown): boolean {
	const text = typeof header === 'string' ? header : '';
	const wanted = fingerprint(expected);
	const fits = [text, asUtf8(text)].map((reading) => timingSafeEqual(wanted, fingerprint(reading)));
	return fits.includes(true) && typeof header === 'string';
}

/** Where the credential has no secret, there is none to carry. */
export const carriesSecret = (secret: string, header: unknown): boolean =>
	secret === '' || isSecret(secret, header);
