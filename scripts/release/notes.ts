import { ClearFailure } from '../../tools/command/failure';

/** The section of a version in the changelog. Fails while the version has no date. */
export function notesOf(changelog: string, version: string): string {
	const sections = changelog.split(/^## /m).slice(1);
	const section = sections.find((one) => one.startsWith(`[${version}]`));
	if (section === undefined) throw new ClearFailure(`CHANGELOG.md has no section [${version}].`);
	const [heading = '', ...lines] = section.split('\n');
	if (!/^\[.+\] - \d{4}-\d{2}-\d{2}$/.test(heading)) {
		throw new ClearFailure(`In CHANGELOG.md, [${version}] has no date.`);
	}
	const isLink = (line: string): boolean => /^\[.+\]: https?:/.test(line);
	const notes = lines.filter((line) => !isLink(line)).join('\n');
	if (notes.trim() === '') throw new ClearFailure(`In CHANGELOG.md, [${version}] is empty.`);
	return notes.trim();
}
