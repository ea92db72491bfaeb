/** Text as it is written in a cell of a table. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

export const code = (text: string): string => `\`${text}\``;

export const link = (text: string, address: string): string => `[${text}](${address})`;

/** The anchor that a heading gets. */
export const anchorOf = (heading: string): string =>
	`#${heading
		.toLowerCase()
		.replace(/[^a-z0-9 _-]/g, '')
		.replaceAll(' ', '-')}`;

/** Parts of a page, with an empty line between them. */
export const paragraphs = (parts: readonly string[]): string =>
	parts.filter((part) => part !== '').join('\n\n');
