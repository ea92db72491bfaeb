import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';

import { isEmpty, quoted, wrong, type Read } from '../request/readValue';

/** Digits alone: Unix seconds (1973 to 2286), or milliseconds of the same years. */
const UNIX_SECONDS = /^\d{9,10}$/;
const UNIX_MILLISECONDS = /^\d{12,13}$/;
/** Dates of digits alone: year, month and day, or only the first of them. */
const COMPACT_DATE = /^\d{4}(\d{2}(\d{2})?)?$/;

const HAS_YEAR = /^\+?\d{4}\b|[^-]\b\d{4}\b|^\d{8}T/;

/** JavaScript reads a date into nearly any text with a number, e.g. "task 5". */
const WORDS_OF_DATES =
	/^(mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*$|^(gmt|utc|[ecmp][sd]t|am|pm|t|z|w)$/i;

const hasOnlyDateWords = (text: string): boolean =>
	(text.replace(/\([^)]*\)/g, ' ').match(/[a-z]+/gi) ?? []).every((word) =>
		WORDS_OF_DATES.test(word),
	);

const NAMES_ITS_OFFSET =
	/(\dz|gmt|utc|\b[ecmp][sd]t)\b|[t\s]\d{1,2}(:\d{2}){1,2}(\.\d+)?\s*[+-]\d/i;

/** Milliseconds; undefined when it is not a date. */
function parsedIn(zone: string, text: string): number | undefined {
	try {
		return tryToParseDateTime(text, zone).toMillis();
	} catch {
		return undefined;
	}
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The local time of this process, as ISO text without an offset. */
function wallClock(time: number): string {
	const date = new Date(time);
	const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
	const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
	return `${day}T${clock}`;
}

function ofText(text: string, zone: string): number | undefined {
	if (/^\d+$/.test(text)) {
		if (UNIX_SECONDS.test(text)) return Number(text) * 1000;
		if (UNIX_MILLISECONDS.test(text)) return Number(text);
		return COMPACT_DATE.test(text) ? parsedIn(zone, text) : undefined;
	}
	if (!HAS_YEAR.test(text) || !hasOnlyDateWords(text)) return undefined;
	const time = parsedIn(zone, text);
	if (time === undefined || NAMES_ITS_OFFSET.test(text)) return time;
	// n8n's parser leaves some forms to JavaScript, which reads them in the time zone of the process.
	const ignoresZone = parsedIn('Etc/GMT+12', text) === parsedIn('Etc/GMT-12', text);
	return ignoresZone ? parsedIn(zone, wallClock(time)) : time;
}

/** A Date or a DateTime, also of another copy of Luxon or of another realm. */
function ofObject(given: object): number | undefined {
	const isDate = Object.prototype.toString.call(given) === '[object Date]';
	const isDateTime = 'toMillis' in given || 'isLuxonDateTime' in given;
	const time = isDate || isDateTime ? Number(given.valueOf()) : Number.NaN;
	return Number.isNaN(time) ? undefined : time;
}

/**
 * Milliseconds since the epoch of a date in any form that an expression returns: ISO text, a Date, a Luxon DateTime,
 * Unix seconds or milliseconds. A date without an offset is read in this time zone, e.g. Europe/Berlin.
 */
export function toTime(given: unknown, zone: string): number | undefined {
	switch (typeof given) {
		case 'string':
			return ofText(given.trim(), zone);
		case 'number':
			return Number.isFinite(given) ? ofText(String(Math.floor(given)), zone) : undefined;
		case 'object':
			return given === null ? undefined : ofObject(given);
		default:
			return undefined;
	}
}

export function toUnixSeconds(given: unknown, zone: string): number | undefined {
	const time = toTime(given, zone);
	return time === undefined ? undefined : Math.floor(time / 1000);
}

/** A date parameter as Unix seconds, read in the time zone of the workflow. */
export function readUnixSeconds(
	context: Pick<IExecuteFunctions, 'getTimezone'>,
	label: string,
	given: unknown,
): Read<number> {
	if (isEmpty(given)) return undefined;
	return (
		toUnixSeconds(given, context.getTimezone()) ??
		wrong(
			label,
			`is ${quoted(given)}`,
			`Set ${label} to a date and time, e.g. {{ $now.minus({ days: 1 }) }}.`,
		)
	);
}
