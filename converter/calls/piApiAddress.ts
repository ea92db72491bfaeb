/** PiAPI's addresses before it had its name. */
const FORMER = /https?:\/\/(api\.(?:goapi\.(?:ai|xyz)|midjourneyapi\.xyz))\b/i;

/** An address of PiAPI, whether of today or a former one. */
export const PIAPI = new RegExp(
	String.raw`https?:\/\/(?:api\.piapi\.ai|upload\.theapi\.app)\b|${FORMER.source}`,
	'i',
);

/** The host of a former address that a URL contains; undefined when there is none. */
export const formerHostIn = (url: string): string | undefined =>
	FORMER.exec(url)?.[1]?.toLowerCase();
