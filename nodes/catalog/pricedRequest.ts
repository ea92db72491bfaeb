import type { Price } from './price';
import type { Field, Operation, Variant } from './vocabulary';

/** What a request asks for, as far as its price goes. */
export interface PricedRequest {
	readonly model: string;
	readonly task_type: string;
	readonly input: Readonly<Record<string, unknown>>;
	readonly config?: Readonly<Record<string, unknown>>;
}

/** A request, with the operation that it is for. */
export interface Priced {
	readonly operation: Pick<Operation, 'fields' | 'rules'>;
	readonly variant: Pick<Variant, 'value'>;
	readonly price: Price;
	readonly input: PricedRequest['input'];
}

/** Undefined where the request and the facts leave it open. */
export type Known<T> = T | undefined;

/** An answer may write a value in another case, or a number as text. */
export const isSame = (one: unknown, other: unknown): boolean =>
	String(one).toLowerCase() === String(other).toLowerCase();

/** Such a task costs no credits, unless PiAPI moves it to its shared pool. */
export const isPrivate = ({ config = {} }: Pick<PricedRequest, 'config'>): boolean =>
	isSame(config.service_mode, 'private');

const ownAt = (container: unknown, key: string): unknown =>
	typeof container === 'object' && container !== null && Object.hasOwn(container, key)
		? (container as Readonly<Record<string, unknown>>)[key]
		: undefined;

/** What is at a path such as `settings[0].type`. */
export const inputAt = (input: unknown, path: string): unknown =>
	path
		.split(/[.[\]]+/)
		.filter((key) => key !== '')
		.reduce(ownAt, input);

export const isSet = (value: unknown): boolean =>
	value !== undefined &&
	value !== null &&
	value !== '' &&
	!(Array.isArray(value) && value.length === 0);

export const fieldAt = ({ operation }: Priced, path: string): Field | undefined =>
	operation.fields.find((field) => field.path === path);

/** What PiAPI uses when the field is not sent; undefined where only clients say so. */
const standardOf = (field: Field | undefined): unknown =>
	field !== undefined && 'standard' in field && field.standardConfidence === undefined
		? field.standard
		: undefined;

/** What the request sets, or what PiAPI then uses. */
export function valueAt(priced: Priced, path: string): Known<unknown> {
	const value = inputAt(priced.input, path);
	return isSet(value) ? value : standardOf(fieldAt(priced, path));
}

const numberIn = (value: unknown): Known<number> => {
	const number = Number.parseFloat(String(value));
	return Number.isFinite(number) ? number : undefined;
};

/** A number, also in a text such as `8s`. */
export const numberAt = (priced: Priced, path: string): Known<number> =>
	numberIn(valueAt(priced, path));

/** The sum of a number over the entries of a list; undefined without a list, or if an entry does not say the number. */
export function sumAt(priced: Priced, path: string, inner: string): Known<number> {
	const entries = inputAt(priced.input, path);
	if (!Array.isArray(entries) || entries.length === 0) return undefined;
	const list = fieldAt(priced, path);
	const field =
		list?.type === 'rows' ? list.fields.find((other) => other.path === inner) : undefined;
	return entries.reduce<Known<number>>((sum, entry: unknown) => {
		const number = numberIn(inputAt(entry, inner) ?? standardOf(field));
		return sum === undefined || number === undefined ? undefined : sum + number;
	}, 0);
}
