import type { Confidence } from './confidence';

/** What PiAPI charges for. `1000 characters` of a text, the frames of a video. */
export type PriceUnit = 'task' | 'image' | 'second' | 'frame' | 'megapixel' | '1000 characters';

/** The US dollars for one unit. A rate without conditions holds for every request. */
export interface Rate {
	readonly usd: number;
	/** The upper end of a range: what such a request costs is not known, only that it is no more. */
	readonly isMost?: boolean;
	/** Only for these models, by their `value`. */
	readonly models?: readonly string[];
	/** Only with these values of the input, by path. */
	readonly when?: Readonly<Record<string, ReadonlyArray<string | number | boolean>>>;
	/** Only up to this size of the result, by `width` and `height`. */
	readonly mostMegapixels?: number;
}

/** Who says what something costs, and when. */
export interface PriceFacts {
	/** When it was said: `2026-11`, or `2026` where the month is not known. Prices change. */
	readonly asOf: string;
	/** A page, or what else says so: `client code`, `recorded answer`. */
	readonly source: string;
	/** Of the least sure rate. */
	readonly confidence: Confidence;
}

/** What a task costs. */
export interface Price extends PriceFacts {
	readonly per: PriceUnit;
	/**
	 * How many units a task has: a number, or the path of the field that says so. Left out: one task or image. For all other
	 * units it then depends on a file, and is not known before the task.
	 */
	readonly count?: number | string;
	/**
	 * The number of units where the request does not say it: what PiAPI's examples show for a field of which no default
	 * is documented, such as one image.
	 */
	readonly usualCount?: number;
	/** The most units of a task, for requests that do not say how many. */
	readonly mostCount?: number;
	/** A list that replaces `count` where it is sent: the sum over its entries counts. */
	readonly entries?: { readonly path: string; readonly count: string };
	/** The first that fits counts. Where none fits, the price is not known. */
	readonly rates: readonly Rate[];
	/** Added for each entry of a list after the first ones. */
	readonly surcharge?: {
		readonly path: string;
		readonly after: number;
		readonly usd: number;
		readonly models?: readonly string[];
	};
	/** With one of these fields the price also depends on a file or on another task, and is not known. */
	readonly openWith?: readonly string[];
}

/** A price that is the same for every request. */
export const flatPrice = (per: PriceUnit, usd: number, facts: PriceFacts): Price => ({
	per,
	rates: [{ usd }],
	...facts,
});
