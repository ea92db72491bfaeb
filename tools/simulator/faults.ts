import type { Delivery } from './faultDelivery';
import { gatewayPage, jsonAnswer, redirectTo, refusal, type Answer } from './answers';
import { answerAboutAnother, type WrongTask } from './taskAnswer';
import { headerTime } from './clock';
import type { EndpointContext } from './endpoint';
import { noCreditAnswer, type NoCreditStatus } from './noCredit';
import { capitalised, isObject } from './json';
import type { RequestKind, RequestRecord } from './requestRecord';

export type FaultKind =
	/** 429, with Retry-After when `retryAfter` is set. */
	| 'rateLimited'
	/** 500 with an envelope. */
	| 'serverError'
	/** 502 with a gateway's page. */
	| 'badGateway'
	/** 503 with a gateway's page, without Retry-After. */
	| 'unavailable'
	/** 503 with Retry-After. */
	| 'unavailableRetry'
	/** HTTP 200 around an envelope with `code` (default 400). */
	| 'refusedInside200'
	/** HTTP 200 around an envelope with code 500. */
	| 'code500Inside200'
	/** The connection ends before anything was done. */
	| 'resetBefore'
	/** The work is done, then the connection ends without an answer. */
	| 'resetAfter'
	/** There is never an answer. */
	| 'hang'
	/** The work is done, the JSON is cut off. */
	| 'brokenJson'
	/** The work is done, the answer is 200 without a body. */
	| 'emptyBody'
	/** The work is done, the second half of the body is sent after `seconds` (default 5). */
	| 'slowBody'
	/** The work is done, the second half of the body is sent once the test releases it: see `hold`. */
	| 'heldBody'
	/** Half of the body is sent, then the connection ends. */
	| 'truncatedFile'
	/** 302 to `location`, by default the same path on the external origin. */
	| 'redirect'
	| 'notFound'
	| 'unauthorized'
	/** From this request on, the key is refused everywhere. */
	| 'keyRevoked'
	/** The account has no credit left: nothing is created. `status` (default 400) is that of HTTP. */
	| 'noCredit'
	/** The work is done; the answer is about another task: after a create the one before it, after a check the oldest. */
	| 'anotherTask'
	/** The work is done; each task answers with what belongs to its neighbour. */
	| 'swappedTasks'
	/** The work is done, the answer has the `shape` that nobody expects. */
	| 'wrongShape';

export type WrongShape =
	| 'dataNull'
	| 'taskIdMissing'
	| 'outputNull'
	| 'errorMissing'
	| 'errorNull'
	| 'metaEmpty'
	| 'statusMissing'
	| 'statusCapitalised'
	| 'statusUnknown';

export interface Fault {
	readonly on: RequestKind;
	/** Which of the requests of this kind, counted from 1 since the fault was set. */
	readonly when: 'first' | 'last' | 'everyThird' | 'all' | ((count: number) => boolean);
	/** How many requests there will be; required for `last`. */
	readonly total?: number;
	/** Which of the requests of this kind count; all of them when left out. */
	readonly only?: (request: RequestRecord) => boolean;
	/** How often it happens at most. */
	readonly times?: number;
	/** For how many seconds of the simulator's time, from the first time on. */
	readonly forSeconds?: number;
	readonly kind: FaultKind;
	/** Do the work (create the task) although the answer does not show it. */
	readonly workDone?: boolean;
	/** Seconds, a text as it is, or a date so many seconds from now in PiAPI's time. */
	readonly retryAfter?: number | string | { readonly secondsFromNow: number };
	readonly status?: NoCreditStatus;
	readonly code?: number;
	readonly message?: string;
	readonly seconds?: number;
	/** When the rest of a held answer is sent; never when left out. */
	readonly released?: Promise<void>;
	readonly location?: string;
	readonly shape?: WrongShape;
}

const shapes: Readonly<Record<WrongShape, (data: Record<string, unknown>) => unknown>> = {
	dataNull: () => null,
	taskIdMissing: ({ task_id: _, ...rest }) => rest,
	outputNull: (data) => ({ ...data, output: null }),
	errorMissing: ({ error: _, ...rest }) => rest,
	errorNull: (data) => ({ ...data, error: null }),
	metaEmpty: (data) => ({ ...data, meta: {} }),
	statusMissing: ({ status: _, ...rest }) => rest,
	statusCapitalised: (data) => ({
		...data,
		status: capitalised(data.status),
	}),
	statusUnknown: (data) => ({ ...data, status: 'archiving' }),
};

const reshaped = (answer: Answer, shape: WrongShape): Answer => {
	const { json } = answer;
	if (!isObject(json) || !isObject(json.data)) return answer;
	return { ...answer, json: { ...json, data: shapes[shape]({ ...json.data }) } };
};

const brokenJson = (answer: Answer): Answer => {
	const text = JSON.stringify(answer.json ?? null);
	return {
		status: answer.status,
		headers: answer.headers,
		content: Buffer.from(text.slice(0, Math.ceil(text.length / 2))),
	};
};

const NEVER = new Promise<void>(() => undefined);

const whole = (answer: Answer): Delivery => ({ way: 'answer', answer });

const waitHeader = (retryAfter: Fault['retryAfter'], now: number): Record<string, string> => {
	if (retryAfter === undefined) return {};
	const value =
		typeof retryAfter === 'object'
			? headerTime(now + retryAfter.secondsFromNow * 1000)
			: String(retryAfter);
	return { 'retry-after': value };
};

/** What a fault works with. */
interface FaultSetting {
	readonly request: RequestRecord;
	readonly context: EndpointContext;
	/** Does the work of the request. */
	readonly work: () => Answer;
}

const aboutAnother = ({ work, context }: FaultSetting, which: WrongTask): Delivery => {
	const answer = work();
	const data = isObject(answer.json) && isObject(answer.json.data) ? answer.json.data : {};
	const other =
		typeof data.task_id === 'string' ? answerAboutAnother(data.task_id, which, context) : undefined;
	return whole(other ?? answer);
};

const plays: Readonly<Record<FaultKind, (fault: Fault, setting: FaultSetting) => Delivery>> = {
	rateLimited: ({ message = 'too many requests', retryAfter }, { context }) =>
		whole(refusal(429, message, waitHeader(retryAfter, context.clock.now()))),
	serverError: ({ message = 'internal server error' }) => whole(refusal(500, message)),
	badGateway: () => whole(gatewayPage(502, 'Bad Gateway')),
	unavailable: () => whole(gatewayPage(503, 'Service Unavailable')),
	unavailableRetry: ({ retryAfter = 1 }, { context }) =>
		whole(gatewayPage(503, 'Service Unavailable', waitHeader(retryAfter, context.clock.now()))),
	refusedInside200: ({ code = 400, message = 'request refused' }) =>
		whole(jsonAnswer(200, { code, data: null, message })),
	code500Inside200: ({ message = 'internal server error' }) =>
		whole(jsonAnswer(200, { code: 500, data: null, message })),
	resetBefore: () => ({ way: 'reset' }),
	resetAfter: (_, { work }) => {
		work();
		return { way: 'reset' };
	},
	hang: () => ({ way: 'hang' }),
	brokenJson: (_, { work }) => whole(brokenJson(work())),
	emptyBody: (_, { work }) => whole({ ...work(), json: undefined, content: Buffer.alloc(0) }),
	slowBody: ({ seconds = 5 }, { work }) => ({ way: 'slow', answer: work(), seconds }),
	heldBody: ({ released = NEVER }, { work }) => ({ way: 'held', answer: work(), released }),
	truncatedFile: (_, { work }) => ({ way: 'truncated', answer: work() }),
	redirect: ({ location }, { context, request }) =>
		whole(redirectTo(location ?? `${context.externalUrl}${request.path}`)),
	notFound: ({ message = 'not found' }) => whole(refusal(404, message)),
	unauthorized: ({ message = 'invalid api key' }) => whole(refusal(401, message)),
	keyRevoked: ({ message = 'invalid api key' }, { context }) => {
		context.behaviour.keyRevoked = true;
		return whole(refusal(401, message));
	},
	noCredit: ({ status = 400 }) => whole(noCreditAnswer(status)),
	anotherTask: ({ on }, setting) => aboutAnother(setting, on === 'create' ? 'neighbour' : 'first'),
	swappedTasks: (_, setting) => aboutAnother(setting, 'neighbour'),
	wrongShape: ({ shape = 'dataNull' }, { work }) => whole(reshaped(work(), shape)),
};

const due = ({ when, total }: Fault, count: number): boolean => {
	if (typeof when === 'function') return when(count);
	if (when === 'all') return true;
	if (when === 'first') return count === 1;
	if (when === 'last') return count === total;
	return count % 3 === 0;
};

/** The faults that tests have set. */
export class FaultPlan {
	private rules: Array<{ readonly fault: Fault; seen: number; played: number; since?: number }> =
		[];

	set(fault: Fault): void {
		if (fault.when === 'last' && fault.total === undefined) {
			throw new Error('A fault on the last request needs the total');
		}
		this.rules.push({ fault, seen: 0, played: 0 });
	}

	/** Holds answers back half way, until the function that it returns is called. */
	hold(which: Pick<Fault, 'on' | 'when' | 'only'>): () => void {
		let release = (): void => undefined;
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		this.set({ ...which, kind: 'heldBody', released });
		return release;
	}

	clear(): void {
		this.rules = [];
	}

	/** Answers a request, with the first fault that is due. */
	deliver(setting: FaultSetting): Delivery {
		const { request, context, work } = setting;
		const now = context.clock.now();
		const rules = this.rules.filter(
			({ fault }) => fault.on === request.kind && (fault.only?.(request) ?? true),
		);
		for (const rule of rules) rule.seen += 1;
		const rule = rules.find(
			({ fault, seen, played, since = now }) =>
				played < (fault.times ?? Infinity) &&
				now - since <= (fault.forSeconds ?? Infinity) * 1000 &&
				due(fault, seen),
		);
		if (rule === undefined) return whole(work());
		rule.played += 1;
		rule.since ??= now;
		request.fault = rule.fault.kind;
		if (rule.fault.workDone === true) work();
		return plays[rule.fault.kind](rule.fault, setting);
	}
}
