import { slug } from 'github-slugger';
import { markdownTable } from 'markdown-table';

/** Text as it is written in a cell of a table. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	markdownTable([head, ...rows].map((row) => row.map(cell)));

export const code = (text: string): string => `\`${text}\``;

export const link = (text: string, address: string): string => `[${text}](${address})`;

/** The anchor that a heading gets. */
export const anchorOf = (heading: string): string => `#${slug(heading)}`;

/** Parts of a page, with an empty line between them. */
export const paragraphs = (parts: readonly string[]): string =>
	parts.filter((part) => part !== '').join('\n\n');
