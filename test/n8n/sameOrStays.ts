import type { Report } from '../../converter/report';
import type { Played, PlayedPair } from '../../tools/pairs/playPair';

/** What a conversion may come to: the calls stay, with a reason; or tasks and results are the same. */
export type Verdict = 'same' | 'stays with a line';

const lines = ({ untouched, check }: Report): string[] =>
	[...untouched, ...check].map(({ node, text }) => `${node}: ${text}`);

const outcomeOf = ({ tasks, results, failure }: Played) => ({ tasks, results, failure });

/** Compares two runs; throws, with the report, when the conversion changed what the workflow does. */
export function verdictOf({ before, after, report }: PlayedPair): Verdict {
	const { converted, untouched } = report;
	if (converted.length === 0) {
		const silent = untouched.length === 0 || untouched.some(({ text }) => text === '');
		if (silent) throw new Error('Nothing is converted, and no line says why');
		return 'stays with a line';
	}
	const [old, now] = [outcomeOf(before), outcomeOf(after)];
	expect({ ...now, report: lines(report) }).toEqual({ ...old, report: lines(report) });
	return 'same';
}
