import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { operationsOf } from '../catalog';
import { decimal, json, media, text, toggle } from '../catalog/fields';
import type { Family, Field, Operation } from '../catalog/vocabulary';
import { valueOf } from '../request/value';
import { isObject } from '../transport/envelope';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { Action } from '../execute/pipeline';
import type { TaskSource } from '../execute/jobs';
import { runTasks } from '../execute/tasks';

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

interface Row {
	readonly field: Field;
	readonly value: unknown;
}

/** The rows of Input Fields as fields of the catalog's kind, each with its value. */
function rowOf(entry: unknown, index: number): Row | Problem | undefined {
	const { name, valueType, value } = isObject(entry) ? entry : {};
	const path = textOf(name);
	if (path === '') {
		return textOf(value) === ''
			? undefined
			: createProblem({
					message: `Input Fields, row ${index + 1} has no name`,
					advice: 'Give the row the name of a field, or remove it.',
				});
	}
	const own = { label: path, help: path, parameter: `row${index}` };
	switch (valueType) {
		case 'binary':
			return {
				field: media(path, { ...own, media: 'image' }),
				value: { __rl: true, mode: 'binary', value },
			};
		case 'boolean':
			return { field: toggle(path, own), value };
		case 'json':
			return { field: json(path, { ...own, shape: 'any' }), value };
		case 'number':
			return { field: decimal(path, own), value };
		default:
			return { field: text(path, { ...own, rows: 1 }), value };
	}
}

function rowsOf(context: IExecuteFunctions, itemIndex: number): Row[] | Problem {
	if (context.getNodeParameter('inputAs', itemIndex, 'json') === 'json') {
		const value: unknown = context.getNodeParameter('input', itemIndex, '{}');
		return [{ field: json('', { label: 'Input', help: 'Input', parameter: 'input' }), value }];
	}
	const given: unknown = context.getNodeParameter('inputFields.items', itemIndex, []);
	const rows: Row[] = [];
	for (const [index, entry] of (Array.isArray(given) ? given : []).entries()) {
		const row = rowOf(entry, index);
		if (row === undefined) continue;
		if (isProblem(row)) return row;
		rows.push(row);
	}
	return rows;
}

/** The Config option; parsed already when it is an expression that gives an object. */
function configOf(context: IExecuteFunctions, itemIndex: number): IDataObject | Problem {
	const options: unknown = context.getNodeParameter('options', itemIndex, {});
	const given = isObject(options) ? options.customConfig : undefined;
	const value = valueOf(
		json('config', { label: 'Config', help: 'Config', parameter: 'customConfig' }),
		given,
	);
	if (value === 'unset') return {};
	return isProblem(value) ? value : (value.value as IDataObject);
}

/** An operation that stands in no catalog, made of what the item says. */
function sourceOf(
	context: IExecuteFunctions,
	itemIndex: number,
	families: readonly Family[],
): TaskSource | Problem {
	const [model = '', taskType = ''] = ['customModel', 'customTaskType'].map((name) =>
		textOf(context.getNodeParameter(name, itemIndex, '')),
	);
	const missing = model === '' ? 'Model Name' : taskType === '' ? 'Task Type' : undefined;
	if (missing !== undefined) {
		return createProblem({
			message: `${missing} is empty`,
			advice: `Fill in ${missing} as PiAPI's documentation gives it.`,
		});
	}
	const rows = rowsOf(context, itemIndex);
	if (isProblem(rows)) return rows;
	const config = configOf(context, itemIndex);
	if (isProblem(config)) return config;
	const [known] = operationsOf(families, model, taskType);
	const operation: Operation = {
		value: 'create',
		name: 'Create',
		action: 'Create a custom task',
		description: 'Make a task of any model and type',
		model,
		taskType,
		fields: rows.map(({ field }) => field),
		results: [],
		kind: known?.kind,
		typicalSeconds: known?.typicalSeconds,
		confidence: 'inferred',
		source: 'https://piapi.ai/docs/unified-api-schema',
	};
	return {
		operation,
		config,
		read: (field) => rows.find((row) => row.field === field)?.value,
	};
}

/** Creates any task. Source: https://piapi.ai/docs/unified-api-schema */
export const createCustomTask = (families: readonly Family[]): Action =>
	runTasks(families, {
		kind: 'create',
		makes: 'video',
		sourceOf: ({ context }, itemIndex) => sourceOf(context, itemIndex, families),
	});
