import {
	creating,
	factNames,
	familyFacts,
	type FamilyFacts,
	type FieldFact,
	type TaskFact,
} from './facts';

export interface FactTask extends TaskFact {
	readonly sources: readonly string[];
	readonly typicalSeconds?: number;
	/** What its page and others say about the price. */
	readonly price?: string;
}

/** Whether PiAPI runs something, and when that was seen. */
interface AvailabilityFact {
	readonly availability: string;
	readonly date: string;
	readonly source: string;
	readonly note: string;
	/** What of the family it is about, where it is not the whole. */
	readonly what: string;
	readonly taskTypes: readonly string[];
	/** Values of one field that it is about. */
	readonly values?: { readonly path: string; readonly values: readonly string[] };
}

export interface FactFamily extends FamilyFacts {
	readonly displayName: string;
	readonly media: string;
	readonly availability: string;
	readonly availabilityNote: string;
	readonly availabilityDate: string;
	readonly availabilitySources: readonly string[];
	readonly availabilityOf?: readonly AvailabilityFact[];
	readonly tasks: readonly FactTask[];
}

export { creating, factNames };
export type { OneOfFact, PriceFact } from './facts';

export const factsOf = (family: string): FactFamily => familyFacts(family) as FactFamily;

const ELEMENT = /\[\]$/;

/**
 * The fields of a task's input by path. A list of plain values is told by its path or by that of its elements, and
 * here is once, as an array; a list of objects stands for itself in its parts.
 */
export function inputFields({ input }: Pick<TaskFact, 'input'>): Map<string, FieldFact> {
	const inBody = input.filter((field) => !('in' in field));
	const hasParts = (path: string): boolean =>
		inBody.some((other) => other.path.startsWith(`${path}[].`));
	const fields = new Map<string, FieldFact>();
	for (const field of inBody) {
		const path = field.path.replace(ELEMENT, '');
		const isElement = ELEMENT.test(field.path);
		if (hasParts(path) || (isElement && fields.has(path))) continue;
		fields.set(path, isElement ? { ...field, path, type: 'array' } : field);
	}
	return fields;
}

/** Lists of objects, by the path of the list. */
export const parentFields = ({ input }: Pick<TaskFact, 'input'>): Map<string, FieldFact> =>
	new Map(
		input
			.filter(({ path }) => input.some((other) => other.path.startsWith(`${path}[].`)))
			.map((field) => [field.path, field]),
	);

const OUTPUT = 'data.output.';

/** What a task's output holds, by path, without the marks of lists. */
export const outputKinds = ({ output }: Pick<TaskFact, 'output'>): Map<string, string> =>
	new Map(
		output
			.filter(({ path }) => path.startsWith(OUTPUT))
			.map(({ path, kind }) => [path.slice(OUTPUT.length).replaceAll('[]', ''), kind]),
	);
