import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';

import { standardOf } from '../catalog/fields';
import type {
	Choice,
	Field,
	MediaField,
	PlainField,
	RowsField,
	TextField,
} from '../catalog/vocabulary';

/** The list method that offers a field's usual values, see `listSearch.ts`. */
export const suggestionMethod = (parameter: string): string => `${parameter}Suggestions`;

/** Under the name `id` n8n would call it By ID. Longer labels, such as By Value, do not fit. */
const VALUE_MODE = 'value';

export const TASK_LIST_METHOD = 'recentTasks';

export const optionsOf = (choices: readonly Choice[]): INodePropertyOptions[] =>
	choices.map(({ value, label, help }) => ({
		name: label,
		value,
		...(help === undefined ? {} : { description: help }),
	}));

/** Without `__rl`, which n8n adds by itself. */
const locator = (mode: string, standard = ''): INodeProperties['default'] => ({
	mode,
	value: standard,
	...(standard === '' ? {} : { cachedResultName: standard }),
});

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
	'Binary',
	'e.g. data',
	'The name of the input field that contains the file',
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
		? [binaryMode, textMode('base64', 'Base64', placeholder)]
		: [textMode('url', 'URL', placeholder), binaryMode];

function mediaLocator(field: MediaField): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const modes = mediaModes(field);
	return { type: 'resourceLocator', default: locator(modes[0]?.name ?? 'url'), modes };
}

const singular = (label: string): string => label.replace(/s$/, '');

/**
 * n8n shows the placeholder on the button of a list in a collection, and the text of the button elsewhere. A list begins
 * without rows, so that an empty one is never what the form itself put there.
 */
const listForm = (entry: string, row: readonly INodeProperties[]): Form => ({
	type: 'fixedCollection',
	placeholder: `Add ${entry}`,
	typeOptions: {
		multipleValues: true,
		multipleValueButtonText: `Add ${entry}`,
		sortable: true,
	},
	default: {},
	options: [{ displayName: entry, name: 'items', values: [...row] }],
});

function mediaForm(field: MediaField): Form {
	if (!field.multiple) return { ...mediaLocator(field), description: field.help };
	const row: INodeProperties = {
		displayName: 'File',
		name: 'file',
		...mediaLocator(field),
		description: 'A link, a binary field, or a list of links',
	};
	return { ...listForm(singular(field.label), [row]), description: field.help };
}

/** Sends nothing, so that the model's own default applies. */
const UNSET: INodePropertyOptions = { name: "(Model's Default)", value: '' };

const NOT_SET: INodePropertyOptions = { name: '(Not Set)', value: '' };

/** n8n sends every field of a row, so what may be left out must be able to be empty. */
function rowPropertyOf(field: PlainField): INodeProperties {
	const property = propertyOf(field);
	if (field.required || field.type === 'text') return property;
	if (field.type === 'choice') {
		return { ...property, default: '', options: [NOT_SET, ...optionsOf(field.choices)] };
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

const rowsForm = ({ label, help, fields, entry = singular(label) }: RowsField): Form => ({
	...listForm(entry, fields.map(rowPropertyOf)),
	description: help,
});

/**
 * A main field is part of each request, and an option without a known default must not change the result when it is
 * added: both need a choice that sends nothing.
 */
const withUnset = (field: Field, options: INodePropertyOptions[]): INodePropertyOptions[] =>
	!field.required && (field.main || standardOf(field) === undefined)
		? [UNSET, ...options]
		: options;

const YES_OR_NO: INodePropertyOptions[] = [
	{ name: 'Yes', value: true },
	{ name: 'No', value: false },
];

function listOf(field: Field, options: INodePropertyOptions[]): Form {
	const usual = standardOf(field) ?? '';
	return {
		type: 'options',
		default: usual,
		description: field.help,
		options: withUnset(field, options),
	};
}

function textForm(field: TextField): Form {
	const { parameter, label, help, placeholder, rows, suggestions, freeText, standard = '' } = field;
	if (suggestions === undefined) {
		return {
			type: 'string',
			default: standard,
			...(rows === undefined ? {} : { typeOptions: { rows } }),
			description: help,
			...(placeholder === '' ? {} : { placeholder }),
		};
	}
	if (freeText !== true) return listOf(field, optionsOf(suggestions));
	return {
		type: 'resourceLocator',
		default: locator('list', standard),
		description: help,
		modes: [
			listMode(suggestionMethod(parameter), `Choose ${label}`),
			textMode(VALUE_MODE, 'Value', placeholder),
		],
	};
}

function formOf(field: Field): Form {
	const described = {
		description: field.help,
		...(field.placeholder === '' ? {} : { placeholder: field.placeholder }),
	};
	switch (field.type) {
		case 'text':
			return textForm(field);
		case 'number': {
			const { minimum, maximum, suggestions } = field;
			if (suggestions !== undefined) return listOf(field, optionsOf(suggestions));
			return {
				type: 'number',
				default: field.standard ?? '',
				typeOptions: {
					...(field.integer ? { numberPrecision: 0 } : {}),
					...(minimum === undefined ? {} : { minValue: minimum }),
					...(maximum === undefined ? {} : { maxValue: maximum }),
				},
				...described,
				placeholder:
					field.placeholder === '' ? `e.g. ${minimum ?? maximum ?? 1}` : field.placeholder,
			};
		}
		case 'boolean':
			return field.standard === undefined || field.main
				? listOf(field, YES_OR_NO)
				: { type: 'boolean', default: field.standard, description: field.help };
		case 'choice':
			return listOf(field, optionsOf(field.choices));
		case 'media':
			return mediaForm(field);
		case 'task':
			return taskForm(field.help, field.placeholder);
		case 'json':
			return { type: 'json', default: field.shape === 'array' ? '[]' : '{}', ...described };
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
