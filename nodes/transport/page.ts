/** Letters of a page that are read at most. */
const MOST_LETTERS = 20_000;

export const isPageText = (text: string): boolean =>
	/^\s*<(!doctype|html|head|body|\?xml)\b/i.test(text);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The title, which as a rule names the program that answered; empty when there is none. */
export const titleOf = (page: string): string =>
	oneLine(/<title[^<>]*>([^<]+)/i.exec(page.slice(0, MOST_LETTERS))?.[1] ?? '');

/** What a person reads of a page: its title, or else its text. */
export const textOfPage = (page: string): string =>
	titleOf(page) ||
	oneLine(
		page
			.slice(0, MOST_LETTERS)
			.replace(/<(style|script)[^]*?<\/\1>/gi, ' ')
			.replace(/<[^<>]*>/g, ' '),
	);
