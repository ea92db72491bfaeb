import type { INodeProperties } from 'n8n-workflow';

import { propertyOf } from '../../nodes/description/field';
import { propertiesOfFamily } from '../../nodes/description/properties';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';

/** The properties that an operation shows, in order, with everything else at its default. */
export function shownFor(
	properties: readonly INodeProperties[],
	operation: string,
): INodeProperties[] {
	const values = new Map<string, unknown>([['operation', operation]]);
	return properties.filter((property) => {
		const { show = {}, hide = {} } = property.displayOptions ?? {};
		const holds = ([name, wanted]: [string, unknown]): boolean =>
			(wanted as unknown[]).includes(values.get(name));
		const shown = Object.entries(show).every(holds) && !Object.entries(hide).some(holds);
		if (shown && property.name !== 'operation') values.set(property.name, property.default);
		return shown;
	});
}

/** The entries of an operation's Options collection. */
export const optionsOf = (shown: readonly INodeProperties[]): INodeProperties[] =>
	shown
		.filter(({ name }) => name === 'options')
		.flatMap(({ options = [] }) => options as INodeProperties[]);

const bareOperation: Operation = {
	value: 'bare',
	name: 'Bare',
	action: 'Do nothing',
	description: 'Do nothing',
	model: 'bare',
	taskType: 'bare',
	fields: [],
	results: [],
	confidence: 'documented',
	source: 'https://example.com',
};

const bareFamily: Family = {
	value: 'bare',
	name: 'Bare',
	kind: 'image',
	notice: 'Nothing.',
	operations: [bareOperation],
};

/** Every name that the node has of its own, on top and in Options: what is there without any field. */
export const ownNames: ReadonlySet<string> = new Set(
	propertiesOfFamily(bareFamily).flatMap(({ name, options = [] }) =>
		name === 'options'
			? [name, ...(options as INodeProperties[]).map((option) => option.name)]
			: [name],
	),
);

/** What of a field's form decides whether a value fits that was given in another operation. */
export function formKind(field: Field): string {
	const { type, modes, typeOptions } = propertyOf(field);
	return JSON.stringify([
		type,
		modes?.map(({ name }) => name),
		typeOptions?.multipleValues === true,
		typeOptions?.numberPrecision,
	]);
}

const holdsText = ({ type }: Field): boolean => ['text', 'task', 'media'].includes(type);

/** What in the form of an operation breaks the rules, apart from its order. */
export function formComplaints({ fields, name }: Operation): string[] {
	const firstFile = fields.find(({ type }) => type === 'media');
	const rules = (field: Field): Array<[boolean, string]> => [
		[ownNames.has(field.parameter), "takes a name of the node's own"],
		[field.required && !field.onTop, 'is needed and not on top'],
		[field.type === 'task' && !field.onTop, 'is an origin task and not on top'],
		[field.parameter === 'prompt' && !field.onTop, 'is the prompt and not on top'],
		[field === firstFile && !field.onTop, 'is the main file and not on top'],
		// On top n8n sends its default, which nobody chose.
		[field.onTop && !field.required && !holdsText(field), 'is on top and cannot be left empty'],
	];
	const blank = fields.some(({ onTop }) => onTop) ? [] : [`${name} opens blank`];
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
	const fields = families.flatMap(({ operations }) => operations.flatMap((one) => one.fields));
	for (const field of fields) {
		const known = kinds.get(field.parameter) ?? new Set();
		kinds.set(field.parameter, known.add(`${field.type} ${formKind(field)}`));
	}
	return [...kinds].filter(([, known]) => known.size > 1).map(([parameter]) => parameter);
}
