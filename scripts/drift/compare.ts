import { variantsOf } from '../../nodes/catalog';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';

/** What another list says about a task type. */
export interface ListedTask {
	readonly model: string;
	readonly taskType: string;
	readonly inputs: ReadonlyArray<{ readonly name: string; readonly type: string }>;
}

export interface Drift {
	/** Task types that the catalog does not know. */
	readonly unknown: string[];
	/** Task types of the catalog that the list does not name. */
	readonly unlisted: string[];
	/** Inputs that the catalog does not know, and inputs of another type. */
	readonly inputs: string[];
}

const keyOf = (model: string, taskType: string): string => `${model} ${taskType}`;

const topOf = (path: string): string => path.split(/[.[]/)[0] ?? path;

function typeOf(field: Field): string {
	if (/[.[]/.test(field.path)) return topOf(field.path) === field.path ? 'string' : 'group';
	switch (field.type) {
		case 'number':
			return 'number';
		case 'boolean':
			return 'boolean';
		case 'media':
			return field.multiple ? 'array' : 'string';
		case 'rows':
			return 'array';
		case 'json':
			return field.shape;
		case 'choice':
			return field.choices.some(({ value }) => typeof value === 'number') ? 'number' : 'string';
		default:
			return 'string';
	}
}

/** The names right below `input` that an operation sends, with their types; `any` when it takes whatever is given. */
function inputsOf(operations: readonly Operation[]): Map<string, Set<string>> {
	const known = new Map<string, Set<string>>();
	const add = (name: string, type: string): void => {
		known.set(name, (known.get(name) ?? new Set()).add(type));
	};
	for (const { fields, fixed = {}, completions = [] } of operations) {
		fields.forEach((field) => add(topOf(field.path), typeOf(field)));
		Object.keys(fixed).forEach((path) => add(topOf(path), /[.[]/.test(path) ? 'group' : 'string'));
		completions
			.flatMap(({ values }) => Object.keys(values))
			.forEach((path) => add(topOf(path), 'group'));
	}
	return known;
}

const agrees = (known: ReadonlySet<string>, type: string): boolean =>
	known.has(type) ||
	known.has('any') ||
	(known.has('group') && ['array', 'object'].includes(type)) ||
	(type === 'integer' && known.has('number'));

/** What a list says otherwise than the catalog. `accepted` holds task types that are left out on purpose. */
export function compare(
	families: readonly Family[],
	list: readonly ListedTask[],
	accepted: (model: string, taskType: string) => boolean = () => false,
	acceptedInput: (taskKey: string, name: string) => boolean = () => false,
): Drift {
	const known = new Map<string, Operation[]>();
	for (const operation of families.flatMap(({ operations }) => operations)) {
		for (const { model, taskType } of variantsOf(operation)) {
			const key = keyOf(model, taskType);
			known.set(key, [...(known.get(key) ?? []), operation]);
		}
	}
	const listed = new Set(list.map(({ model, taskType }) => keyOf(model, taskType)));
	const inputs = list.flatMap(({ model, taskType, inputs: given }) => {
		const key = keyOf(model, taskType);
		const operations = known.get(key);
		if (operations === undefined) return [];
		const own = inputsOf(operations);
		if (own.has('')) return [];
		return given
			.filter(({ name }) => !acceptedInput(key, name))
			.flatMap(({ name, type }) => {
				const types = own.get(name);
				if (types === undefined) return [`${key}: ${name} is new`];
				return agrees(types, type)
					? []
					: [`${key}: ${name} is ${type} there, ${[...types].join(' or ')} here`];
			});
	});
	return {
		unknown: [...listed]
			.filter((key) => !known.has(key))
			.filter((key) => {
				const [model = '', taskType = ''] = key.split(' ');
				return !accepted(model, taskType);
			})
			.sort(),
		unlisted: [...known.keys()].filter((key) => !listed.has(key)).sort(),
		inputs: inputs.sort(),
	};
}
