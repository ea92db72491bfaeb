import { wireTime } from './clock';
import type { SimulatedFamilyFacts } from '../facts/facts';
import { factsOfRequest } from './factsCheck';
import { withGaps, type Stage } from './gaps';
import { capitalised, mapFields, mapValues, numberAsText, type Json } from './json';
import type { Behaviour, Echo, Failed } from './options';
import { outputOf, resultUrl } from './outputs';
import { taskIn, usageTypeOf } from './recordedShapes';
import type { SimulatedTask } from './simulatedTask';
import { usageView } from './usage';

export const ACCOUNT_ID = 4711;

/** The status in the spelling that this PiAPI uses. */
export const statusWord = (status: string, statusCase: Behaviour['statusCase']): string =>
	statusCase === 'capitalised' ? capitalised(status) : status;

/** The model name in the case that this PiAPI uses. */
export const modelName = (model: string, modelCase: Behaviour['modelCase']): string => {
	if (modelCase === 'upper') return model.toUpperCase();
	return modelCase === 'lower' ? model.toLowerCase() : model;
};

/** Characters. */
const MOST_OF_FILE = 1_000;

const ADDED_TO_PROMPT = ' --v 6.1';

const changePrompt =
	(change: (prompt: string) => string) =>
	(input: Json): Json =>
		mapFields(input, (value, name) =>
			name === 'prompt' && typeof value === 'string' ? change(value) : value,
		);

const cutFile = (value: unknown): unknown =>
	typeof value === 'string' && value.length > MOST_OF_FILE
		? `${value.slice(0, MOST_OF_FILE)}...`
		: value;

const echoes: Readonly<Record<Echo, (input: Json) => Json>> = {
	full: (input) => input,
	empty: () => ({}),
	trimmed: changePrompt((prompt) => prompt.trim()),
	extended: changePrompt((prompt) => `${prompt}${ADDED_TO_PROMPT}`),
	cutFiles: (input) => mapFields(input, cutFile),
	numbersAsText: (input) => mapFields(input, (value) => mapValues(value, numberAsText)),
};

const fullInput = (task: SimulatedTask, families: readonly SimulatedFamilyFacts[]): Json => {
	const { input } = task.request;
	const facts = factsOfRequest(task.request, families);
	const defaults = (facts?.input ?? [])
		.filter((field) => field.default !== undefined && !/[.[]/.test(field.path))
		.map(({ path, default: value }) => [path, value]);
	return { ...Object.fromEntries(defaults), ...input };
};

/** Why the task has failed; undefined while it has not. */
const failureOf = ({ outcome }: SimulatedTask, status: string): Failed | undefined =>
	status === 'failed' && typeof outcome === 'object' && 'failed' in outcome
		? outcome.failed
		: undefined;

const metaOf = (
	task: SimulatedTask,
	status: string,
	usage: Failed['usage'],
	now: number,
): unknown => ({
	created_at: wireTime(task.createdAt),
	started_at: wireTime(!task.cancelled && task.startsAt <= now ? task.startsAt : undefined),
	ended_at: wireTime(task.endShownAt(now)),
	...(usage === undefined
		? usageView(usageTypeOf(task.shape), task.charge, status === 'completed')
		: { usage }),
	is_using_private_pool: task.request.config?.service_mode === 'private',
});

const stageOf = (task: SimulatedTask, status: string, now: number): Stage => {
	if (now < task.createdAt) return 'create';
	if (status === 'completed') return 'completed';
	return ['pending', 'processing'].includes(status) ? 'unfinished' : 'failed';
};

/**
 * What the task takes from the recorded answer of its shape, with links to its own files. Input and times are never taken.
 * A task that failed, or has an output of the test's own, takes nothing.
 */
const recordedParts = (task: SimulatedTask, stage: Stage, fileUrl: string): Json => {
	const { completed, unfinished } = task.shape;
	const ofCompleted = task.outcome === 'completed' ? completed : undefined;
	const answers = { create: unfinished, unfinished, completed: ofCompleted, failed: undefined };
	const recorded = answers[stage] && taskIn(answers[stage]);
	if (recorded === undefined) return {};
	const { output, logs, meta, status } = recorded;
	return {
		output: mapValues(output, (value) =>
			typeof value === 'string' && /^https?:/.test(value)
				? resultUrl(fileUrl, task.id, value.split('/').at(-1) ?? '')
				: value,
		),
		logs,
		...(Object.keys(meta).length === 0 ? { meta } : {}),
		...(status === '' && stage === 'create' ? { status } : {}),
	};
};

/** `data` of the answers about a task. The webhook secret is returned in clear, as by PiAPI. */
export const taskView = (
	task: SimulatedTask,
	behaviour: Behaviour,
	families: readonly SimulatedFamilyFacts[],
	fileUrl: string,
	now: number,
): Json => {
	const { model, task_type, config } = task.request;
	const status = task.statusAt(now);
	const failure = failureOf(task, status);
	const data = {
		task_id: task.id,
		model: modelName(model, behaviour.modelCase),
		task_type,
		status: statusWord(status, behaviour.statusCase),
		config: {
			service_mode: config?.service_mode || 'public',
			webhook_config: {
				endpoint: config?.webhook_config?.endpoint ?? '',
				secret: config?.webhook_config?.secret ?? '',
			},
		},
		input: echoes[behaviour.echo](fullInput(task, families)),
		output: outputOf(task, families, fileUrl, now),
		meta: metaOf(task, status, failure?.usage, now),
		detail: null,
		logs: failure?.logs ?? [],
		error: {
			code: failure?.code ?? 0,
			raw_message: failure?.raw_message ?? '',
			message: failure?.message ?? '',
			detail: null,
		},
	};
	const stage = stageOf(task, status, now);
	return withGaps({ ...data, ...recordedParts(task, stage, fileUrl) }, task.shape.gaps, stage);
};
