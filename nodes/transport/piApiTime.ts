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

const SECOND = 1000;

export function createPiApiTime(): PiApiTime {
	/** Between these two lies what has to be added to a local time to get PiAPI's. */
	let range: { readonly least: number; readonly most: number } | undefined;
	return {
		observe(date, sentAt, receivedAt) {
			const told = typeof date === 'string' ? Date.parse(date) : Number.NaN;
			if (Number.isNaN(told)) return;
			const seen = { least: told - receivedAt, most: told + SECOND - sentAt };
			const least = Math.max(seen.least, range?.least ?? -Infinity);
			const most = Math.min(seen.most, range?.most ?? Infinity);
			// No overlap means that one of the clocks was set: only the newest answer counts.
			range = least <= most ? { least, most } : seen;
		},
		earliest: (localTime) => localTime + (range?.least ?? 0),
		ahead: () => (range === undefined ? undefined : -(range.least + range.most) / 2),
	};
}
