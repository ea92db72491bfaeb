import { variantsOf } from '../../nodes/catalog';
import type { Family, Field, Operation } from '../../nodes/catalog/vocabulary';
import { topOf } from '../../nodes/request/moreInput';

/** What another list says about a task type. */
export interface ListedTask {
	readonly model: string;
	readonly taskType: string;
	readonly inputs: ReadonlyArray<{ readonly name: string; readonly type: string }>;
	/** In US dollars, where the list says so. */
	readonly prices?: readonly number[];
}

/** In lines of text, in order. */
export interface Drift {
	/** Task types that the catalog does not know. */
	readonly unknown: string[];
	/** Inputs that the catalog does not know, and inputs of another type. */
	readonly inputs: string[];
	/** Task types of the catalog that the list does not name. */
	readonly unlisted: string[];
	/** Task types and inputs that the catalog does without, with the reason. */
	readonly accepted: string[];
}

/** Why a task type, or one of its inputs, may be missing. */
type ReasonFor = (taskKey: string, name?: string) => string | undefined;

/** The types that an input may have, by its name. */
type Inputs = ReadonlyMap<string, ReadonlySet<string>>;

const keyOf = (model: string, taskType: string): string => `${model} ${taskType}`;

/** What must be there to hold what is below; undefined when nothing lies below. */
function holderOf(path: string): string | undefined {
	const below = path.slice(topOf(path).length);
	if (below === '') return undefined;
	return below.startsWith('[') ? 'array' : 'object';
}

function typeOf(field: Field): string {
	switch (field.type) {
		case 'number':
		case 'boolean':
			return field.type;
		case 'media':
			return field.multiple ? 'array' : 'string';
		case 'rows':
			return 'array';
		case 'json':
			return field.shape;
		case 'choice':
			return typeof field.choices[0]?.value;
		default:
			return 'string';
	}
}

const typedPaths = ({ fields, fixed = {}, completions = [] }: Operation) => [
	...fields.map((field) => [field.path, typeOf(field)] as const),
	...[fixed, ...completions.map(({ values }) => values)]
		.flatMap((values) => Object.entries(values))
		.map(([path, value]) => [path, Array.isArray(value) ? 'array' : typeof value] as const),
];

/** The inputs of every task type of the catalog; one without a name stands for all. */
export function inputsOf(families: readonly Family[]): ReadonlyMap<string, Inputs> {
	const known = new Map<string, Map<string, Set<string>>>();
	for (const operation of families.flatMap(({ operations }) => operations)) {
		for (const { model, taskType } of variantsOf(operation)) {
			const key = keyOf(model, taskType);
			const inputs = known.get(key) ?? new Map<string, Set<string>>();
			known.set(key, inputs);
			for (const [path, type] of typedPaths(operation)) {
				const name = topOf(path);
				inputs.set(name, (inputs.get(name) ?? new Set()).add(holderOf(path) ?? type));
			}
		}
	}
	return known;
}

/** JSON has one kind of number, and an example that is empty says nothing about the type. */
const agrees = (known: ReadonlySet<string>, type: string): boolean =>
	['', 'null', 'unknown'].includes(type) ||
	known.has('any') ||
	known.has(type === 'integer' ? 'number' : type);

function inputComplaint(known: Inputs, name: string, type: string): string | undefined {
	const types = known.get(name);
	if (types === undefined) return `${name} (${type}) is new`;
	return agrees(types, type)
		? undefined
		: `${name} is ${type} in the list, ${[...types].join(' or ')} here`;
}

const inOrder = (lines: Iterable<string>): string[] => [...new Set(lines)].sort();

/** What a list says otherwise than the catalog. */
export function compare(
	families: readonly Family[],
	list: readonly ListedTask[],
	reasonFor: ReasonFor = () => undefined,
): Drift {
	const known = inputsOf(families);
	const unknown: string[] = [];
	const inputs: string[] = [];
	const accepted: string[] = [];
	for (const { model, taskType, inputs: given } of list) {
		const key = keyOf(model, taskType);
		const own = known.get(key);
		if (own === undefined) {
			const reason = reasonFor(key);
			if (reason === undefined) unknown.push(key);
			else accepted.push(`${key}: ${reason}`);
			continue;
		}
		for (const { name, type } of own.has('') ? [] : given) {
			const complaint = inputComplaint(own, name, type);
			if (complaint === undefined) continue;
			const reason = reasonFor(key, name);
			if (reason === undefined) inputs.push(`${key}: ${complaint}`);
			else accepted.push(`${key}, ${name}: ${reason}`);
		}
	}
	const listed = new Set(list.map(({ model, taskType }) => keyOf(model, taskType)));
	return {
		unknown: inOrder(unknown),
		inputs: inOrder(inputs),
		unlisted: inOrder([...known.keys()].filter((key) => !listed.has(key))),
		accepted: inOrder(accepted),
	};
}
