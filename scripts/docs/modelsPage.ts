import type { AnyModelFamily, AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import { costOfModel, modelsFor, type AnyModel } from '../../nodes/catalog/anyModel/models';
import type { CommonPath } from '../../nodes/catalog/serves';
import type { Family } from '../../nodes/catalog/vocabulary';
import { fileLimitOf, takingFields } from '../../nodes/request/anyModel';
import { atAGlance } from './atAGlance';
import { addressOf, headingOf } from './headings';
import { code, link, paragraphs, table } from '../../tools/markdown';
import { cellOf, COLUMNS } from './modelCells';

/** The other common fields that the model has, with the number of files. */
function takesOf({ commonFields }: AnyModelOperation, model: AnyModel): string {
	const taken = commonFields.flatMap(({ path, label, type }) => {
		const common = path as CommonPath;
		const fields = takingFields(model, common);
		if (COLUMNS.includes(common) || fields.length === 0) return [];
		const most = fileLimitOf(fields);
		return type !== 'media' || !label.endsWith('s')
			? [label]
			: [Number.isFinite(most) ? `${label} (at most ${most})` : label];
	});
	return taken.join(', ');
}

const timeOf = ({ operation: { typicalSeconds } }: AnyModel): string =>
	typicalSeconds === undefined ? '' : `${typicalSeconds} s`;

const pageOf = ({ family, operation }: AnyModel): string => addressOf(family, operation);

function operationSection(family: AnyModelFamily, operation: AnyModelOperation): string {
	const columns = operation.commonFields.filter(({ path }) => COLUMNS.includes(path as CommonPath));
	const models = modelsFor(operation.value);
	const hasTimes = models.some((model) => timeOf(model) !== '');
	const rows = models.map((model) => [
		link(model.name, pageOf(model)),
		code(model.id),
		takesOf(operation, model),
		...columns.map(({ path }) => cellOf(operation, model, path as CommonPath)),
		costOfModel(model) ?? 'Not known',
		...(hasTimes ? [timeOf(model)] : []),
	]);
	return paragraphs([
		`### ${headingOf(family, operation)}`,
		`${operation.description}: ${link('all fields of the form', addressOf(family, operation))}.`,
		table(
			[
				...['Model', 'ID', 'Takes', ...columns.map(({ label }) => label), 'Price'],
				...(hasTimes ? ['Usual time'] : []),
			],
			rows,
		),
	]);
}

/** Models that the catalog could offer, of families or operations that PiAPI may have stopped. */
function notOffered(families: readonly Family[]): string {
	const named = families.flatMap((family) =>
		family.operations
			.filter(({ availabilityNote = family.availabilityNote }) => availabilityNote !== undefined)
			.flatMap((operation) =>
				(operation.serves ?? []).flatMap(({ models }) =>
					models.map(({ name }) => [name, addressOf(family, operation)] as const),
				),
			),
	);
	const pages = new Map<string, string>();
	for (const [name, page] of named) if (!pages.has(name)) pages.set(name, page);
	return [...pages].map(([name, page]) => link(name, page)).join(', ');
}

const introduction = (count: number): string => `# Which model for what

<!-- Written from the catalog by \`npm run docs\`. Change \`serves\` in nodes/catalog, not this page. -->

For everyone who wants an image, a video, music, speech or a 3D model and is free to choose who generates it. The resources
with **(Any Model)** in their names offer these ${count} models in one form each. If you change the model, everything else stays.

![The form of Video (Any Model), with the list of models, their prices and times](images/any-model.png)

**If It Fails**, in Options, names the models to try next. The output then says which model it was, and lists the attempts:

![The output of a run whose first model failed](images/any-model-fallback.png)`;

const LEGEND = `## How to read the tables

**ID** is for expressions: set **Model** to \`{{ $json.model }}\`, and let the item contain an ID or a name. **Takes** lists
what a model reads besides the columns after it. An empty cell means that the model does not have the field: the value is not
sent, and a hint says so. A value that is not in the cell is refused before anything is created; where PiAPI does not document
what there is, it is sent with a hint. Where PiAPI documents no time, none is shown. The link of a
model leads to its own operation, which has more options.
[What each model costs](prices.md) has the source of each price.`;

/** The page about the models of "any model", as markdown that is not formatted yet. */
export function modelsPage(
	anyFamilies: readonly AnyModelFamily[],
	families: readonly Family[],
): string {
	const ids = anyFamilies.flatMap(({ operations }) =>
		operations.flatMap(({ value }) => modelsFor(value).map(({ id }) => id)),
	);
	return `${paragraphs([
		introduction(new Set(ids).size),
		atAGlance(anyFamilies),
		LEGEND,
		...anyFamilies.flatMap((family) => [
			`## ${family.name}`,
			...family.operations.map((operation) => operationSection(family, operation)),
		]),
		'## Not offered here',
		`PiAPI may have stopped these models, so only the resources of their own families offer them: ${notOffered(families)}.`,
	])}\n`;
}
