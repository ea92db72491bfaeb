import type { IDataObject } from 'n8n-workflow';

import { operationsOf } from '../catalog';
import { decimal, json, media, text, toggle } from '../catalog/fields';
import { INPUT_FORMS, INPUT_TYPES } from '../catalog/settingChoices';
import type { Choice, Family, Field, Operation } from '../catalog/vocabulary';
import { allRead, emptyProblem, readChoice, readText, required, wrong } from '../request/readValue';
import { isCalled, readRow, rowsIn } from '../request/row';
import { valueOf } from '../request/value';
import { isObject } from '../transport/json';
import { isProblem, type Problem } from '../transport/problem';
import type { TaskSource } from '../execute/jobs';
import type { Parameters } from '../execute/parameters';
import type { Action } from '../execute/pipeline';
import { runTasks } from '../execute/tasks';

interface Row {
	readonly field: Field;
	readonly value: unknown;
}

const NAME = { parameter: 'name', label: 'Name', path: 'name' };
const TYPE = { parameter: 'valueType', label: 'Type', path: 'type' };
const VALUE = { parameter: 'value', label: 'Value', path: 'value' };

/** A row that an expression returns may leave the type out: its value is JSON already. */
function typeOf(value: unknown): Choice['value'] {
	if (typeof value === 'number' || typeof value === 'boolean') return typeof value;
	return typeof value === 'object' ? 'json' : 'text';
}

/** The rows of Input Fields as fields of the catalog's kind, each with its value. */
function rowOf(entry: unknown, index: number): Row | Problem | undefined {
	const label = `Input Fields, row ${index + 1}`;
	const row = readRow(label, [NAME, TYPE, VALUE], entry);
	if (row === 'unset') return undefined;
	if (isProblem(row)) return row;
	const value = row.get(VALUE);
	const hasType = isObject(entry) && Object.keys(entry).some((name) => isCalled(TYPE, name));
	const read = allRead({
		name: readText(label, row.get(NAME)),
		type: hasType
			? required(`${label}: Type`, readChoice(`${label}: Type`, INPUT_TYPES, row.get(TYPE)))
			: typeOf(value),
	});
	if (isProblem(read)) return read;
	const path = (read.name ?? '').trim();
	if (path === '') {
		return value === undefined
			? undefined
			: wrong(label, 'has no name', 'Enter a name for the row, or remove it.');
	}
	const own = { label: path, help: path, parameter: `row${index}` };
	switch (read.type) {
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

/** n8n fills in an empty form where it does not know the given one, so an empty input does not count as chosen. */
function rowsOf(parameters: Parameters, itemIndex: number): Row[] | Problem {
	const given = parameters.read('inputAs', itemIndex, { usual: 'json' });
	const form = required('Input As', readChoice('Input As', INPUT_FORMS, given));
	if (isProblem(form)) return form;
	if (form === 'json') {
		const field = json('', { label: 'Input', help: 'Input', parameter: 'input' });
		const value: unknown = parameters.read('input', itemIndex);
		return valueOf(field, value) === 'unset' ? emptyProblem(field.label) : [{ field, value }];
	}
	const entries = rowsIn(parameters.read('inputFields', itemIndex));
	if (entries === undefined) {
		return wrong(
			'Input Fields',
			'is not a list',
			'Set Input Fields to a list of rows, also as JSON.',
		);
	}
	const rows: Row[] = [];
	for (const [index, entry] of entries.entries()) {
		const row = rowOf(entry, index);
		if (row === undefined) continue;
		if (isProblem(row)) return row;
		rows.push(row);
	}
	return rows.length === 0 ? emptyProblem('Input Fields') : rows;
}

/** The Config option; an object already when an expression returns one. */
function configOf(parameters: Parameters, itemIndex: number): IDataObject | Problem {
	const field = json('config', { label: 'Config', help: 'Config', parameter: 'customConfig' });
	const value = valueOf(
		field,
		parameters.entry('options', field.parameter, itemIndex, field.label),
	);
	if (value === 'unset') return {};
	return isProblem(value) ? value : (value.value as IDataObject);
}

/** An operation that is not in the catalog, put together from the item's parameters. */
function sourceOf(
	parameters: Parameters,
	itemIndex: number,
	families: readonly Family[],
): TaskSource | Problem {
	const named = (label: string, name: string): string | Problem =>
		required(label, readText(label, parameters.read(name, itemIndex, { label })));
	const names = allRead({
		model: named('Model Name', 'customModel'),
		taskType: named('Task Type', 'customTaskType'),
	});
	if (isProblem(names)) return names;
	const [model, taskType] = [names.model.trim(), names.taskType.trim()];
	const rows = rowsOf(parameters, itemIndex);
	if (isProblem(rows)) return rows;
	const config = configOf(parameters, itemIndex);
	if (isProblem(config)) return config;
	const same = operationsOf(families, model, taskType);
	const [known] = same;
	const operation: Operation = {
		value: 'create',
		name: 'Create',
		description: 'Create a task of any model and type',
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
		priced: same,
		config,
		read: (field) => rows.find((row) => row.field === field)?.value,
	};
}

/** Creates any task. Source: https://piapi.ai/docs/unified-api-schema */
export const createCustomTask = (families: readonly Family[]): Action =>
	runTasks(families, {
		kind: 'create',
		makes: 'video',
		sourceOf: ({ parameters }, itemIndex) => sourceOf(parameters, itemIndex, families),
	});
