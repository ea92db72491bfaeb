import { anyModelFamilies } from './anyModel/families';
import { modelsFor } from './anyModel/models';
import type { AnyOperation } from './serves';
import { families, nodeTypeOf, variantsOf } from './index';
import type { Field, Operation, Variant } from './vocabulary';

/** Where a resource for any model offers an operation, and as which model. */
export interface OfferedAs {
	readonly resource: string;
	readonly operation: AnyOperation;
	/** What the parameter Model takes. */
	readonly id: string;
}

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
	readonly anyModel: readonly OfferedAs[];
}

const offeredAs = (operation: Operation, variant: Variant): OfferedAs[] =>
	anyModelFamilies.flatMap((family) =>
		family.operations.flatMap(({ value }) =>
			modelsFor(value)
				.filter((one) => one.operation === operation && one.model.value === variant.value)
				.map(({ id }) => ({ resource: family.value, operation: value, id })),
		),
	);

/** Every operation of every family, once for each model and task type that it makes. */
export const listOperations = (): ListedOperation[] =>
	families.flatMap((family) =>
		family.operations.flatMap((operation) =>
			variantsOf(operation).map((variant) => ({
				nodeType: nodeTypeOf(family),
				resource: family.value,
				operation: operation.value,
				model: variant.model,
				taskType: variant.taskType,
				fields: operation.fields.map(({ path, parameter, type, required, label, help }) => ({
					path,
					parameter,
					type,
					required,
					label,
					help,
				})),
				anyModel: offeredAs(operation, variant),
			})),
		),
	);
