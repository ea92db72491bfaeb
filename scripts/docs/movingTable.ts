import { table } from './markdown';

/** What `bench/results.json` holds of the benchmark "moving": each figure after, and before as its baseline. */
export interface MovingFigures {
	readonly figures: ReadonlyArray<{
		readonly name: string;
		readonly median: number;
		readonly baseline?: { readonly median: number };
	}>;
}

const HEAD = ['Workflow', 'Nodes', 'Seconds', 'Requests'];
const COLUMNS = ['nodes', 'seconds', 'requests'];

const SUFFIX = / *: nodes$/;

/** One row for each workflow, in each cell what it was before and what it is after the conversion. */
export function movingTable({ figures }: MovingFigures): string {
	const cellOf = (name: string): string => {
		const figure = figures.find((one) => one.name === name);
		if (figure?.baseline === undefined) throw new Error(`There is no figure "${name}".`);
		return `${figure.baseline.median} → ${figure.median}`;
	};
	const workflows = figures.flatMap(({ name }) =>
		SUFFIX.test(name) ? name.replace(SUFFIX, '') : [],
	);
	return table(
		HEAD,
		workflows.map((workflow) => [
			workflow,
			...COLUMNS.map((column) => cellOf(`${workflow}: ${column}`)),
		]),
	);
}

const MARKS = ['<!-- written by npm run docs -->', '<!-- end -->'] as const;

/** The page with this text between its marks. */
export function betweenMarks(page: string, text: string): string {
	const [from, to] = MARKS.map((mark) => page.indexOf(mark));
	if (from === undefined || to === undefined || from < 0 || to < from) {
		throw new Error(`The page needs the lines "${MARKS.join('" and "')}".`);
	}
	return `${page.slice(0, from)}${MARKS[0]}\n\n${text}\n\n${page.slice(to)}`;
}
