/**
 * A text of at most so many letters, never cut within one. By the mark of the cut, the beginning of a secret is found and
 * masked.
 */
export const cutText = (text: string, most: number): string =>
	text.length <= most
		? text
		: `${text
				.slice(0, most)
				.replace(/[\ud800-\udbff]$/, '')
				.trim()} …`;
