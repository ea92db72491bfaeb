import type { INodeParameters } from 'n8n-workflow';

import type { Failed, Outcome, SimulatorOptions, TaskRequest } from '../../tools/simulator/options';

/** PiAPI's names of the models that an item tries, in this order. */
export const MODELS = [
	{ id: 'flux-schnell', model: 'Qubico/flux1-schnell' },
	{ id: 'qwen-image', model: 'Qubico/qwen-image' },
	{ id: 'z-image-turbo', model: 'Qubico/z-image' },
] as const;

/** Seconds. */
const TIMEOUT = 60;
const LONG_TIMEOUT = 120;

export const isFirst = ({ model }: Pick<TaskRequest, 'model'>): boolean =>
	model === MODELS[0].model;

/** The number of the item. */
export const numberIn = ({ input }: Pick<TaskRequest, 'input'>): number =>
	Number(/\d+/.exec(String(input.prompt))?.[0]);

/** How the first model comes to nothing. */
interface FirstFailure {
	readonly behaviour?: SimulatorOptions;
	/** How its tasks end. */
	readonly outcome?: Outcome;
	readonly options?: INodeParameters;
	/** Seconds. */
	readonly timeout?: number;
	/** The answers to its creates are lost. */
	readonly isLost?: boolean;
}

const failed = (message: string): { failed: Failed } => ({ failed: { code: 10000, message } });

const ofFirst =
	(seconds: (number: number) => number, others: number) =>
	(request: TaskRequest): number =>
		isFirst(request) ? seconds(numberIn(request)) : others;

export const FIRST_FAILURES = {
	refused: {
		behaviour: { refuses: (request) => (isFirst(request) ? 'no such model' : undefined) },
	},
	failed: { outcome: failed('no luck') },
	moderation: {
		outcome: failed('content violation'),
		options: { tryNextIfContentRefused: true },
	},
	'moderation, no other model': { outcome: failed('content violation') },
	'timeout, canceled': {
		behaviour: { pendingSeconds: ofFirst(() => Infinity, 0) },
		timeout: TIMEOUT,
	},
	// Some complete just before, some while they are canceled, some later.
	'timeout, not canceled': {
		behaviour: { taskSeconds: ofFirst((number) => TIMEOUT - 6 + 3 * number, 5) },
		timeout: TIMEOUT,
	},
	'timeout, canceled or not': {
		behaviour: { pendingSeconds: ofFirst((number) => TIMEOUT - 6 + 2 * number, 0) },
		timeout: TIMEOUT,
	},
	'lost create': { isLost: true },
	'lost create, not found': { isLost: true, behaviour: { historyLag: 3_600 } },
	'lost create, failed': { isLost: true, outcome: failed('no luck') },
} as const satisfies Readonly<Record<string, FirstFailure>>;

export type FailureName = keyof typeof FIRST_FAILURES;

const failureOf = (name: FailureName): FirstFailure => FIRST_FAILURES[name];

/** A quarter of the second models fail, too, and half of those third ones. */
const laterOutcome = ({ model }: TaskRequest, number: number): Outcome => {
	const isFailed = model === MODELS[1].model ? number % 4 === 1 : number % 8 === 5;
	return isFailed ? failed('no luck either') : 'completed';
};

export const behaviourFor = (name: FailureName): SimulatorOptions => {
	const { behaviour, outcome = 'completed' } = failureOf(name);
	return {
		...behaviour,
		outcome: (request) => (isFirst(request) ? outcome : laterOutcome(request, numberIn(request))),
	};
};

export const losesCreates = (name: FailureName): boolean => failureOf(name).isLost === true;

/** The parameters of the node. */
export function parametersFor(name: FailureName, prompt: string): INodeParameters {
	const { options, timeout = LONG_TIMEOUT } = failureOf(name);
	const [first, ...others] = MODELS.map(({ id }) => ({ __rl: true, mode: 'id', value: id }));
	return {
		resource: 'anyImage',
		operation: 'generateAnyImage',
		anyModel: first,
		prompt,
		downloadFiles: false,
		options: { ifItFails: { items: others.map((anyModel) => ({ anyModel })) }, ...options },
		taskOptions: { timeout },
	} as INodeParameters;
}
