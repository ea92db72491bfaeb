import type { Clock } from './clock';
import type { FamilyFacts } from './facts';

/** A request for a task, as it came in. */
export interface TaskRequest {
	readonly model: string;
	readonly task_type: string;
	readonly input: Readonly<Record<string, unknown>>;
	readonly config?: {
		readonly service_mode?: string;
		readonly webhook_config?: { readonly endpoint?: string; readonly secret?: string };
	};
}

/** How a task ends. A bare `status` is reported for ever, for words that nobody documented. */
export type Outcome =
	| 'completed'
	| { readonly failed: { code: number; message: string; raw_message?: string } }
	| { readonly output: unknown }
	| { readonly status: string };

type Seconds = number | ((request: TaskRequest, taskNumber: number) => number);

/** How the simulated PiAPI behaves; tests may change it while it runs. */
export interface Behaviour {
	/** Work time of a task, after its time in pending. Infinity never ends. */
	taskSeconds: Seconds;
	/** Time in pending, in which a task can be cancelled. */
	pendingSeconds: Seconds;
	outcome: (request: TaskRequest, taskNumber: number) => Outcome;
	/** Tasks in pending and processing beyond this are refused with 429. */
	maxConcurrent: number | undefined;
	/** What `/account/info` says about it; undefined leaves the field out. */
	accountConcurrency: number | undefined;
	/** How long every answer takes, as over a real network; the work is done at once. */
	answerSeconds: number;
	/** Whether a look shows the input or an empty object. */
	echo: 'full' | 'empty';
	statusCase: 'lower' | 'capitalised';
	/** Whether the account's plan allows file upload. */
	uploadAllowed: boolean;
	/** Let fields pass that the facts do not name. */
	acceptUnknownInput: boolean;
}

export interface SimulatorOptions extends Partial<Behaviour> {
	readonly apiKey?: string;
	/** Port of the API; upload, files and stranger follow on the next three. 0 takes free ones. */
	readonly port?: number;
	readonly clock?: Clock;
	/** Which families it knows, by the name of their facts file or as facts made up by a test. */
	readonly families?: ReadonlyArray<string | FamilyFacts>;
}

export const defaultBehaviour: Behaviour = {
	taskSeconds: 2,
	pendingSeconds: 0,
	outcome: () => 'completed',
	maxConcurrent: undefined,
	accountConcurrency: undefined,
	answerSeconds: 0,
	echo: 'full',
	statusCase: 'lower',
	uploadAllowed: true,
	acceptUnknownInput: false,
};

/** The value of a setting that may depend on the task. */
export const secondsFor = (setting: Seconds, request: TaskRequest, taskNumber: number): number =>
	typeof setting === 'number' ? setting : setting(request, taskNumber);
