import type { Confidence } from './vocabulary';

/** What PiAPI charges for. `1000 characters` of a text, the frames of a video. */
export type PriceUnit = 'task' | 'image' | 'second' | 'frame' | 'megapixel' | '1000 characters';

/** The US dollars for one unit. A rate without conditions holds for every request. */
export interface Rate {
	readonly usd: number;
	/** Only for these models, by their `value`. */
	readonly models?: readonly string[];
	/** Only with these values of the input, by path. */
	readonly when?: Readonly<Record<string, ReadonlyArray<string | number | boolean>>>;
	/** Only up to this size of the result, by `width` and `height`. */
	readonly mostMegapixels?: number;
}

/** What a task costs. Prices change, so each has its date. */
export interface Price {
	readonly per: PriceUnit;
	/**
	 * How many units a task has: a number, or the path of the field that says so. Left out: one task or image. For all other
	 * units it then depends on a file, and is not known before the task.
	 */
	readonly count?: number | string;
	/** A task never has more units than this. */
	readonly mostCount?: number;
	/** The first that fits counts. */
	readonly rates: readonly Rate[];
	/** Added for each entry of a list after the first ones. */
	readonly surcharge?: {
		readonly path: string;
		readonly after: number;
		readonly usd: number;
		readonly models?: readonly string[];
	};
	/** When the page said so: `2026-11`, or `2026` where the month is not known. */
	readonly asOf: string;
	readonly source: string;
	readonly confidence: Confidence;
}
