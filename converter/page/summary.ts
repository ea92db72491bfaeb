import type { Pasted } from '../pasted';

/** What is counted before a conversion. */
export const NOUNS = { workflow: 'node', curl: 'command', body: 'request body' } as const;

/** The noun for this many things. */
export const nounFor = (count: number, noun: string): string =>
	count === 1 ? noun : `${noun.replace(/y$/, 'ie')}s`;

/** The result in one sentence. */
export function summaryOf({ kind, report }: Pasted): string {
	const { nodes, converted, untouched, check } = report;
	if (converted.length === 0) return 'Nothing was converted.';
	const before = `${nodes.before} ${nounFor(nodes.before, NOUNS[kind])} before`;
	const parts = [
		`Converted: ${before}, ${nodes.after} ${nounFor(nodes.after, 'node')} after`,
		...(untouched.length === 0 ? [] : [`${untouched.length} not converted`]),
		...(check.length === 0 ? [] : [`${check.length} to check by hand`]),
	];
	return `${parts.join(', ')}.`;
}
