import type { FileNode } from '../workflow/workflowFile';
import type { Use } from './parts';
import type { Entries } from './paths';
import { recordOf, textOf } from '../json';

type Parameters = FileNode['parameters'];

/** The new name of a field that is named without an expression; undefined when it stays. */
export type Rename = (
	field: string,
	use?: Use,
) => { readonly name: string; readonly entries?: Entries } | undefined;

/** A name as the node reads it: `=data` is the plain word `data`. */
const nameIn = (given: unknown): string => {
	const text = textOf(given);
	return text.startsWith('=') && !text.includes('{{') ? text.slice(1).trim() : text.trim();
};

function ofAggregate(parameters: Parameters, rename: Rename): Parameters {
	const { fieldToAggregate: rows } = recordOf(parameters.fieldsToAggregate);
	if (!Array.isArray(rows)) return parameters;
	const renamed = rows.map((row: unknown) => {
		const { fieldToAggregate, renameField, outputFieldName } = recordOf(row);
		const field = nameIn(fieldToAggregate);
		const to = rename(field)?.name;
		if (to === undefined) return row;
		const own =
			renameField === true && outputFieldName
				? {}
				: { renameField: true, outputFieldName: field.split('.').pop() };
		return { ...recordOf(row), fieldToAggregate: to, ...own };
	});
	return { ...parameters, fieldsToAggregate: { fieldToAggregate: renamed } };
}

function ofSplitOut(parameters: Parameters, rename: Rename): Parameters {
	const fields = nameIn(parameters.fieldToSplitOut).split(',');
	const old = fields.map((field) => field.trim().replace(/^\$json\./, ''));
	const options = recordOf(parameters.options);
	// Objects are spread over the item; anything else is named after the list, and so are objects of several lists.
	const use = old.length > 1 || options.destinationFieldName ? undefined : 'entries';
	const found = old.map((field) => rename(field, use));
	const renamed = old.map((field, index) => found[index]?.name ?? field);
	if (renamed.every((field, index) => field === old[index])) return parameters;
	const isNamed = found.every((list) => list?.entries !== 'objects');
	const names =
		isNamed && !options.destinationFieldName ? { destinationFieldName: old.join(',') } : {};
	return { ...parameters, fieldToSplitOut: renamed.join(','), options: { ...options, ...names } };
}

function ofSort(parameters: Parameters, rename: Rename): Parameters {
	const { sortField: rows } = recordOf(parameters.sortFieldsUi);
	if (!Array.isArray(rows)) return parameters;
	const renamed = rows.map((row: unknown) => {
		const to = rename(nameIn(recordOf(row).fieldName))?.name;
		return to === undefined ? row : { ...recordOf(row), fieldName: to };
	});
	return { ...parameters, sortFieldsUi: { sortField: renamed } };
}

/** Comma-separated names in one parameter. */
function ofNames(parameters: Parameters, parameter: string, rename: Rename): Parameters {
	const old = nameIn(parameters[parameter])
		.split(',')
		.map((field) => field.trim());
	const renamed = old.map((field) => (field === '' ? field : (rename(field)?.name ?? field)));
	if (renamed.every((field, index) => field === old[index])) return parameters;
	return { ...parameters, [parameter]: renamed.join(',') };
}

/** Nodes that name fields without an expression read the new ones, and return them under their old names. */
export function renameFields({ type, parameters }: FileNode, rename: Rename): Parameters {
	switch (type) {
		case 'n8n-nodes-base.aggregate':
			return ofAggregate(parameters, rename);
		case 'n8n-nodes-base.splitOut':
			return ofSplitOut(parameters, rename);
		case 'n8n-nodes-base.sort':
			return ofSort(parameters, rename);
		case 'n8n-nodes-base.removeDuplicates':
			return ofNames(parameters, 'fieldsToCompare', rename);
		default:
			return parameters;
	}
}

const NAMED_HERE = new Set(
	[
		'aggregate',
		'splitOut',
		'sort',
		'removeDuplicates',
		'set',
		'stickyNote',
		'code',
		'function',
	].map((name) => `n8n-nodes-base.${name}`),
);
const DOTTED_NAME = /^=?(?:\$json\.)?([A-Za-z_]\w*(?:\.\w+|\[\d+\])+)$/;

function* plainTexts(value: unknown): Generator<string> {
	if (typeof value === 'string') yield value;
	else if (typeof value === 'object' && value !== null) {
		for (const inner of Object.values(value)) yield* plainTexts(inner);
	}
}

/** Texts of any other node that may be the names of fields, since they have dots in them. */
export const possibleNames = ({ type, parameters }: FileNode): string[] =>
	NAMED_HERE.has(type)
		? []
		: [...plainTexts(parameters)].flatMap((text) =>
				text.split(',').flatMap((part) => DOTTED_NAME.exec(part.trim())?.[1] ?? []),
			);
