import { midjourney } from './midjourney';
import type { Family, Operation } from './vocabulary';

/** Every family, in the order of their names. */
export const families: readonly Family[] = [midjourney];

export { midjourney };

/** The operation that makes tasks of this model and type, if the catalog knows one. */
export function operationOf(
	known: readonly Family[],
	model: string,
	taskType: string,
): Operation | undefined {
	return known
		.flatMap((family) => family.operations)
		.find((operation) => operation.model === model && operation.taskType === taskType);
}
