import type { AnyModelFamily, AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import type { Field } from '../../nodes/catalog/vocabulary';
import { headingOf } from './headings';
import { anchorOf, link, paragraphs, table } from '../../tools/markdown';
import { valuesOf } from './values';

/** The models have a page of their own. */
function valuesIn({ modelField }: AnyModelOperation, field: Field, models: string): string {
	if (field === modelField) return link('a model', models);
	return field.type === 'rows' ? `rows of ${link('models', models)}` : valuesOf(field);
}

/** The section of an operation that takes any model, on the page of its resource. */
export function anyModelSection(family: AnyModelFamily, operation: AnyModelOperation): string {
	const models = `../models.md${anchorOf(headingOf(family, operation))}`;
	const rows = operation.fields.map((field) => [
		field.label,
		field.required ? 'yes' : 'no',
		field.onTop ? 'above Options' : 'Options',
		valuesIn(operation, field, models),
		field.help,
	]);
	return paragraphs([
		`## ${operation.name}`,
		`${operation.description}: see ${link('the models', models)} and what each of them takes.`,
		table(['Field', 'Required', 'In the form', 'Values', 'What it does'], rows),
	]);
}
