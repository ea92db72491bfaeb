import type { RequestRecord } from './ledger';

/** The texts and files of a form, as far as a test needs them. */
export function formParts({ rawBody, headers }: RequestRecord): Map<string, string[]> {
	const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
	const parts = new Map<string, string[]>();
	for (const part of rawBody.split(`--${boundary}`).slice(1, -1)) {
		const [, name = '', file] =
			/name="([^"]*)"(?:; filename="([^"]*)")?/.exec(part.split('\r\n\r\n')[0] ?? '') ?? [];
		const content = part.split('\r\n\r\n').slice(1).join('\r\n\r\n').replace(/\r\n$/, '');
		parts.set(name, [...(parts.get(name) ?? []), file ?? content]);
	}
	return parts;
}
