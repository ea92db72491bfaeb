import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { Field } from '../catalog/vocabulary';
import { isEmpty, wrong } from '../request/readValue';
import { locatorOf } from '../request/locator';
import { isObject } from '../transport/json';
import type { Problem } from '../transport/problem';
import { reasonOf } from './thrown';

/** The node's parameters. What holds no expression is read once for all items. */
export interface Parameters {
	/**
	 * The value for an item, with its expressions resolved; `usual`, or null, where the node does not have the parameter.
	 * `label` names it in errors. Throws a NodeOperationError when an expression fails.
	 */
	read(name: string, itemIndex: number, reading?: Reading): unknown;
	/**
	 * One entry of a collection, whose other entries may have expressions that fail; undefined where it is not set. n8n leaves
	 * nothing of an expression in place of the collection.
	 */
	entry(name: Collection, key: string, itemIndex: number, label: string): unknown;
	/** The index of the first row of a list in which nothing is set, not even an expression. */
	blankRow(name: string): number | undefined;
}

export type Collection = 'options' | 'taskOptions';

export interface Reading {
	readonly label?: string;
	readonly usual?: unknown;
}

/** n8n marks expressions by their first letter. */
export const holdsExpression = (raw: unknown): boolean =>
	typeof raw === 'string'
		? raw.startsWith('=')
		: typeof raw === 'object' && raw !== null && Object.values(raw).some(holdsExpression);

/** `options.aspectRatio` as Aspect Ratio: parameters are named after their labels. */
const labelOf = (name: string): string =>
	(name.split('.').pop() ?? name)
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.replace(/^./, (letter) => letter.toUpperCase());

export function openParameters(
	context: Pick<IExecuteFunctions, 'getNode' | 'getNodeParameter'>,
): Parameters {
	const constants = new Map<string, unknown>();
	const keys = new Map<Collection, readonly string[] | undefined>();
	const blankRows = new Map<string, number | undefined>();

	const rawOf = (name: string): unknown =>
		context.getNodeParameter(name, 0, null, { rawExpressions: true });

	const evaluate = (name: string, itemIndex: number, { label, usual }: Reading): unknown => {
		try {
			return context.getNodeParameter(name, itemIndex, usual ?? null);
		} catch (thrown) {
			const { message, description } = reasonOf(thrown);
			throw new NodeOperationError(context.getNode(), `${label ?? labelOf(name)}: ${message}`, {
				description,
				itemIndex,
			});
		}
	};

	const read = (name: string, itemIndex: number, reading: Reading = {}): unknown => {
		if (constants.has(name)) return constants.get(name);
		const value = evaluate(name, itemIndex, reading);
		if (!holdsExpression(rawOf(name))) constants.set(name, value);
		return value;
	};

	const keysOf = (name: Collection): readonly string[] | undefined => {
		if (!keys.has(name)) {
			const raw = rawOf(name);
			keys.set(name, isObject(raw) && holdsExpression(raw) ? Object.keys(raw) : undefined);
		}
		return keys.get(name);
	};

	return {
		read,
		entry(name, key, itemIndex, label) {
			const own = keysOf(name);
			if (own?.includes(key)) return read(`${name}.${key}`, itemIndex, { label });
			const whole = own === undefined ? read(name, itemIndex) : undefined;
			return isObject(whole) ? whole[key] : undefined;
		},
		blankRow(name) {
			if (!blankRows.has(name)) blankRows.set(name, blankRowIn(rawOf(name)));
			return blankRows.get(name);
		},
	};
}

const isBlank = (value: unknown): boolean =>
	isEmpty(locatorOf(value).value) || (isObject(value) && Object.values(value).every(isBlank));

function blankRowIn(raw: unknown): number | undefined {
	const rows = isObject(raw) && Array.isArray(raw.items) ? (raw.items as unknown[]) : [];
	const index = rows.findIndex((row) => isObject(row) && Object.values(row).every(isBlank));
	return index < 0 ? undefined : index;
}

/**
 * n8n replaces a row in a form that it does not know by an empty one, so an empty row does not count as chosen. One whose
 * expression returns nothing may be left out.
 */
function blankRowProblem(parameters: Parameters, field: Field): Problem | undefined {
	const { label, onTop, parameter } = field;
	const index = parameters.blankRow(onTop ? parameter : `options.${parameter}`);
	if (index === undefined) return undefined;
	const names =
		field.type === 'rows' ? field.fields.map((inner) => inner.parameter).join(', ') : 'file';
	return wrong(
		`${label}, row ${index + 1}`,
		'is empty',
		`Fill in the row, or remove it. In JSON, a row is an object with ${names}.`,
	);
}

const isList = (field: Field): boolean =>
	field.type === 'rows' || (field.type === 'media' && field.multiple);

/** Reads the parameters of catalog fields for one item, on top or in Options; a problem where a row is empty. */
export function fieldReader(parameters: Parameters, itemIndex: number): (field: Field) => unknown {
	return (field) => {
		const { onTop, parameter, label } = field;
		const blank = isList(field) ? blankRowProblem(parameters, field) : undefined;
		if (blank) return blank;
		return onTop
			? parameters.read(parameter, itemIndex, { label })
			: parameters.entry('options', parameter, itemIndex, label);
	};
}
