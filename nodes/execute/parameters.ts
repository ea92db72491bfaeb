import type { IExecuteFunctions } from 'n8n-workflow';

import type { Field } from '../catalog/vocabulary';
import { isObject } from '../transport/envelope';

/** Reads a field's parameter, on top or in Options. */
export function fieldReader(
	context: IExecuteFunctions,
	itemIndex: number,
): (field: Pick<Field, 'onTop' | 'parameter'>) => unknown {
	const given: unknown = context.getNodeParameter('options', itemIndex, {});
	const options = isObject(given) ? given : {};
	return ({ onTop, parameter }) =>
		onTop ? context.getNodeParameter(parameter, itemIndex, null) : options[parameter];
}
