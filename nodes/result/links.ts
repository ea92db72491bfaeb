import { KIND_NAMES, LINK_NAMES, SIDE_PRODUCTS } from '../catalog/anyResults';
import type { MediaKind } from '../catalog/vocabulary';
import type { Leaf } from './leaves';
import { isLink, kindOfLink, mediaLinksIn } from './mediaLinks';
import { entryOf, type ResultFile } from './places';

/** The role of a side product, such as a cover; undefined for a main result. */
export const sideRoleOf = ({ keys }: Leaf): string | undefined =>
	SIDE_PRODUCTS.find(([, name]) => keys.some((key) => name.test(key)))?.[0];

const kindByName = ({ keys }: Leaf): MediaKind | undefined =>
	keys
		.map((key) => KIND_NAMES.find(([, name]) => name.test(key))?.[0])
		.filter((kind) => kind !== undefined)
		.at(-1);

/** The file's own name says best what it is; a key may be wrong. */
export const withKindOfLink = (file: ResultFile): ResultFile => {
	const kind = kindOfLink(file.url) ?? file.kind;
	return { ...file, kind, role: file.role === file.kind ? kind : file.role };
};

/** An object may hold the same link under several names: one of them counts. */
function withoutCopies(leaves: readonly Leaf[]): Leaf[] {
	const rankOf = ({ keys }: Leaf): number => LINK_NAMES.indexOf(keys.at(-1) ?? '');
	const objectOf = ({ keys, at }: Leaf): string => JSON.stringify([keys.slice(0, -1), at]);
	const best = new Map<string, number>();
	const ranked = leaves.filter((leaf) => rankOf(leaf) !== -1);
	ranked.forEach((leaf) => {
		const rank = best.get(objectOf(leaf)) ?? Number.POSITIVE_INFINITY;
		best.set(objectOf(leaf), Math.min(rank, rankOf(leaf)));
	});
	return leaves.filter((leaf) => rankOf(leaf) === -1 || rankOf(leaf) === best.get(objectOf(leaf)));
}

/** Every link, wherever it is; in a text, those that lead to media. `usual` is what the task generates. */
export const linksIn = (leaves: readonly Leaf[], usual: MediaKind | undefined): ResultFile[] => [
	...withoutCopies(leaves.filter(({ value }) => isLink(value))).map((leaf) => fileOf(leaf, usual)),
	...leaves
		.filter(({ value }) => !isLink(value))
		.flatMap(({ value }) => mediaLinksIn(String(value)))
		.map(({ url, kind }) => ({ url, kind, role: kind })),
];

/** The side products, one of each role for an entry of a list. */
export function sideProductsIn(
	leaves: readonly Leaf[],
	usual: MediaKind | undefined,
): ResultFile[] {
	const found = new Map<string, ResultFile>();
	for (const leaf of withoutCopies(leaves.filter(({ value }) => isLink(value)))) {
		const role = sideRoleOf(leaf);
		const entry = `${role} ${entryOf(leaf.at)}`;
		if (role !== undefined && !found.has(entry)) found.set(entry, { ...fileOf(leaf, usual), role });
	}
	return [...found.values()];
}

function fileOf(leaf: Leaf, usual: MediaKind | undefined): ResultFile {
	const url = String(leaf.value);
	const guess = usual === undefined || usual === 'text' ? 'file' : usual;
	const kind = kindOfLink(url) ?? kindByName(leaf) ?? guess;
	return { url, kind, role: kind };
}
