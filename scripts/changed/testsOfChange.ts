/** A change of these can change the outcome of any test. */
const FOR_ALL = /^(package(-lock)?\.json|tsconfig\.json|jest\.config\.js|test\/runner\/.*)$/;

/** Files that tests read by their paths: Jest follows imports only. By what changes, the files that read it. */
export const READERS: ReadonlyArray<readonly [changed: RegExp, readers: RegExp]> = [
	[/^(nodes|credentials)\//, /^(tools\/engine\/clock|test\/release\/[^/]+\.test)\.ts$/],
	[/^tools\/facts\/.*\.json$/, /^tools\/facts\/facts\.ts$/],
	[/^tools\/recorded\/.*\.json$/, /^tools\/recorded\/recorded\.ts$/],
	[/^test\/converter\/.*\.json$|^converter\/page\//, /^test\/converter\/.*\.test\.ts$/],
	[
		/^((docs|examples|\.github|\.ci)\/|bench\/results\.json$|[^/]+$)/,
		/^test\/(release\/[^/]+|catalog\/(writtenPages|insteadOfMidjourney)|converter\/page)\.test\.ts$/,
	],
	[/./, /^test\/words\/words\.test\.ts$/],
];

/** The files whose tests a change concerns, for Jest to find by imports. Undefined: all tests. */
export function filesForJest(
	changed: readonly string[],
	all: readonly string[],
): string[] | undefined {
	if (changed.some((path) => FOR_ALL.test(path))) return undefined;
	const readers = READERS.filter(([pattern]) => changed.some((path) => pattern.test(path)));
	const reading = all.filter((path) => readers.some(([, pattern]) => pattern.test(path)));
	const existing = changed.filter((path) => all.includes(path));
	return [...new Set([...existing, ...reading])].sort();
}
