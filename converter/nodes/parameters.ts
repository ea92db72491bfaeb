import type { IDataObject } from 'n8n-workflow';

import { families, variantsOf } from '../../nodes/catalog';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';
import { moreInput } from '../../nodes/catalog/sharedFields';
import { withoutDefaults } from '../../nodes/request/asParameter';
import { NO_DOWNLOAD } from '../../nodes/request/fitOperation';
import { topOf } from '../../nodes/request/moreInput';
import { customTaskFor, nodeFor } from '../../nodes/request/nodeFor';
import { setPath } from '../../nodes/request/objectPath';
import { Unclear } from '../calls/httpRequest';
import {
	Expression,
	isTemplateObject,
	piecesOf,
	type Template,
	type TemplateObject,
} from '../calls/template';

export const PIAPI_NODE = 'n8n-nodes-piapi-unified.piApi';

export interface NewNode {
	readonly type: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly notes: readonly string[];
	/** The results of the operation, where the catalog knows it. */
	readonly operation?: Operation;
}

export const withTaskOption = (
	parameters: NewNode['parameters'],
	name: string,
	value: string,
): NewNode['parameters'] => ({
	...parameters,
	taskOptions: { ...(parameters.taskOptions as object | undefined), [name]: value },
});

export interface Leaf {
	/** As in the catalog: `camera.type`, `images[]` for an entry of a list. */
	readonly path: string;
	readonly sample: string;
	readonly expression: Expression;
}

const sampleText = (index: number): string => `https://example.com/expression-${index}-of-body`;

/** The same value with a text instead of each expression. */
export function sampled(value: Template, path: string, leaves: Leaf[]): unknown {
	if (value instanceof Expression) {
		const sample = sampleText(leaves.length);
		leaves.push({ path, sample, expression: value });
		return sample;
	}
	if (Array.isArray(value)) return value.map((inner) => sampled(inner, `${path}[]`, leaves));
	if (!isTemplateObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			sampled(inner, path === '' ? key : `${path}.${key}`, leaves),
		]),
	);
}

/** A value that the field takes, instead of one that only the run knows. */
function valueFor(field: Field): unknown {
	switch (field.type) {
		case 'number': {
			const { minimum, maximum, above } = field;
			const lowest = minimum ?? (above === undefined ? 1 : above + 1);
			return maximum === undefined ? lowest : Math.min(lowest, maximum);
		}
		case 'boolean':
			return true;
		case 'choice':
			return field.choices[0]?.value;
		default:
			return undefined;
	}
}

const without = (path: string): string => path.replace(/\[\d*\]/g, '');

export const fieldAt = ({ fields }: Operation, path: string): Field | undefined =>
	fields.find((field) => without(field.path) === without(path));

/** Every sample becomes its expression again. */
export function restored(value: unknown, leaves: readonly Leaf[]): unknown {
	if (typeof value === 'string') {
		return leaves.find(({ sample }) => sample === value)?.expression.text ?? value;
	}
	if (Array.isArray(value)) return value.map((inner) => restored(inner, leaves));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, restored(inner, leaves)]),
	);
}

/** Notes with the expressions instead of their samples. */
const restoredNotes = (notes: readonly string[], leaves: readonly Leaf[]): string[] =>
	notes.map((note) =>
		leaves.reduce(
			(text, { sample, expression }) => text.replace(sample, () => expression.text),
			note,
		),
	);

/** JSON text in which each expression returns JSON. */
function jsonWithExpressions(text: string, leaves: readonly Leaf[]): string {
	const inText = (expression: Expression): string => {
		const pieces = piecesOf(expression.text.slice(1));
		const [only] = pieces;
		if (pieces.length === 1 && only?.code === true) return `{{ JSON.stringify(${only.text}) }}`;
		const parts = pieces.map(({ code, text: part }) =>
			code
				? `{{ JSON.stringify(String(${part})).slice(1, -1) }}`
				: JSON.stringify(part).slice(1, -1),
		);
		return `"${parts.join('')}"`;
	};
	return leaves.reduce(
		(json, { sample, expression }) =>
			json.replace(JSON.stringify(sample), () => inText(expression)),
		text,
	);
}

const INPUT = /^input\./;

/** The body with values that one operation takes; nodeFor then decides whether the operation sends it. */
function trial(body: TemplateObject, operation: Operation): { body: IDataObject; leaves: Leaf[] } {
	const leaves: Leaf[] = [];
	const given = sampled(body, '', leaves) as IDataObject;
	for (const { path } of leaves) {
		const field = fieldAt(operation, path.replace(INPUT, ''));
		const value = field && INPUT.test(path) ? valueFor(field) : undefined;
		if (value !== undefined) setPath(given, path, value);
	}
	return { body: given, leaves };
}

/**
 * Fields that are shown for some values of an expression. n8n would fill in their defaults, which the body does not
 * have.
 */
const unsetBeside = ({ fields }: Operation, leaves: readonly Leaf[]): Record<string, unknown> => {
	const changing = leaves.map(({ path }) => path.replace(INPUT, ''));
	return withoutDefaults(
		fields.filter(({ onlyFor }) => onlyFor && 'path' in onlyFor && changing.includes(onlyFor.path)),
	);
};

/** Puts expressions where the form has a number, a switch or a list. */
function withFieldExpressions(
	parameters: Readonly<Record<string, unknown>>,
	operation: Operation,
	leaves: readonly Leaf[],
): Record<string, unknown> {
	const onTop: Record<string, unknown> = { ...unsetBeside(operation, leaves), ...parameters };
	const options = { ...(parameters.options as object | undefined) } as Record<string, unknown>;
	for (const { path, expression } of leaves) {
		const field = fieldAt(operation, path.replace(INPUT, ''));
		if (field === undefined || valueFor(field) === undefined) continue;
		(field.onTop ? onTop : options)[field.parameter] = expression.text;
	}
	return Object.keys(options).length === 0 ? onTop : { ...onTop, options };
}

/** JSON text with its expressions; the text itself where there are none. */
function asJson(text: unknown, leaves: readonly Leaf[]): unknown {
	const given = String(text);
	const json = jsonWithExpressions(given, leaves);
	return json === given ? text : `=${json}`;
}

/** The parameters with the expressions of a JSON option. */
function withJsonOption(
	parameters: Readonly<Record<string, unknown>>,
	name: string,
	leaves: readonly Leaf[],
): Record<string, unknown> {
	const options = parameters.options as Record<string, unknown> | undefined;
	return options?.[name] === undefined
		? { ...parameters }
		: { ...parameters, options: { ...options, [name]: asJson(options[name], leaves) } };
}

/** Whether a value that replaces an expression is in More Input, where it looks like a value of the body. */
function hidesExpression(
	{ options }: Readonly<Record<string, unknown>>,
	operation: Operation,
	leaves: readonly Leaf[],
): boolean {
	const text = (options as Record<string, unknown> | undefined)?.[moreInput.parameter] ?? '{}';
	const more = Object.keys(JSON.parse(String(text)) as object);
	return leaves.some(({ path }) => {
		const place = path.replace(INPUT, '');
		const field = fieldAt(operation, place);
		return field !== undefined && valueFor(field) !== undefined && more.includes(topOf(place));
	});
}

/** The operation that sends the body, whatever its expressions return; undefined when none does. */
function asOperation(
	body: TemplateObject,
	family: Family,
	operation: Operation,
): NewNode | undefined {
	const { body: given, leaves } = trial(body, operation);
	const node = nodeFor(given);
	const { parameters } = node;
	const isMidjourney = parameters.resource === undefined || parameters.resource === family.value;
	if (!isMidjourney || parameters.operation !== operation.value) return undefined;
	if (hidesExpression(parameters, operation, leaves)) return undefined;
	const withMore = withJsonOption(parameters, moreInput.parameter, leaves);
	const whole = restored(withFieldExpressions(withMore, operation, leaves), leaves);
	return {
		type: node.type,
		parameters: whole as NewNode['parameters'],
		notes: restoredNotes(node.notes, leaves),
		operation,
	};
}

function asCustomTask(body: TemplateObject): NewNode {
	const leaves: Leaf[] = [];
	const given = sampled(body, '', leaves);
	const node = nodeFor(given);
	// An operation that sends the samples may still not send what the expressions return.
	const isCustom = node.parameters.resource === 'customTask';
	const { type, parameters, notes } = isCustom ? node : customTaskFor(given);
	const written = {
		...withJsonOption(parameters, 'customConfig', leaves),
		input: asJson(parameters.input, leaves),
	};
	return {
		type,
		parameters: restored(written, leaves) as NewNode['parameters'],
		notes: restoredNotes(notes, leaves),
	};
}

/** The node that creates the task of this body. */
export function nodeForTask(body: TemplateObject): NewNode | Unclear {
	const { model, task_type, input = {} } = body;
	if (input instanceof Expression) {
		return {
			type: PIAPI_NODE,
			parameters: {
				resource: 'customTask',
				operation: 'create',
				customModel: model instanceof Expression ? model.text : model,
				customTaskType: task_type instanceof Expression ? task_type.text : task_type,
				inputAs: 'json',
				input: input.text,
				...NO_DOWNLOAD,
			},
			notes: body.config === undefined ? [] : ['"config" was left out: set it under Task Options.'],
		};
	}
	try {
		for (const family of families) {
			for (const operation of family.operations) {
				const makes = variantsOf(operation).some(
					(variant) => variant.model === model && variant.taskType === task_type,
				);
				const node = makes ? asOperation(body, family, operation) : undefined;
				if (node) return node;
			}
		}
		return asCustomTask(body);
	} catch (error) {
		if (error instanceof TypeError) return new Unclear(error.message);
		throw error;
	}
}
