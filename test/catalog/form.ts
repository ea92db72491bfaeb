import type { INodeProperties } from 'n8n-workflow';

import { propertyOf } from '../../nodes/description/field';
import { propertiesOfFamily } from '../../nodes/description/properties';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';

type Values = ReadonlyMap<string, unknown>;

const holdsAmong =
	(values: Values) =>
	([name, wanted]: [string, unknown]): boolean =>
		(wanted as unknown[]).includes(values.get(name.replace('/', '')));

/** The properties that an operation shows, in order, with everything else at its default. */
export function shownFor(
	properties: readonly INodeProperties[],
	operation: string,
	resource?: string,
): INodeProperties[] {
	const values = new Map<string, unknown>([
		['operation', operation],
		...(resource === undefined ? [] : [['resource', resource] as const]),
	]);
	return properties.filter((property) => {
		const { show = {}, hide = {} } = property.displayOptions ?? {};
		const holds = holdsAmong(values);
		const shown = Object.entries(show).every(holds) && !Object.entries(hide).some(holds);
		if (shown && !['operation', 'resource'].includes(property.name))
			values.set(property.name, property.default);
		return shown;
	});
}

/** The entries of an operation's Options collection, also those that another field hides at first. */
export const optionsOf = (shown: readonly INodeProperties[]): INodeProperties[] =>
	shown
		.filter(({ name }) => name === 'options')
		.flatMap(({ options = [] }) => options as INodeProperties[]);

const bareOperation: Operation = {
	value: 'bare',
	name: 'Bare',
	description: 'Do nothing',
	model: 'bare',
	taskType: 'bare',
	variants: [
		{ value: 'a', label: 'A', model: 'bare', taskType: 'bare' },
		{ value: 'b', label: 'B', model: 'bare', taskType: 'bare-b' },
	],
	notice: 'Nothing.',
	fields: [],
	results: [],
	confidence: 'documented',
	source: 'https://example.com',
};

const bareFamily: Family = {
	value: 'bare',
	name: 'Bare',
	kind: 'image',
	availabilityNote: 'Nothing',
	operations: [bareOperation],
};

/** Every name that the node has of its own, on top and in Options: what is there without any field. */
export const ownNames: ReadonlySet<string> = new Set(
	propertiesOfFamily(bareFamily).flatMap(({ name, options = [] }) =>
		['options', 'taskOptions'].includes(name)
			? [name, ...(options as INodeProperties[]).map((option) => option.name)]
			: [name],
	),
);

/** A list keeps the values of its choices. */
const keptType = ({ type, options = [] }: INodeProperties): string => {
	if (type !== 'options') return type;
	const kinds = options.map((option) => ('value' in option ? typeof option.value : ''));
	const other = kinds.find((kind, index) => kind !== 'string' || index > 0);
	return other ?? 'string';
};

/** What of a property decides whether it takes a value that was given in another operation. */
export function formKind(property: INodeProperties): string {
	const { modes, typeOptions } = property;
	return JSON.stringify([
		keptType(property),
		modes?.map(({ name }) => name),
		typeOptions?.multipleValues === true,
		typeOptions?.numberPrecision,
	]);
}

const MOST_MAIN_FIELDS = 5;

/** What in the form of an operation breaks the rules, apart from its order. */
export function formComplaints({ fields, name }: Operation): string[] {
	// A file that belongs to a setting, such as a LoRA's, is not what the operation is about; nor is any beside a prompt
	// that is required.
	const isText = fields.some(({ path, required }) => path === 'prompt' && required);
	const firstFile = fields.find(({ type, path }) => type === 'media' && !path.includes('lora'));
	const rules = (field: Field): Array<[boolean, string]> => [
		[ownNames.has(field.parameter), "takes a name of the node's own"],
		[field.required && !field.onTop, 'is required and not on top'],
		[field.main && !field.onTop, 'is a main field and not on top'],
		[field.main && field.required, 'is a main field and required'],
		[field.type === 'task' && !field.onTop, 'is an origin task and not on top'],
		[field.parameter === 'prompt' && !field.onTop, 'is the prompt and not on top'],
		[field === firstFile && !isText && !field.onTop, 'is the main file and not on top'],
	];
	const blank = [
		...(fields.some(({ onTop }) => onTop) ? [] : [`${name} opens blank`]),
		...(fields.filter(({ main }) => main).length > MOST_MAIN_FIELDS
			? [`${name} has more than ${MOST_MAIN_FIELDS} main fields`]
			: []),
	];
	return [
		...blank,
		...fields.flatMap((field) =>
			rules(field)
				.filter(([isBroken]) => isBroken)
				.map(([, complaint]) => `${name}, ${field.path} ${complaint}`),
		),
	];
}

/** Parameters that are of one kind here and of another there. */
export function mixedParameters(families: readonly Family[]): string[] {
	const kinds = new Map<string, Set<string>>();
	const fields = families
		.flatMap(({ operations }) => operations.flatMap((one) => one.fields))
		.flatMap((field): Field[] =>
			field.type === 'rows'
				? [
						field,
						// Rows keep their values under the name of the list.
						...field.fields.map((inner) => ({
							...inner,
							parameter: `${field.parameter}.${inner.parameter}`,
						})),
					]
				: [field],
		);
	for (const field of fields) {
		const known = kinds.get(field.parameter) ?? new Set();
		kinds.set(field.parameter, known.add(formKind(propertyOf(field))));
	}
	return [...kinds].filter(([, known]) => known.size > 1).map(([parameter]) => parameter);
}
