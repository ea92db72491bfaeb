/** Rows as a plain table. The last column may be long, so it is not padded. */
export function formatTable(
	headings: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
): string {
	const all = [headings, ...rows];
	const widths = headings.map((_, column) =>
		Math.max(...all.map((row) => (row[column] ?? '').length)),
	);
	const line = (cells: readonly string[]): string =>
		headings
			.map((_, column) => (cells[column] ?? '').padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	const rule = widths.map((width) => '-'.repeat(width));
	return [line(headings), line(rule), ...rows.map(line)].join('\n');
}
