import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { ImageNames } from '../../nodes/catalog/serves';
import type { MediaField, Rule } from '../../nodes/catalog/vocabulary';

export interface FieldFact {
	readonly path: string;
	readonly type: string;
	readonly required: boolean;
	readonly enum?: readonly unknown[];
	/**
	 * Who names the values, where it is not who describes the task: a page of PiAPI, such as its price list, or only clients.
	 * A list is as sure as its least sure value.
	 */
	readonly enumConfidence?: string;
	readonly default?: unknown;
	/** `client-code` where clients chose it, so that PiAPI may use another value. */
	readonly defaultConfidence?: string;
	readonly when?: string;
	readonly min?: number;
	readonly max?: number;
	readonly exclusiveMin?: number;
	readonly maxLength?: number;
	readonly maxItems?: number;
	/** The same for the limits. */
	readonly limitConfidence?: string;
	/** How a prompt names images, before their numbers. */
	readonly imageNames?: ImageNames['before'];
	/** Each image of the list has to be named in the prompt. */
	readonly isNamedInPrompt?: boolean;
	/** How PiAPI takes a file, by any source of the task; a link where it is left out. */
	readonly sentAs?: MediaField['sentAs'];
	readonly note?: string;
}

export interface OutputFact {
	readonly path: string;
	readonly kind: string;
}

/** At least one of these fields is required; with a condition, only where it holds. */
export interface OneOfFact {
	readonly paths: readonly string[];
	readonly when?: { readonly path: string; readonly values?: readonly unknown[] };
	/** Why it is not sure. */
	readonly note?: string;
}

/** What PiAPI refuses about fields that are given together. Lists of models contain task types. */
export type RuleFact = Exclude<Rule, { kind: 'anyOf' }> & {
	/** Who says so, where it is not who describes the task. */
	readonly confidence?: string;
	readonly note?: string;
};

/** How sure a part of the facts is, which may say so itself. */
export const isDocumented = (
	{ confidence }: Pick<TaskFacts, 'confidence'>,
	own: string | undefined = confidence,
): boolean => own === 'documented';

export interface TaskFacts {
	readonly id: string;
	readonly method: string;
	readonly path: string;
	readonly models: readonly string[];
	readonly taskTypes: readonly string[];
	readonly input: readonly FieldFact[];
	readonly oneOf?: readonly OneOfFact[];
	readonly rules?: readonly RuleFact[];
	readonly output: readonly OutputFact[];
	readonly confidence: string;
	readonly sources: readonly string[];
	readonly typicalSeconds?: number;
	/** What its page and others say about the price. */
	readonly price?: string;
}

/** What PiAPI asks for; `taskTypes` is empty where the request is not known. */
export interface PriceFact {
	readonly model: string;
	readonly taskTypes: readonly string[];
	readonly condition: string;
	readonly usd: number;
	readonly unit: string;
	readonly date: string;
	readonly source: string;
	readonly confidence: string;
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

export interface FamilyFacts {
	readonly family: string;
	readonly displayName: string;
	readonly media: string;
	readonly availability: string;
	readonly availabilityNote: string;
	readonly availabilityDate: string;
	readonly availabilitySources: readonly string[];
	readonly availabilityOf?: readonly AvailabilityFact[];
	readonly prices?: readonly PriceFact[];
	readonly tasks: readonly TaskFacts[];
}

/** What the simulator has to know of a task. */
export type SimulatedTaskFacts = Omit<TaskFacts, 'sources' | 'typicalSeconds' | 'price'>;

/** What the simulator has to know of a family. */
export type SimulatedFamilyFacts = Pick<FamilyFacts, 'family' | 'prices'> & {
	readonly tasks: readonly SimulatedTaskFacts[];
};

interface CoreFacts {
	readonly createTask: { readonly request: readonly FieldFact[] };
	readonly fileUpload: { readonly extensions: readonly string[] };
	readonly cancelTasks: { readonly query: readonly FieldFact[] };
}

/** The names of all families that the facts tell of. */
export const factNames: readonly string[] = readdirSync(__dirname)
	.filter((file) => file.endsWith('.json') && file !== 'core.json')
	.map((file) => file.replace(/\.json$/, ''))
	.sort();

/** Reads each file once. */
const read = createRequire(__filename) as (path: string) => unknown;

/** The facts of one family, from the project's own copy. */
export const familyFacts = (family: string): FamilyFacts => read(`./${family}.json`) as FamilyFacts;

export const coreFacts = read('./core.json') as CoreFacts;

/** Those that are created with the one endpoint for tasks. */
export const creating = <T extends SimulatedTaskFacts>({
	tasks,
}: {
	readonly tasks: readonly T[];
}): readonly T[] =>
	tasks.filter(({ method, path }) => method === 'POST' && path === '/api/v1/task');

export const isOf = (
	{ models, taskTypes }: SimulatedTaskFacts,
	model: string,
	taskType: string,
): boolean => models.includes(model) && taskTypes.includes(taskType);

/** The facts that describe how to create this kind of task; several when a task type has variants. */
export const factsOfTask = (
	families: readonly SimulatedFamilyFacts[],
	model: string,
	taskType: string,
): SimulatedTaskFacts[] => families.flatMap(creating).filter((task) => isOf(task, model, taskType));

const ELEMENT = /\[\]$/;

/**
 * The fields of a task's input by path. A list of plain values is told by its path or by that of its elements, and
 * here is once, as an array; a list of objects stands for itself in its parts.
 */
export function inputFields({ input }: Pick<TaskFacts, 'input'>): Map<string, FieldFact> {
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
export const parentFields = ({ input }: Pick<TaskFacts, 'input'>): Map<string, FieldFact> =>
	new Map(
		input
			.filter(({ path }) => input.some((other) => other.path.startsWith(`${path}[].`)))
			.map((field) => [field.path, field]),
	);

const OUTPUT = 'data.output.';

/** What a task's output holds, by path, without the marks of lists. */
export const outputKinds = ({ output }: Pick<TaskFacts, 'output'>): Map<string, string> =>
	new Map(
		output
			.filter(({ path }) => path.startsWith(OUTPUT))
			.map(({ path, kind }) => [path.slice(OUTPUT.length).replaceAll('[]', ''), kind]),
	);
