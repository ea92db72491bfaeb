import type { MediaKind, Result } from '../catalog/vocabulary';
import type { Leaf } from './leaves';
import { isLink } from './mediaLinks';

/** A link in a task's output. */
export interface ResultFile {
	readonly url: string;
	/** `file` where nothing says what it is. */
	readonly kind: MediaKind | 'file';
	readonly role: string;
}

/** Whether a leaf is at the path of a result. */
type Matches = (leaf: Leaf, path: string) => boolean;

interface Placed {
	readonly at: readonly number[];
	readonly file: ResultFile;
}

/** A single link is the first entry of a list. */
export const entryOf = (at: readonly number[]): string =>
	at.join('.').replace(/(^|\.)0(\.0)*$/, '');

function inOrder({ at: one }: Placed, { at: other }: Placed): number {
	const longer = one.length > other.length ? one : other;
	const place = longer.findIndex((_, index) => (one[index] ?? 0) !== (other[index] ?? 0));
	return (one[place] ?? 0) - (other[place] ?? 0);
}

/** The files of one result and its copies: for each entry those of the first place that has a link there. */
function filesOfGroup(
	links: readonly Leaf[],
	places: readonly Result[],
	matches: Matches,
): ResultFile[] {
	const found: Placed[] = [];
	const filled = new Set<string>();
	for (const { path, kind, role } of places) {
		const more = links.filter((leaf) => matches(leaf, path) && !filled.has(entryOf(leaf.at)));
		more.forEach(({ at, value }) => {
			filled.add(entryOf(at));
			found.push({ at, file: { url: String(value), kind, role } });
		});
	}
	return found.sort(inOrder).map(({ file }) => file);
}

/** The files at the places of results, best first. */
export function filesAt(
	leaves: readonly Leaf[],
	results: readonly Result[],
	matches: Matches,
): ResultFile[] {
	const groups = new Map<string, Result[]>();
	for (const result of results.filter(({ kind }) => kind !== 'text')) {
		const name = result.insteadOf ?? result.path;
		groups.set(name, [...(groups.get(name) ?? []), result]);
	}
	const links = leaves.filter(({ value }) => isLink(value));
	return [...groups.values()].flatMap((places) => filesOfGroup(links, places, matches));
}

/** The first text at the places of results. */
export const textAt = (
	leaves: readonly Leaf[],
	results: readonly Result[],
	matches: Matches,
): string | undefined =>
	results
		.filter(({ kind }) => kind === 'text')
		.flatMap(({ path }) => leaves.filter((leaf) => matches(leaf, path)))
		.map(({ value }) => value)
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map(String)
		.find((text) => text.trim() !== '');
