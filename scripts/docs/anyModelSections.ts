import type { AnyModelFamily, AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import type { Field } from '../../nodes/catalog/vocabulary';
import { headingOf } from './headings';
import { anchorOf, link, paragraphs, table } from './markdown';
import { valuesOf } from './values';

/** The model has a page of its own. */
function valuesIn({ modelField }: AnyModelOperation, field: Field, models: string): string {
	if (field === modelField) return link('a model', models);
	return field.type === 'rows' ? `rows of ${link('models', models)}` : valuesOf(field);
}

function operationSection(family: AnyModelFamily, operation: AnyModelOperation): string {
	const heading = headingOf(family, operation);
	const models = `models.md${anchorOf(heading)}`;
	const rows = operation.fields.map((field) => [
		field.label,
		field.required ? 'yes' : 'no',
		field.onTop ? 'above Options' : 'Options',
		valuesIn(operation, field, models),
		field.help,
	]);
	return paragraphs([
		`### ${heading}`,
		`${operation.description}: see ${link('the models', models)} and what each of them takes.`,
		table(['Field', 'Required', 'In the form', 'Values', 'What it does'], rows),
	]);
}

/** The resources that choose a model of any family, as sections of the page of operations. */
export const anyModelSections = (families: readonly AnyModelFamily[]): string =>
	paragraphs(
		families.flatMap((family) => [
			`## ${family.name}`,
			'The task is created by an operation of the model. What the model lacks is not sent, and a hint says so. A value that it does not offer is refused before anything is created.',
			...family.operations.map((operation) => operationSection(family, operation)),
		]),
	);
