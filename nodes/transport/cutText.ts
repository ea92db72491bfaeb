const withMark = (text: string): string => `${text.trim()} …`;

/**
 * A text of at most so many letters, never cut within one. By the mark of the cut, the beginning of a secret is found and
 * masked.
 */
export const beginningOf = (text: string, most: number): string =>
	text.length <= most ? text : withMark(text.slice(0, most).replace(/[\ud800-\udbff]$/, ''));

/** The same, without what may be half a word of Latin letters and marks, which may be a file as text. */
export const cutText = (text: string, most: number): string =>
	text.length <= most ? text : withMark(text.slice(0, most).replace(/[!-~]*$/, ''));
