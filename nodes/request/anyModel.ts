import type { AnyModelOperation } from '../catalog/anyModel/families';
import { fieldsFor, setValues, type AnyModel } from '../catalog/anyModel/models';
import type { CommonPath } from '../catalog/serves';
import { moreInput } from '../catalog/sharedFields';
import type { Choice, Field } from '../catalog/vocabulary';
import { isProblem, type Problem } from '../transport/problem';
import { locatorsIn } from './mediaSources';
import { emptyProblem, isEmpty, quoted, wrong } from './readValue';
import { sizeOf } from './sizeOf';
import { locatorOf } from './value';

/** What the fields of "any model" come to for a model: what its own operation reads instead of the form. */
export interface ModelInput {
	readonly read: (field: Field) => unknown;
	readonly hints: readonly string[];
}

type Read = (field: Field) => unknown;

/** Seconds and lines of resolution are numbers in some models and texts in others: 8 is `8s`, 1080p is `1080P` and 1080. */
const comparable = (value: unknown): string =>
	String(value)
		.trim()
		.toLowerCase()
		.replace(/^(\d+(?:\.\d+)?) ?(?:s|p)$/, '$1');

const similar = (choices: readonly Choice[], value: unknown): Choice | undefined =>
	choices.find((choice) => comparable(choice.value) === comparable(value));

const notOffered = (label: string, value: unknown, name: string, values: unknown[]): Problem =>
	wrong(
		label,
		`is ${quoted(value)}, which ${name} does not offer`,
		`Choose one of ${values.join(', ')}, or another model.`,
	);

/** A value as the model's field takes it. */
function valueFor(
	field: Field,
	{ label, path }: Field,
	value: unknown,
	{ name, serves }: AnyModel,
): unknown {
	const values = serves.values?.[path as CommonPath];
	if (values !== undefined) {
		const key = Object.keys(values).find((one) => comparable(one) === comparable(value));
		return key === undefined ? notOffered(label, value, name, Object.keys(values)) : values[key];
	}
	switch (field.type) {
		case 'choice':
			return (
				similar(field.choices, value)?.value ??
				notOffered(
					label,
					value,
					name,
					field.choices.map((choice) => choice.value),
				)
			);
		case 'text':
			return similar(field.suggestions ?? [], value)?.value ?? value;
		case 'number':
			return comparable(value);
		default:
			return value;
	}
}

/** The files of a common field, one locator each. */
const filesIn = (field: Field, raw: unknown): unknown[] => {
	const locators = field.type === 'media' && field.multiple ? (locatorsIn(raw) ?? [raw]) : [raw];
	return locators.filter((locator) => !isEmpty(locatorOf(locator).value));
};

/** Puts the files of common fields into the model's fields; a list may have those of several. */
class Files {
	private readonly byPath = new Map<string, unknown[]>();

	add(
		targets: readonly Field[],
		{ label }: Field,
		files: readonly unknown[],
		name: string,
	): Problem | undefined {
		const [first] = targets;
		if (first?.type === 'media' && first.multiple) {
			this.byPath.set(first.path, [...(this.byPath.get(first.path) ?? []), ...files]);
			return undefined;
		}
		if (files.length > targets.length) {
			return wrong(
				label,
				`has ${files.length} files`,
				`${name} takes at most ${targets.length} in ${label}; remove some, or choose another model.`,
			);
		}
		files.forEach((file, index) => this.byPath.set(targets[index]?.path ?? '', [file]));
		return undefined;
	}

	valueOf(field: Field): unknown {
		const files = this.byPath.get(field.path);
		if (files === undefined) return undefined;
		return field.type === 'media' && field.multiple
			? { items: files.map((file) => ({ file })) }
			: files[0];
	}
}

/** Reads the form of "any model" for a model. What the model lacks is a hint, what it does not offer a problem. */
export function inputFor(
	operation: AnyModelOperation,
	model: AnyModel,
	read: Read,
): ModelInput | Problem {
	const { name } = model;
	const values = new Map<string, unknown>();
	const files = new Files();
	const hints: string[] = [];
	const given: CommonPath[] = [];
	for (const field of operation.commonFields) {
		const path = field.path as CommonPath;
		const raw = read(field);
		const found = field.type === 'media' ? filesIn(field, raw) : [locatorOf(raw).value];
		const isSet = found.some((value) => !isEmpty(value));
		if (!isSet) {
			if (field.required) return emptyProblem(field.label);
			continue;
		}
		given.push(path);
		const targets = fieldsFor(model, path);
		const [target] = targets;
		if (field.type === 'media' && target !== undefined) {
			const problem = files.add(targets, field, found, name);
			if (problem) return problem;
		} else if (target !== undefined) {
			const value = valueFor(target, field, found[0], model);
			if (isProblem(value)) return value;
			values.set(target.path, value);
		} else {
			const size = path === 'aspect_ratio' ? sizeOf(model.operation, found[0]) : undefined;
			if (size === undefined) hints.push(`${name} has no ${field.label}; it was not sent`);
			else size.forEach(([side, pixels]) => values.set(side, pixels));
		}
	}
	const set = setValues(model, given);
	return {
		hints,
		read: (field) =>
			field === moreInput
				? read(field)
				: (values.get(field.path) ?? files.valueOf(field) ?? set[field.path]),
	};
}
