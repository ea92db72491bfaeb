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
	{ confidence }: Pick<TaskFact, 'confidence'>,
	own: string | undefined = confidence,
): boolean => own === 'documented';

export interface TaskFact {
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

export interface FamilyFacts {
	readonly family: string;
	readonly prices?: readonly PriceFact[];
	readonly tasks: readonly TaskFact[];
}

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
export const creating = <T extends TaskFact>({
	tasks,
}: {
	readonly tasks: readonly T[];
}): readonly T[] =>
	tasks.filter(({ method, path }) => method === 'POST' && path === '/api/v1/task');

export const isOf = ({ models, taskTypes }: TaskFact, model: string, taskType: string): boolean =>
	models.includes(model) && taskTypes.includes(taskType);

/** The facts that describe how to create this kind of task; several when a task type has variants. */
export const factsOfTask = (
	families: readonly FamilyFacts[],
	model: string,
	taskType: string,
): TaskFact[] => families.flatMap(creating).filter((task) => isOf(task, model, taskType));
