import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { families, variantsOf } from '../../nodes/catalog';
import { standardOf } from '../../nodes/catalog/fields';
import type { Family, Field, Operation, Variant } from '../../nodes/catalog/vocabulary';
import { allFields, neededFields, place, sampleOf } from '../catalog/sampleValues';
import { NO_DOWNLOAD } from './setting';

/** An operation with a model and the fields that are set. */
export interface OperationCase {
	readonly family: Family;
	readonly operation: Operation;
	readonly variant: Variant;
	readonly fields: readonly Field[];
}

/** Every operation with each of its models, with what is required and with everything. */
export const operationCases = families.flatMap((family) =>
	family.operations.flatMap((operation) =>
		variantsOf(operation).flatMap((variant, index) => {
			const one = { family, operation, variant };
			const needed: OperationCase = { ...one, fields: neededFields(operation) };
			const all: OperationCase = { ...one, fields: allFields(operation, variant.value) };
			const name = `${family.name}, ${operation.name}`;
			return [
				[name, `${variant.label}, what is required`, needed] as const,
				...(index === 0 ? [[name, 'everything', all] as const] : []),
			];
		}),
	),
);

export function parametersOf({
	family,
	operation,
	variant,
	fields,
}: OperationCase): INodeParameters {
	const valueOf = (some: readonly Field[]): INodeParameters =>
		Object.fromEntries(some.map((field) => [field.parameter, sampleOf(field).parameter]));
	return {
		resource: family.value,
		operation: operation.value,
		...(operation.variants === undefined ? {} : { model: variant.value }),
		...valueOf(fields.filter(({ onTop }) => onTop)),
		options: valueOf(fields.filter(({ onTop }) => !onTop)),
		...NO_DOWNLOAD,
	};
}

/** What n8n fills in: the documented defaults of the fields on top that are shown and left as they are. */
function defaultsOf({
	operation,
	variant,
	fields,
}: OperationCase): Array<readonly [Field, unknown]> {
	const valueAt = (path: string): unknown => {
		const field = operation.fields.find((one) => one.path === path);
		if (field === undefined) return undefined;
		return fields.includes(field) ? sampleOf(field).sent : standardOf(field);
	};
	const isShown = ({ onlyFor }: Field): boolean => {
		if (onlyFor === undefined) return true;
		if ('models' in onlyFor) return onlyFor.models.includes(variant.value);
		return onlyFor.values.some((value) => value === valueAt(onlyFor.path));
	};
	return operation.fields
		.filter((field) => field.onTop && !fields.includes(field) && isShown(field))
		.flatMap((field) => {
			const standard = standardOf(field);
			return standard === undefined ? [] : [[field, standard] as const];
		});
}

/** The body that PiAPI gets, put together without the code that reads parameters. */
export function bodyOf(one: OperationCase): IDataObject {
	const { operation, variant, fields } = one;
	const input: IDataObject = {};
	for (const { beside, values } of operation.completions ?? []) {
		if (!fields.some(({ path }) => path.startsWith(`${beside}.`))) continue;
		Object.entries(values).forEach(([path, value]) => place(input, path, value));
	}
	Object.entries(operation.fixed ?? {}).forEach(([path, value]) => place(input, path, value));
	fields.forEach((field) => place(input, field.path, sampleOf(field).sent));
	defaultsOf(one).forEach(([field, standard]) => place(input, field.path, standard));
	return {
		model: variant.model,
		task_type: variant.taskType,
		input,
		...(operation.serviceMode === undefined
			? {}
			: { config: { service_mode: operation.serviceMode } }),
	};
}
