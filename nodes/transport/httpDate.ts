const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds since the epoch of an HTTP date, which tells whole seconds; `Date.parse` alone takes almost anything. */
export function httpDateOf(value: unknown): number | undefined {
	if (typeof value !== 'string' || !HTTP_DATE.test(value.trim())) return undefined;
	const time = Date.parse(value);
	return Number.isNaN(time) ? undefined : time;
}
