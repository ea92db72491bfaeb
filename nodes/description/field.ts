import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';

import type { Choice, Field, MediaField, PlainField, RowsField } from '../catalog/vocabulary';

/** The list method that offers a field's usual values, see `listSearch.ts`. */
export const suggestionMethod = (parameter: string): string => `${parameter}Suggestions`;

export const TASK_LIST_METHOD = 'recentTasks';

export const optionsOf = (choices: readonly Choice[]): INodePropertyOptions[] =>
	choices.map(({ value, label, help }) => ({
		name: label,
		value,
		...(help === undefined ? {} : { description: help }),
	}));

const locator = (mode: string): INodeProperties['default'] => ({ __rl: true, mode, value: '' });

type Mode = INodePropertyMode['type'];
const LIST: Mode = 'list';
const TEXT: Mode = 'string';

const listMode = (searchListMethod: string, placeholder: string): INodePropertyMode => ({
	displayName: 'From List',
	name: 'list',
	type: LIST,
	placeholder,
	typeOptions: { searchListMethod, searchable: true },
});

const textMode = (
	name: string,
	displayName: string,
	placeholder: string,
	hint?: string,
): INodePropertyMode => ({
	displayName,
	name,
	type: TEXT,
	...(placeholder === '' ? {} : { placeholder }),
	...(hint === undefined ? {} : { hint }),
});

const binaryMode = textMode(
	'binary',
	'Binary Field',
	'e.g. data',
	'The name of the field of the input item that holds the file',
);

type Form = Omit<INodeProperties, 'displayName' | 'name'>;

const taskForm = (help: string, placeholder: string): Form => ({
	type: 'resourceLocator',
	default: locator('list'),
	description: help,
	modes: [listMode(TASK_LIST_METHOD, 'Choose a recent task'), textMode('id', 'By ID', placeholder)],
});

/** How a task is named: from the account's history, or by its ID. */
export const taskLocator = (help: string, placeholder: string): INodeProperties => ({
	displayName: 'Task',
	name: 'taskId',
	...taskForm(help, placeholder),
	required: true,
});

const mediaModes = ({ sentAs, placeholder }: MediaField): INodePropertyMode[] =>
	sentAs === 'base64'
		? [binaryMode, textMode('base64', 'Base64 Text', placeholder)]
		: [textMode('url', 'URL', placeholder), binaryMode];

function mediaLocator(field: MediaField): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const modes = mediaModes(field);
	return { type: 'resourceLocator', default: locator(modes[0]?.name ?? 'url'), modes };
}

const singular = (label: string): string => label.replace(/s$/, '');

function mediaForm(field: MediaField): Form {
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

/** n8n sends every field of a row, so what may be left out must be able to be empty. */
function rowPropertyOf(field: PlainField): INodeProperties {
	const property = propertyOf(field);
	if (field.required || field.type === 'text') return property;
	if (field.type === 'choice') {
		const unset = { name: '(Not Set)', value: '' };
		const choices = (property.options ?? []) as INodePropertyOptions[];
		return { ...property, default: '', options: [unset, ...choices] };
	}
	return {
		displayName: field.label,
		name: field.parameter,
		type: 'string',
		default: '',
		description: field.help,
		placeholder: field.placeholder,
	};
}

const rowsForm = ({ label, help, fields }: RowsField): Form => ({
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: `Add ${singular(label)}`,
		sortable: true,
	},
	default: {},
	description: help,
	options: [{ displayName: singular(label), name: 'items', values: fields.map(rowPropertyOf) }],
});

function formOf(field: Field): Form {
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
							listMode(suggestionMethod(field.parameter), `Choose ${field.label}`),
							textMode('id', 'By Value', field.placeholder),
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
			return mediaForm(field);
		case 'task':
			return taskForm(field.help, field.placeholder);
		case 'json':
			return { type: 'json', default: '', ...described };
		case 'rows':
			return rowsForm(field);
	}
}

/** The n8n property of a field. Inside a collection n8n knows no required fields. */
export const propertyOf = (field: Field): INodeProperties => ({
	displayName: field.label,
	name: field.parameter,
	...formOf(field),
	...(field.required ? { required: true } : {}),
});
