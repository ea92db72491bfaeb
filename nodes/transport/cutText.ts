/**
 * A text of at most so many letters. What may be half a word of Latin letters and marks is left out: nobody would find the
 * beginning of a secret to mask it.
 */
export const cutText = (text: string, most: number): string =>
	text.length <= most
		? text
		: `${text
				.slice(0, most)
				.replace(/[!-~]*$/, '')
				.trim()} …`;
