import { standardOf } from '../catalog/fields';
import { inWords, labelOf, modelLabel, valueLabel } from '../catalog/labels';
import type { Field, Operation } from '../catalog/vocabulary';
import { mediaSources } from './mediaSources';
import { isEmpty } from './readValue';
import { locatorOf } from './locator';
import { valueOf } from './value';

/** What the request is about, for fields that only some models, or values of another field, take. */
interface Chosen {
	/** `value` of the operation's variant. */
	readonly model: string;
	readonly valueAt: (path: string) => unknown;
}

/** Whether the request takes the field. */
export function takes({ onlyFor }: Field, { model, valueAt }: Chosen): boolean {
	if (onlyFor === undefined) return true;
	if ('models' in onlyFor) return onlyFor.models.includes(model);
	const value = valueAt(onlyFor.path);
	return onlyFor.values.some((one) => one === value);
}

/** Whether the user set the field to something else than what the form begins with. */
function isSet(field: Field, raw: unknown, itemIndex: number): boolean {
	if (field.type === 'media') {
		const sources = mediaSources({ ...field, required: false }, raw, itemIndex);
		return !Array.isArray(sources) || sources.length > 0;
	}
	if (isEmpty(locatorOf(raw).value)) return false;
	const value = valueOf(field, raw);
	return value !== 'unset' && !('value' in value && value.value === standardOf(field));
}

/** What a field requires, by its labels. */
export function needOf(operation: Operation, { onlyFor }: Field): string {
	if (onlyFor === undefined) return '';
	if ('models' in onlyFor) {
		const models = onlyFor.models.map((model) => modelLabel(operation, model));
		return `Model ${inWords(models, 'or')}`;
	}
	const { path, values } = onlyFor;
	const labels = values.map((value) => valueLabel(operation, path, value));
	return `${labelOf(operation, path)} ${inWords(labels, 'or')}`;
}

/** What to tell the user about a field that is set and not sent; undefined when it is not set. */
export const notSentHint = (
	operation: Operation,
	field: Field,
	raw: unknown,
	itemIndex: number,
): string | undefined =>
	isSet(field, raw, itemIndex)
		? `${field.label} was not sent: it requires ${needOf(operation, field)}`
		: undefined;
