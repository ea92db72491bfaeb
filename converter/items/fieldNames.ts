import { textOf } from '../calls/httpRequest';
import type { FileNode } from '../workflow/workflowFile';

type Parameters = FileNode['parameters'];
type Rename = (field: string) => string | undefined;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function ofAggregate(parameters: Parameters, rename: Rename): Parameters {
	const { fieldToAggregate: rows } = record(parameters.fieldsToAggregate);
	if (!Array.isArray(rows)) return parameters;
	const renamed = rows.map((row: unknown) => {
		const { fieldToAggregate, outputFieldName } = record(row);
		const field = textOf(fieldToAggregate);
		const to = rename(field);
		if (to === undefined) return row;
		const own = outputFieldName
			? {}
			: { renameField: true, outputFieldName: field.split('.').pop() };
		return { ...record(row), fieldToAggregate: to, ...own };
	});
	return { ...parameters, fieldsToAggregate: { fieldToAggregate: renamed } };
}

function ofSplitOut(parameters: Parameters, rename: Rename): Parameters {
	const fields = textOf(parameters.fieldToSplitOut).split(',');
	const old = fields.map((field) => field.trim().replace(/^\$json\./, ''));
	const renamed = old.map((field) => rename(field) ?? field);
	if (renamed.every((field, index) => field === old[index])) return parameters;
	const options = record(parameters.options);
	// The entries of a list of links are named after the list; objects are spread over the item.
	const isNamed = old.length > 1 || old.every((field) => field.endsWith('urls'));
	const names =
		isNamed && !options.destinationFieldName ? { destinationFieldName: old.join(',') } : {};
	return { ...parameters, fieldToSplitOut: renamed.join(','), options: { ...options, ...names } };
}

/** Nodes that name fields without an expression read the new ones, and hand them on by their old names. */
export function renameFields({ type, parameters }: FileNode, rename: Rename): Parameters {
	switch (type) {
		case 'n8n-nodes-base.aggregate':
			return ofAggregate(parameters, rename);
		case 'n8n-nodes-base.splitOut':
			return ofSplitOut(parameters, rename);
		default:
			return parameters;
	}
}
