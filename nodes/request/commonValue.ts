import type { AnyModel } from '../catalog/anyModel/models';
import type { CommonPath, KnownRange } from '../catalog/serves';
import type { Choice, Field } from '../catalog/vocabulary';
import { isProblem, type Problem } from '../transport/problem';
import { offeredValues } from './offeredValues';
import { quoted, wrong } from './readValue';
import { valueOf } from './value';

export type ValueField = Exclude<Field, { type: 'media' }>;

/** A value for a field of the model, with what the user should know about it. */
interface Fitted {
	readonly value: unknown;
	readonly hint?: string;
}

/** What users write after a number: 8 is `8s` in some models, 1080p is `1080P` and 1080 in others. */
const UNITS: Readonly<Partial<Record<CommonPath, RegExp>>> = {
	duration: /^(\d+(?:\.\d+)?) ?(?:s|sec|seconds?)$/,
	resolution: /^(\d+) ?p$/,
};

function withoutUnit(path: CommonPath, value: unknown): string {
	const text = String(value).trim().toLowerCase();
	const bare = UNITS[path]?.exec(text)?.[1] ?? text;
	return /^\d+(\.\d+)?$/.test(bare) ? String(Number(bare)) : bare;
}

/** Reads a common field. Its limits hold for every model. */
export const readCommon = (field: ValueField, raw: unknown): ReturnType<typeof valueOf> =>
	valueOf(
		field,
		field.type === 'number' && typeof raw === 'string'
			? withoutUnit(field.path as CommonPath, raw)
			: raw,
	);

export const notOffered = (
	label: string,
	value: unknown,
	{ name }: Pick<AnyModel, 'name'>,
	choices: readonly unknown[],
): Problem =>
	wrong(
		label,
		`is ${quoted(value)}, which ${name} does not offer`,
		`Choose one of ${choices.join(', ')}, or another model.`,
	);

/** A number as the values of a list are written: 5 is `5s` beside `8s`; undefined where not all are numbers. */
function writtenLike(
	values: ReadonlyArray<Choice['value']>,
	asked: string,
): Choice['value'] | undefined {
	if (!/^\d+(\.\d+)?$/.test(asked)) return undefined;
	if (values.every((value) => typeof value === 'number')) return Number(asked);
	const units = new Set(values.map((value) => /^\d+([a-z]*)$/i.exec(String(value))?.[1]));
	const [unit] = units;
	return units.size === 1 && unit !== undefined ? `${asked}${unit}` : undefined;
}

function convert(
	target: ValueField,
	{ label, path }: Pick<Field, 'label' | 'path'>,
	value: unknown,
	model: AnyModel,
): Fitted | Problem {
	const common = path as CommonPath;
	const asked = withoutUnit(common, value);
	const offered = offeredValues(model, common, target);
	const known = offered.find((one) => withoutUnit(common, one.asked) === asked);
	if (known !== undefined) return { value: known.value };
	const values = offered.map((one) => one.asked);
	if (target.type === 'choice' || model.serves.values?.[common] !== undefined) {
		return notOffered(label, value, model, values);
	}
	if (values.length === 0) return { value };
	// PiAPI does not document which values there are.
	if (target.type === 'text' && target.freeText === true) return { value };
	const sent = writtenLike(values, asked) ?? value;
	return target.type === 'number' && typeof sent !== 'number'
		? notOffered(label, value, model, values)
		: {
				value: sent,
				hint: `${model.name} is known to take ${label} ${values.join(', ')}; ${quoted(sent)} was sent as it is`,
			};
}

/** "from 10 to 30" or "up to 1000 characters". */
const rangeText = ({ from, to }: KnownRange, isText: boolean): string =>
	`${from === undefined ? 'up to' : `from ${from} to`} ${to}${isText ? ' characters' : ''}`;

function hintOutside(
	{ label, path }: Pick<Field, 'label' | 'path'>,
	value: unknown,
	{ name, serves }: AnyModel,
): string | undefined {
	const range = serves.known?.[path as CommonPath];
	if (range === undefined) return undefined;
	const isText = typeof value === 'string';
	const size = isText ? [...value].length : Number(value);
	return size >= (range.from ?? 0) && size <= range.to
		? undefined
		: `${name} is known to take ${label} ${rangeText(range, isText)}; ${size} was sent as it is`;
}

/** A value of a common field as the model's field takes it; the label in problems is the one that the user sees. */
export function fitValue(
	target: ValueField,
	field: Pick<Field, 'label' | 'path'>,
	value: unknown,
	model: AnyModel,
): Fitted | Problem {
	const fitted = convert(target, field, value, model);
	if (isProblem(fitted)) return fitted;
	const read = valueOf({ ...target, label: field.label }, fitted.value);
	if (read !== 'unset' && isProblem(read)) return read;
	const hint = fitted.hint ?? hintOutside(field, fitted.value, model);
	return hint === undefined ? fitted : { ...fitted, hint };
}
