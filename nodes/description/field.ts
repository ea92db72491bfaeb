import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';

import type { Choice, Field, MediaField } from '../catalog/vocabulary';

/** The list method that offers a field's usual values, see `listSearch.ts`. */
export const suggestionMethod = (parameter: string): string => `${parameter}Suggestions`;

export const TASK_LIST_METHOD = 'recentTasks';

const optionsOf = (choices: readonly Choice[]): INodePropertyOptions[] =>
	choices.map(({ value, label, help }) => ({
		name: label,
		value,
		...(help === undefined ? {} : { description: help }),
	}));

const locator = (mode: string): INodeProperties['default'] => ({ __rl: true, mode, value: '' });

const listMode = (method: string, searchable: boolean): INodePropertyMode => ({
	displayName: 'From List',
	name: 'list',
	type: 'list',
	typeOptions: { searchListMethod: method, searchable },
});

const idMode = (displayName: string, placeholder: string): INodePropertyMode => ({
	displayName,
	name: 'id',
	type: 'string',
	...(placeholder === '' ? {} : { placeholder }),
});

/** How a task is named: from the account's history, or by its ID. */
export const taskLocator = (
	parameter: string,
	label: string,
	help: string,
	placeholder: string,
): INodeProperties => ({
	displayName: label,
	name: parameter,
	type: 'resourceLocator',
	default: locator('list'),
	required: true,
	description: help,
	modes: [listMode(TASK_LIST_METHOD, true), idMode('By ID', placeholder)],
});

const BINARY_MODE: INodePropertyMode = {
	displayName: 'Binary Field',
	name: 'binary',
	type: 'string',
	placeholder: 'e.g. data',
	hint: 'The name of the field of the input item that holds the file',
};

function mediaModes({ sentAs, placeholder }: MediaField): INodePropertyMode[] {
	const text = { type: 'string', ...(placeholder === '' ? {} : { placeholder }) } as const;
	return sentAs === 'base64'
		? [BINARY_MODE, { displayName: 'Base64 Text', name: 'base64', ...text }]
		: [{ displayName: 'URL', name: 'url', ...text }, BINARY_MODE];
}

function mediaLocator(field: MediaField): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const modes = mediaModes(field);
	return { type: 'resourceLocator', default: locator(modes[0]?.name ?? 'url'), modes };
}

const singular = (label: string): string => label.replace(/s$/, '');

function mediaProperty(field: MediaField): Omit<INodeProperties, 'displayName' | 'name'> {
	if (!field.multiple) return { ...mediaLocator(field), description: field.help };
	const row: INodeProperties = {
		displayName: 'File',
		name: 'file',
		...mediaLocator(field),
		description: 'A link, an expression that gives a list of links, or a binary field',
	};
	return {
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			multipleValueButtonText: `Add ${singular(field.label)}`,
			sortable: true,
		},
		default: { items: [{ file: row.default }] },
		description: field.help,
		options: [{ displayName: singular(field.label), name: 'items', values: [row] }],
	};
}

function typeOf(field: Field): Omit<INodeProperties, 'displayName' | 'name'> {
	const described = {
		description: field.help,
		...(field.placeholder === '' ? {} : { placeholder: field.placeholder }),
	};
	switch (field.type) {
		case 'text':
			return field.suggestions === undefined
				? {
						type: 'string',
						default: '',
						...(field.rows === undefined ? {} : { typeOptions: { rows: field.rows } }),
						...described,
					}
				: {
						type: 'resourceLocator',
						default: locator('list'),
						description: field.help,
						modes: [
							listMode(suggestionMethod(field.parameter), true),
							idMode('By Value', field.placeholder),
						],
					};
		case 'number': {
			const { minimum, maximum } = field;
			return {
				type: 'number',
				default: minimum ?? 0,
				typeOptions: {
					...(field.integer ? { numberPrecision: 0 } : {}),
					...(minimum === undefined ? {} : { minValue: minimum }),
					...(maximum === undefined ? {} : { maxValue: maximum }),
				},
				...described,
			};
		}
		case 'boolean':
			return { type: 'boolean', default: false, description: field.help };
		case 'choice':
			return {
				type: 'options',
				default: field.choices[0]?.value ?? '',
				description: field.help,
				options: optionsOf(field.choices),
			};
		case 'media':
			return mediaProperty(field);
		case 'task': {
			const { parameter, label, help, placeholder } = field;
			const { displayName: _, name: __, ...rest } = taskLocator(parameter, label, help, placeholder);
			return rest;
		}
	}
}

/** The n8n property of a field. */
export function propertyOf(field: Field): INodeProperties {
	const property = { displayName: field.label, name: field.parameter, ...typeOf(field) };
	const { required: _, ...optional } = property;
	// Inside a collection n8n knows no required fields.
	return field.required ? { ...optional, required: true } : optional;
}
