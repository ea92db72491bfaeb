import { code, paragraphs, table } from '../../tools/markdown';
import { DEVIATION_KINDS } from './deviation';
import { dollars } from './prices';
import type { LiveReport, TaskReport } from './report';

const listed = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const fenced = (value: unknown): string =>
	['```json', JSON.stringify(value, null, 2), '```'].join('\n');

const unless = (isEmpty: boolean, title: string, text: string, otherwise: string): string =>
	paragraphs([`## ${title}`, isEmpty ? otherwise : text]);

function deviationsPart({ deviations }: LiveReport): string {
	const rows = deviations.map(({ kind, about, where, expected, found }) => [
		DEVIATION_KINDS[kind],
		about,
		code(where),
		expected,
		found,
	]);
	const text = table(['What', 'About', 'Where', 'Expected', 'Found'], rows);
	return unless(rows.length === 0, 'Deviations', text, 'None: PiAPI answers as the facts say.');
}

const joined = (values: readonly unknown[]): string =>
	values.length === 0 ? 'none' : values.map(String).join(', ');

function historyLine({ inHistoryAfter, foundBySearch }: TaskReport): string {
	if (inHistoryAfter === undefined) return '';
	if (inHistoryAfter === null) return 'History: never seen there';
	const found = foundBySearch === true ? 'would be found' : 'would not be found';
	return `History: seen after ${inHistoryAfter} s; a lost create ${found}`;
}

function readingLine({ reading }: TaskReport): string {
	if (reading === undefined) return '';
	const { status, files, costUsd } = reading;
	const cost = costUsd === undefined ? 'unknown' : dollars(costUsd);
	return `The package reads: ${status}, ${files} files, cost ${cost}`;
}

function taskPart(task: TaskReport): string {
	const { seconds, mark, cancel, inferred } = task;
	const lines = [
		`Outcome: ${task.outcome}${seconds === undefined ? '' : ` after ${seconds} s`}`,
		`Counted: at most ${dollars(task.worstUsd)}; ${task.estimate}`,
		`Statuses: ${joined(task.statuses)}`,
		...task.usage.map(
			({ when, type, frozen, consume }) =>
				`Usage at the ${when}: type ${String(type)}, frozen ${String(frozen)}, consume ${String(consume)}`,
		),
		task.echo && `Echo of the input: ${task.echo}`,
		`Links: ${joined(task.resultPlaces)}`,
		readingLine(task),
		historyLine(task),
		mark && `Mark in ${mark.sentIn}: returned in ${joined(mark.returnedIn)}`,
		cancel && `Cancel: ${cancel.http === null ? 'no answer' : `HTTP ${cancel.http}`}`,
		inferred.length > 0 && `Inferred in the facts, and settled here: ${inferred.join('; ')}`,
	];
	return paragraphs([
		`### ${task.operation} (${task.purpose})`,
		listed(lines.flatMap((line) => line || [])),
		fenced(task.forms),
	]);
}

/** The report for people. */
export function markdownOf(report: LiveReport): string {
	const { costs, stopped, tasks, questions, skipped } = report;
	const balance =
		costs.balanceDownUsd === null
			? 'The balance was not told twice.'
			: `The balance went down by ${dollars(costs.balanceDownUsd)}; other programs may use the account, too.`;
	return `${paragraphs([
		`# PiAPI against the facts, ${report.date}`,
		`Version ${report.packageVersion} against ${report.target}. The report shows the form of answers: no key, link, prompt, ID or name.`,
		...(stopped === null ? [] : [`**It stopped early.** ${stopped}`]),
		deviationsPart(report),
		'## Costs',
		`Cap ${dollars(costs.capUsd)}, counted at worst prices ${dollars(costs.committedUsd)}, cost as the package reads it ${dollars(costs.costUsd)}. ${balance}`,
		unless(tasks.length === 0, 'Tasks', paragraphs(tasks.map(taskPart)), 'None was created.'),
		unless(skipped.length === 0, 'Left out', listed(skipped), 'Nothing.'),
		'## Questions without cost',
		...questions.map(({ question, http, form }) =>
			paragraphs([
				`### ${question}`,
				http === null ? 'No answer came.' : `HTTP ${http}`,
				fenced(form),
			]),
		),
	])}\n`;
}
