/** Unix seconds of a date in any form that n8n hands on: ISO text, a Date, a Luxon DateTime, a number. */
export function toUnixSeconds(given: unknown): number | undefined {
	if (given === '' || given === null || given === undefined) return undefined;
	const text = typeof given === 'string' && /^\d+$/.test(given.trim()) ? Number(given) : given;
	// Seconds up to the year 5138; larger numbers are milliseconds.
	if (typeof text === 'number') return Math.floor(text < 1e11 ? text : text / 1000);
	const time = new Date(String(text)).getTime();
	const ofObject = typeof text === 'object' ? Number(text.valueOf()) : Number.NaN;
	const milliseconds = Number.isNaN(ofObject) ? time : ofObject;
	return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
