/** What n8n or the person who installs the package reads. Source maps and the types of the nodes are for neither. */
const needed: readonly RegExp[] = [
	/^(package\.json|README\.md|LICENSE|index\.(d\.ts|js))$/,
	/^dist\/(nodes|credentials)\/.+\.js$/,
	/^dist\/nodes\/.+\.node\.json$/,
	/^dist\/nodes\/icons\/[^/]+\.svg$/,
];

/** The files of a tarball that nobody needs. */
export const unneededFiles = (paths: readonly string[]): string[] =>
	paths.filter((path) => !needed.some((pattern) => pattern.test(path)));

/** `12 js, 3 json`, by the ending of the name; files without one go by their name. */
export function countByKind(paths: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const path of paths) {
		const kind = /[^/.]+$/.exec(path)?.[0] ?? path;
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	return [...counts]
		.sort(([, one], [, other]) => other - one)
		.map(([kind, count]) => `${count} ${kind}`)
		.join(', ');
}
