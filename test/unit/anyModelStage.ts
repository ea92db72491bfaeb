import { anyModelFamilies, type AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import { modelsFor, type AnyModel } from '../../nodes/catalog/anyModel/models';
import type { AnyOperation } from '../../nodes/catalog/serves';
import { isProblem } from '../../nodes/transport/problem';
import { sentFor, type Common, type Sent } from '../property/commonInputs';

export const image = 'https://example.com/fox.png';
export const end = 'https://example.com/end.png';

export function anyModel(
	as: AnyOperation,
	id: string,
): { operation: AnyModelOperation; model: AnyModel } {
	const operation = anyModelFamilies
		.flatMap(({ operations }) => operations)
		.find(({ value }) => value === as);
	const model = modelsFor(as).find((one) => one.id === id);
	if (operation === undefined || model === undefined) throw new Error(`no ${as} of ${id}`);
	return { operation, model };
}

/** What a model is sent for a prompt and other common fields, or why nothing. */
export function sent(as: AnyOperation, id: string, common: Common): Sent | string {
	const { operation, model } = anyModel(as, id);
	const outcome = sentFor(operation, model, { prompt: 'a fox', ...common });
	return isProblem(outcome) ? `${outcome.message}. ${outcome.advice}` : outcome;
}
