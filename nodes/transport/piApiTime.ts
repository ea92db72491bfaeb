import { httpDateOf } from './httpDate';

/**
 * PiAPI's clock as seen from this machine, whose own clock may be minutes off. All times are milliseconds since the
 * epoch.
 */
export interface PiApiTime {
	/** Learns from the `Date` header of an answer, which tells whole seconds; anything else is ignored. */
	observe(date: unknown, sentAt: number, receivedAt: number): void;
	/** The earliest that PiAPI's clock can have shown at a local time; the local time itself while nothing is known. */
	earliest(localTime: number): number;
	/** How far this machine is ahead of PiAPI (negative: behind); undefined while nothing is known. */
	ahead(): number | undefined;
}

/** Milliseconds. Two of PiAPI's own clocks may differ by less: the one that it sends, and the one of its tasks. */
export const CLOCK_SLACK = 10_000;
const SECOND = 1000;

/** Between these two lies what has to be added to a local time to get PiAPI's. */
interface Range {
	readonly least: number;
	readonly most: number;
}

export function createPiApiTime(): PiApiTime {
	let range: Range | undefined;
	return {
		observe(date, sentAt, receivedAt) {
			const told = httpDateOf(date);
			if (told === undefined) return;
			const least = told - receivedAt;
			// A clock that was set back while the request was out tells nothing about when it was sent.
			const wasSetBack = receivedAt < sentAt;
			const seen: Range = { least, most: wasSetBack ? least + SECOND : told + SECOND - sentAt };
			const both: Range = {
				least: Math.max(seen.least, range?.least ?? -Infinity),
				most: Math.min(seen.most, range?.most ?? Infinity),
			};
			// No overlap means that one of the clocks was set: only the newest answer counts.
			range = both.least <= both.most ? both : seen;
		},
		earliest: (localTime) => localTime + (range?.least ?? 0),
		ahead: () => (range === undefined ? undefined : -(range.least + range.most) / 2),
	};
}

const MOST_ADDRESSES = 50;
/** By origin; the one used last is the last. */
const times = new Map<string, PiApiTime>();

/** What this process knows about the clock of the PiAPI at a base URL. */
export function piApiTimeOf(baseUrl: string): PiApiTime {
	const text = baseUrl.trim();
	if (!URL.canParse(text)) return createPiApiTime();
	const { origin } = new URL(text);
	const time = times.get(origin) ?? createPiApiTime();
	times.delete(origin);
	times.set(origin, time);
	const [oldest] = times.keys();
	if (times.size > MOST_ADDRESSES && oldest !== undefined) times.delete(oldest);
	return time;
}
