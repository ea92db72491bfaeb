import { midjourney } from './midjourney';
import type { Family, Field, Operation, Variant } from './vocabulary';

/** Every family, in the order of their names. */
export const families: readonly Family[] = [midjourney];

/** Midjourney has a node of its own. */
export const piApiFamilies: readonly Family[] = families.filter(
	({ value }) => value !== 'midjourney',
);

export { midjourney };

/** What an operation can make: its only model and task type, or those of its variants. */
export const variantsOf = (operation: Operation): readonly Variant[] =>
	operation.variants ?? [
		{
			value: operation.taskType,
			label: operation.name,
			model: operation.model,
			taskType: operation.taskType,
		},
	];

const makes = (operation: Operation, model: string, taskType: string): boolean =>
	variantsOf(operation).some((variant) => variant.model === model && variant.taskType === taskType);

/** The operations that make tasks of this model and type; several when versions differ in their fields. */
export const operationsOf = (
	known: readonly Family[],
	model: string,
	taskType: string,
): Operation[] =>
	known
		.flatMap(({ operations }) => operations)
		.filter((operation) => makes(operation, model, taskType));

/** Whether tasks of this model and type are the family's; models of several families go by the type. */
export const isOfFamily = (
	known: readonly Family[],
	{ operations }: Family,
	model: string,
	taskType: string,
): boolean =>
	operations.some((operation) => makes(operation, model, taskType)) ||
	(operationsOf(known, model, taskType).length === 0 &&
		operations.some((operation) =>
			variantsOf(operation).some((variant) => variant.model === model),
		));

const PACKAGE = 'n8n-nodes-piapi-unified';

/** The n8n type of the node that offers a family. */
export const nodeTypeOf = (family: Pick<Family, 'value'>): string =>
	`${PACKAGE}.${family.value === midjourney.value ? 'midjourney' : 'piApi'}`;

/** One operation as other programs see it. */
export interface ListedOperation {
	readonly nodeType: string;
	readonly resource: string;
	readonly operation: string;
	readonly model: string;
	readonly taskType: string;
	readonly fields: ReadonlyArray<
		Pick<Field, 'path' | 'parameter' | 'type' | 'required' | 'label' | 'help'>
	>;
}

/** Every operation of every family, once for each model and task type that it makes. */
export const listOperations = (): ListedOperation[] =>
	families.flatMap((family) =>
		family.operations.flatMap((operation) =>
			variantsOf(operation).map(({ model, taskType }) => ({
				nodeType: nodeTypeOf(family),
				resource: family.value,
				operation: operation.value,
				model,
				taskType,
				fields: operation.fields.map(({ path, parameter, type, required, label, help }) => ({
					path,
					parameter,
					type,
					required,
					label,
					help,
				})),
			})),
		),
	);
