import core from '../../tools/facts/core.json';
import { factNames, familyFacts } from '../../tools/facts/facts';

interface PathFact {
	readonly path: string;
}

const pathsOf = (facts: readonly PathFact[]): string[] => facts.map(({ path }) => path);

/** What a field may hold, by the facts. Below an object or a list without parts anything may be. */
export type KnownFields = Readonly<Record<string, string>>;

const typed = (
	facts: ReadonlyArray<PathFact & { readonly type: string }>,
	prefix = '',
): KnownFields => Object.fromEntries(facts.map(({ path, type }) => [`${prefix}${path}`, type]));

/** The answer to a create and to Get Task. */
export const taskFields: KnownFields = {
	...typed(core.envelope.fields),
	...typed(core.meta.fields),
	...typed(core.errorEnvelope.taskFailed.fields, 'data.error.'),
	...typed(
		core.createTask.request.filter(({ path }) => path.startsWith('config.')),
		'data.',
	),
};

export const requiredTaskFields: readonly string[] = core.envelope.requiredInSchema;

export const ROWS = 'data.data[]';

export const historyFields: KnownFields = {
	code: 'integer',
	message: 'string',
	...Object.fromEntries(core.taskHistory.response.page.map((path) => [path, 'integer'])),
	...Object.fromEntries(
		core.taskHistory.response.rowFields.map((name) => [`${ROWS}.${name}`, 'any']),
	),
};

export const requiredHistoryFields: readonly string[] = core.taskHistory.response.rowFields.map(
	(name) => `${ROWS}.${name}`,
);

export const accountFields: KnownFields = {
	code: 'integer',
	message: 'string',
	...typed(core.accountInfo.response.map((fact) => ({ ...fact, type: 'any' }))),
};

/** What the product reads of an account; PiAPI leaves out much of the rest. */
export const requiredAccountFields: readonly string[] = [
	'data.plan',
	'data.equivalent_in_usd',
	'data.max_concurrent_task_count',
];

/** Cancellation has both spellings in the code of clients. */
export const documentedStatuses: readonly string[] = [
	...core.statuses.official.map(({ value }) => value),
	'cancelled',
	'canceled',
];

/** Units of cost that were seen in answers, in PiAPI's words. */
export const knownUsageTypes: readonly string[] = ['point', 'llm', 'quota'];

const tasks = factNames.flatMap((name) => familyFacts(name).tasks);

/** Texts that PiAPI's own documentation uses; they tell nothing about a user. */
export const vocabulary: ReadonlySet<string> = new Set([
	...documentedStatuses,
	...knownUsageTypes,
	...tasks.flatMap(({ models, taskTypes }) => [...(models ?? []), ...(taskTypes ?? [])]),
	...['public', 'private', 'success'],
]);

const TOP_NAMES = [
	...pathsOf(core.envelope.fields),
	...pathsOf(core.meta.fields),
	...pathsOf(core.accountInfo.response),
	...pathsOf(core.createTask.request),
	...core.taskHistory.response.rowFields,
	...core.taskHistory.response.page,
	...tasks.flatMap(({ input = [], output = [] }) => [
		...pathsOf(input),
		...output.map(({ path }) => path),
	]),
];

/** Every name of a field that the facts know. */
export const knownNames: ReadonlySet<string> = new Set(
	TOP_NAMES.flatMap((path) => path.replaceAll('[]', '').split('.')),
);
