import type { Clock } from './clock';
import type { SimulatedFamilyFacts } from '../facts/facts';
import { tidy, type AnswerShape } from './answerShape';

/** How a chat answer is sent: in events, in one piece, cut off in the middle, or with an error on the way. */
export type ChatForm = 'streamed' | 'whole' | 'cut' | 'error';

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

/** Why a task failed, in PiAPI's words. */
export interface Failed {
	readonly code: number;
	readonly message: string;
	readonly raw_message?: string;
	/** What the task reports outside its error. */
	readonly logs?: readonly unknown[];
	/** In place of what such a task costs here: nothing. */
	readonly usage?: { readonly type: string; readonly frozen: number; readonly consume: number };
}

/** How a task ends. A `status` of its own is reported from then on, for statuses that nobody documented. */
export type Outcome =
	| 'completed'
	| { readonly failed: Failed }
	| { readonly output: unknown }
	| OddEnd;

/** An end in an undocumented status. `endedAt: false` leaves `ended_at` at its zero time. */
interface OddEnd {
	readonly status: string;
	/** Empty, as while the task works, when left out. */
	readonly result?: unknown;
	readonly endedAt?: boolean;
}

/**
 * What a task view shows of the request's input:
 * - `empty`: nothing.
 * - `trimmed`: the prompt without the spaces around it.
 * - `extended`: the prompt with a parameter added to it.
 * - `numbersAsText`: each number as a string.
 * - `cutFiles`: the beginning of each long text.
 */
export type Echo = 'full' | 'empty' | 'trimmed' | 'extended' | 'numbersAsText' | 'cutFiles';

/** How the history shows its rows. */
interface HistoryShape {
	/** The field that holds the task ID. */
	readonly id: 'task_id' | 'taskId' | 'id';
	/** Where the answer holds the list of rows. */
	readonly list: 'data.data' | 'data.list' | 'data';
	readonly times: 'iso' | 'unixSeconds';
}

type Seconds = number | ((request: TaskRequest, taskNumber: number) => number);

/** How the simulated PiAPI behaves; tests may change it while it runs. */
export interface Behaviour {
	/** Work time of a task, after its time in pending. Infinity never ends. */
	taskSeconds: Seconds;
	/** How much longer a task works with `slow` in its prompt. */
	slowSeconds: number;
	/** Time in pending, in which a task can be canceled. */
	pendingSeconds: Seconds;
	outcome: (request: TaskRequest, taskNumber: number) => Outcome;
	/** Tasks in pending and processing beyond this are refused with 429. */
	maxConcurrent: number | undefined;
	/** What `/account/info` shows of it; undefined leaves the field out. */
	accountConcurrency: number | undefined;
	/** What `/account/info` counts the balance in; `nothing` leaves it out. */
	balanceIn: 'dollars' | 'credits' | 'nothing';
	/** How answers of language models are sent. */
	chatForm: ChatForm;
	/** How long every answer takes, as over a real network; the work is done at once. */
	answerSeconds: number;
	/** Whether every task costs the same, or what `bill.ts` reads in the facts. */
	prices: 'flat' | 'documented';
	/** A price of the test's own in US dollars, for this request; undefined leaves it to `prices`. Asked at the create. */
	usdOf: (request: TaskRequest) => number | undefined;
	/** Whether PiAPI reports the price of every task only when it completes. */
	reportsPriceAtEnd: boolean;
	/** Why a create is refused with 400; undefined lets it through. */
	refuses: (request: TaskRequest) => string | undefined;
	echo: Echo;
	/** The shape of the answers about a task; called when it is created. */
	answerShape: (request: TaskRequest, taskNumber: number) => AnswerShape;
	/** The case of the model name in task views and history rows. */
	modelCase: 'asSent' | 'upper' | 'lower';
	/** Seconds from the creation of a task until the history shows it. */
	historyLag: number;
	historyShape: HistoryShape;
	/** The key has been revoked: each request that needs it is answered with 401. */
	keyRevoked: boolean;
	statusCase: 'lower' | 'capitalised';
	/** Whether the account's plan allows file upload. */
	uploadAllowed: boolean;
	/** Something between answers every request to API and upload with its login page. */
	loginPage: boolean;
	/** Make no remarks on fields that are not in the facts. */
	acceptUnknownInput: boolean;
	/** Which webhooks there are besides the one at the end: at the create, when work begins. */
	webhookEvents: { readonly created: boolean; readonly progress: boolean };
	/** With `endFirst`, earlier webhooks are sent after the one at the end. */
	webhookOrder: 'asItHappens' | 'endFirst';
	/** How late a webhook is sent; its content stays as it was in time. */
	webhookDelaySeconds: Seconds;
	/** A webhook of a task that is lost is never sent. Asked when it would be sent. */
	webhookLost: (request: TaskRequest, taskNumber: number, status: string) => boolean;
	/** How often the same webhook is sent, although the first one may have been taken. */
	webhookTimes: number;
	/** Whether the repeats are sent at the same time instead of one after the other. */
	webhookAtOnce: boolean;
	/** How often a webhook is tried until a 2xx. */
	webhookTries: number;
	webhookPauseSeconds: number;
	/** How long it waits for an answer. */
	webhookTimeoutSeconds: number;
	/** Where an endpoint leads to, as a tunnel or a proxy before a public host would. */
	webhookRoute: (endpoint: string) => string;
}

export interface SimulatorOptions extends Partial<Behaviour> {
	readonly apiKey?: string;
	/** Port of the API; upload, files and the external origin follow on the next three. 0 takes free ones. */
	readonly port?: number;
	readonly clock?: Clock;
	/** Milliseconds by which PiAPI's time, that of the ledger included, is ahead of the clock. */
	readonly clockOffset?: number;
	/** Which families it knows, by the name of their facts file or as facts of a test's own. */
	readonly families?: ReadonlyArray<string | SimulatedFamilyFacts>;
}

export const defaultBehaviour: Behaviour = {
	taskSeconds: 2,
	slowSeconds: 60,
	pendingSeconds: 0,
	outcome: () => 'completed',
	maxConcurrent: undefined,
	accountConcurrency: undefined,
	balanceIn: 'dollars',
	chatForm: 'streamed',
	answerSeconds: 0,
	prices: 'flat',
	usdOf: () => undefined,
	reportsPriceAtEnd: false,
	refuses: () => undefined,
	echo: 'full',
	answerShape: () => tidy,
	modelCase: 'asSent',
	historyLag: 0,
	historyShape: { id: 'task_id', list: 'data.data', times: 'iso' },
	keyRevoked: false,
	statusCase: 'lower',
	uploadAllowed: true,
	loginPage: false,
	acceptUnknownInput: false,
	webhookEvents: { created: false, progress: false },
	webhookOrder: 'asItHappens',
	webhookDelaySeconds: 0,
	webhookLost: () => false,
	webhookTimes: 1,
	webhookAtOnce: false,
	webhookTries: 3,
	webhookPauseSeconds: 5,
	webhookTimeoutSeconds: 10,
	webhookRoute: (endpoint) => endpoint,
};

/** The value of a setting that may depend on the task. */
export const secondsFor = (setting: Seconds, request: TaskRequest, taskNumber: number): number =>
	typeof setting === 'number' ? setting : setting(request, taskNumber);
