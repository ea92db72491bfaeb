import { midjourney } from '../../nodes/catalog';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { resourceOf } from '../../nodes/description/properties';
import { operationsThatMake, taskKey } from '../../tools/facts/coverage';
import { creating, type FamilyFacts, type TaskFacts } from '../../tools/facts/facts';
import { addressOf } from './headings';
import { code, link, paragraphs, table } from '../../tools/markdown';

interface CoverageData {
	readonly families: readonly Family[];
	readonly familyFacts: (family: string) => FamilyFacts;
	/** Why a task type has no operation, by `taskKey`. */
	readonly leftOut: Readonly<Record<string, string>>;
	/** Why a family has none at all. */
	readonly noTasks: Readonly<Record<string, string>>;
}

/** One row: a task type with those models that the same operations make. */
interface Row {
	readonly models: readonly string[];
	readonly taskType: string;
	readonly operations: readonly Operation[];
	readonly reason: string | undefined;
	readonly confidence: string;
}

function rowsOf(family: Family, { familyFacts, leftOut }: CoverageData): Row[] {
	const tasks = creating(familyFacts(family.value));
	return tasks.flatMap((task) =>
		task.taskTypes.flatMap((taskType) => rowsOfTaskType(family, task, tasks, taskType, leftOut)),
	);
}

function rowsOfTaskType(
	family: Family,
	task: TaskFacts,
	tasks: readonly TaskFacts[],
	taskType: string,
	leftOut: CoverageData['leftOut'],
): Row[] {
	const rows = new Map<string, Row>();
	for (const model of task.models) {
		const operations = operationsThatMake(family, task, tasks, { model, taskType });
		const key = operations.map(({ value }) => value).join(' ');
		rows.set(key, {
			models: [...(rows.get(key)?.models ?? []), model],
			taskType,
			operations,
			reason: leftOut[taskKey(task, taskType)],
			confidence: task.confidence,
		});
	}
	return [...rows.values()];
}

/** As the nodes show it: the Midjourney node has no Resource to choose. */
const placeOf = (family: Family, operation: Operation): string => {
	const node =
		family.value === midjourney.value ? 'Midjourney' : `PiAPI > ${resourceOf(family).choice.name}`;
	return `${node} > ${link(operation.name, addressOf(family, operation))}`;
};

function offeredAs(family: Family, { operations, reason, taskType }: Row): string {
	if (operations.length > 0) {
		return operations.map((operation) => placeOf(family, operation)).join('; ');
	}
	if (reason === undefined)
		throw new Error(`${family.name} neither offers ${taskType} nor says why.`);
	return `Left out. ${reason}`;
}

const listed = (names: readonly string[]): string => names.map(code).join(', ');

const STATES: Readonly<Record<string, string>> = {
	live: 'Available when last checked',
	unknown: 'May be unavailable',
	discontinued: 'Discontinued',
};

const stateOf = (availability: string): string => STATES[availability] ?? availability;

/** Known about a family, and about parts of it where that differs. */
function availabilityOf({
	availability,
	availabilityDate,
	availabilityNote,
	availabilityOf: parts = [],
}: FamilyFacts): string {
	const state = `${stateOf(availability)} (${availabilityDate})`;
	return paragraphs([
		availability === 'live' ? `${state}.` : `${state}: ${availabilityNote}`,
		parts.length === 0
			? ''
			: table(
					['What', 'Availability', 'Date', 'Why', 'Source'],
					parts.map(({ what, availability: own, date, note, source }) => [
						what,
						stateOf(own),
						date,
						note,
						source,
					]),
				),
	]);
}

function familySection(family: Family, data: CoverageData): string {
	return paragraphs([
		`## ${family.name}`,
		availabilityOf(data.familyFacts(family.value)),
		table(
			['Model', 'Task type', 'Offered as', 'Known from'],
			rowsOf(family, data).map((row) => [
				listed(row.models),
				code(row.taskType),
				offeredAs(family, row),
				row.confidence,
			]),
		),
	]);
}

function summary(data: CoverageData): string {
	const rows = data.families.flatMap((family) => rowsOf(family, data));
	const offered = rows.filter(({ operations }) => operations.length > 0);
	const operations = data.families.flatMap((family) => family.operations);
	return `${offered.length} of the ${rows.length} task types below are offered, by ${operations.length} operations of ${data.families.length} families.`;
}

const INTRODUCTION = `# Coverage

<!-- Written from tools/facts, nodes/catalog and tools/facts/leftOut.ts by \`npm run docs\`. Change those, not this page. -->

For everyone who knows PiAPI's API: its task types, and where this package offers them. Send what is left out with **PiAPI > Custom Task > Create**. The
date in parentheses is the day, or the month, of the newest source about a family's availability.`;

const LEGEND = table(
	['Known from', 'What it means'],
	[
		['documented', "PiAPI's own page or schema says so"],
		['client-code', 'Programs of others send it, and it works for them'],
		['inferred', "Parts of the request are inferred from PiAPI's other models, or not known"],
	],
);

const withoutTasks = ({ noTasks, familyFacts }: CoverageData): string =>
	paragraphs([
		'## Without tasks',
		table(
			['Family', 'Why it has no task types here'],
			Object.entries(noTasks).map(([name, reason]) => [familyFacts(name).displayName, reason]),
		),
	]);

/** The page about what of PiAPI this package offers, as markdown that is not formatted yet. */
export const coveragePage = (data: CoverageData): string =>
	`${paragraphs([
		INTRODUCTION,
		summary(data),
		LEGEND,
		...data.families.map((family) => familySection(family, data)),
		withoutTasks(data),
	])}\n`;
