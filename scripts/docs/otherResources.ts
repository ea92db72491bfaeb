import type { OperationForm, ResourceForm, Shown } from '../../nodes/description/form';
import { inWords } from '../../nodes/catalog/labels';
import { code, link, paragraphs, table } from '../../tools/markdown';
import { OTHER_OUTPUTS } from './otherOutputs';
import { defaultOfProperty, valuesOfProperty } from './propertyValues';

const FIELD_HEAD = ['Field', 'Required', 'In the form', 'Values', 'Default', 'What it does'];

/** As the form shows a value that a field depends on. */
function conditionOf({ when = {} }: Shown, { fields }: OperationForm): string {
	const parts = Object.entries(when).flatMap(([name, values]) => {
		const other = fields.find(({ property }) => property.name === name)?.property;
		if (other === undefined) return [];
		const labels = values.map((value) => defaultOfProperty({ ...other, default: value }));
		return [`${other.displayName} is ${inWords(labels, 'or')}`];
	});
	return parts.length === 0 ? '' : `; shown when ${inWords(parts, 'and')}`;
}

const rowOf = (form: OperationForm, shown: Shown, where: string): string[] => {
	const { property } = shown;
	return [
		property.displayName,
		property.required === true ? 'yes' : 'no',
		where,
		valuesOfProperty(property),
		defaultOfProperty(property),
		`${property.description ?? ''}${conditionOf(shown, form)}`,
	];
};

const isField = ({ property }: Shown): boolean => property.type !== 'notice';

function fieldsOf(form: OperationForm): string {
	const rows = [
		...[...form.fields, ...form.common]
			.filter(isField)
			.map((shown) => rowOf(form, shown, 'above Options')),
		...form.options.filter(isField).map((shown) => rowOf(form, shown, 'Options')),
	];
	return rows.length === 0 ? 'It has no fields.' : table(FIELD_HEAD, rows);
}

const taskOptionsOf = ({ taskOptions }: OperationForm): string =>
	taskOptions.length === 0
		? ''
		: `${link('Task Options', 'task-options.md')}: ${taskOptions.map(({ property }) => property.displayName).join(', ')}.`;

const namesIn = (text: string): string =>
	/^[\w, ]+$/.test(text) && !text.includes('Binary') ? text.split(', ').map(code).join(', ') : text;

function outputOf(resource: string, operation: string): string {
	const output = OTHER_OUTPUTS[`${resource}.${operation}`];
	if (output === undefined)
		throw new Error(`scripts/docs/otherOutputs.ts has nothing for ${resource}.${operation}`);
	if (typeof output === 'string') return `Result: ${output}.`;
	return paragraphs([
		'Result:',
		table(
			['In the item', 'What it is'],
			output.map(([names, meaning]) => [namesIn(names), meaning]),
		),
	]);
}

const operationPart = (resource: ResourceForm, form: OperationForm): string =>
	paragraphs([
		`### ${resource.choice.name}: ${form.choice.name}`,
		form.choice.description === undefined ? '' : `${form.choice.description}.`,
		form.notice === undefined ? '' : `> ${form.notice}`,
		fieldsOf(form),
		taskOptionsOf(form),
		outputOf(String(resource.choice.value), String(form.choice.value)),
	]);

/** A resource that is not a family of task types: its operations with their fields, and what they return. */
export const otherSection = (resource: ResourceForm): string =>
	paragraphs([
		`## ${resource.choice.name}`,
		resource.choice.description === undefined ? '' : `${resource.choice.description}.`,
		...resource.operations.map((form) => operationPart(resource, form)),
	]);
