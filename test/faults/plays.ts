import type { Fault, FaultKind, WrongShape } from '../../tools/simulator/faults';
import { CONDITIONS, HIDDEN, type Condition } from './conditions';

export type Target =
	| 'create'
	| 'status'
	| 'history'
	| 'upload'
	| 'download'
	| 'account'
	/** Creates that the account's credit does not cover. */
	| 'credit'
	/** Creates whose response is lost, under a condition that lets the task be hard to find. */
	| 'lost'
	/** As `lost`, with three executions of the same account side by side. */
	| 'executions'
	/** The same requests as the target of that name, answered with an odd `Retry-After`. */
	| `wait-${'create' | 'status' | 'history' | 'upload' | 'download' | 'account'}`;

export const WHEN = ['first', 'last', 'everyThird', 'all'] as const;
export type When = (typeof WHEN)[number];

/** What n8n does after an error; `stopped`: the user presses Stop in the midst of it. */
export const WAYS = ['stop', 'continue', 'errorOutput', 'stopped'] as const;
export type Way = (typeof WAYS)[number];

export interface Play extends Omit<Fault, 'on' | 'when' | 'total'> {
	readonly condition?: Condition;
	/** The ways that this fault is played with; all of them when left out. */
	readonly ways?: readonly Way[];
}

const plain = (...kinds: FaultKind[]): Play[] => kinds.map((kind) => ({ kind }));

/** Faults whose request may still have had its effect. */
const doneOrNot = (...kinds: FaultKind[]): Play[] =>
	kinds.flatMap((kind) => [{ kind }, { kind, workDone: true }]);

const shapes = (...names: WrongShape[]): Play[] =>
	names.map((shape) => ({ kind: 'wrongShape', shape }));

/** PiAPI's "not now" ends some time, or an item would wait for ever, as it should. */
const busy: Play[] = [
	{ kind: 'rateLimited', times: 30 },
	{ kind: 'rateLimited', retryAfter: 2, times: 30 },
	{ kind: 'unavailableRetry', times: 30 },
];

const onTheWay = plain('resetBefore', 'resetAfter', 'redirect', 'notFound', 'unauthorized');
const noAnswer = plain('hang', 'serverError', 'badGateway', 'unavailable', 'code500Inside200');
const unreadable = plain('brokenJson', 'emptyBody', 'refusedInside200');
const slow: Play[] = [
	{ kind: 'slowBody', seconds: 5 },
	{ kind: 'slowBody', seconds: 150 },
];

const lostUnder = (...conditions: Condition[]): Play[] =>
	conditions.map((condition) => ({ kind: 'resetAfter', condition }));

const noCredit: Play[] = ([200, 400, 402, 500] as const).map((status) => ({
	kind: 'noCredit',
	status,
}));

/** In seconds; n8n's and PiAPI's clocks agree here. */
const RETRY_AFTER: ReadonlyArray<Play['retryAfter']> = [
	0,
	-5,
	'soon',
	{ secondsFromNow: -3600 },
	{ secondsFromNow: 10 },
	3600,
];

const toldToWait: readonly Play[] = RETRY_AFTER.map((retryAfter) => ({
	kind: 'rateLimited',
	retryAfter,
}));

/** A create waits as long as it is told, so that only a stop ends an hour's wait. */
const toldToCreateLater: readonly Play[] = toldToWait.map((play) => ({
	...play,
	forSeconds: 60,
	...(play.retryAfter === 3600 ? { ways: ['stopped'] } : {}),
}));

export const PLAYS: Readonly<Record<Target, readonly Play[]>> = {
	create: [
		...busy,
		...onTheWay,
		...doneOrNot('hang', 'serverError', 'badGateway', 'unavailable', 'code500Inside200'),
		...unreadable,
		...slow,
		...shapes('dataNull', 'taskIdMissing', 'outputNull', 'errorMissing', 'errorNull', 'metaEmpty'),
		...shapes('statusMissing', 'statusCapitalised', 'statusUnknown'),
		...plain('anotherTask', 'keyRevoked'),
	],
	status: [
		...busy,
		...onTheWay,
		...noAnswer,
		...unreadable,
		...slow,
		...shapes('dataNull', 'taskIdMissing', 'outputNull', 'errorMissing', 'errorNull', 'metaEmpty'),
		...shapes('statusMissing', 'statusCapitalised', 'statusUnknown'),
		...plain('anotherTask', 'swappedTasks', 'keyRevoked'),
	],
	history: [
		...busy,
		...onTheWay,
		...noAnswer,
		...unreadable,
		...slow,
		...shapes('dataNull'),
		...plain('keyRevoked'),
	],
	upload: [
		...busy,
		...onTheWay,
		...doneOrNot('hang', 'serverError', 'badGateway', 'unavailable', 'code500Inside200'),
		...unreadable,
		...slow,
		...shapes('dataNull'),
		...plain('keyRevoked'),
	],
	download: [
		...busy,
		...onTheWay,
		...plain('hang', 'serverError', 'badGateway', 'unavailable', 'truncatedFile', 'emptyBody'),
		...slow,
	],
	account: [...onTheWay, ...noAnswer, ...unreadable, ...shapes('dataNull'), ...plain('keyRevoked')],
	credit: noCredit,
	lost: lostUnder(...(Object.keys(CONDITIONS) as Condition[])),
	executions: [
		{ kind: 'resetAfter' },
		...lostUnder('history lags 30 s', 'n8n 5 min ahead', 'prompt extended'),
	],
	'wait-create': toldToCreateLater,
	'wait-status': toldToWait,
	'wait-history': toldToWait,
	'wait-upload': toldToWait,
	'wait-download': toldToWait,
	'wait-account': toldToWait,
};

/** Creates whose tasks nobody finds again. */
export const HIDDEN_PLAYS: readonly Play[] = [
	{ kind: 'resetAfter', condition: HIDDEN },
	{ kind: 'serverError', workDone: true, condition: HIDDEN },
];

/** Of requests that cancel a task. */
export const CANCEL_PLAYS: readonly Play[] = [
	...busy,
	...onTheWay,
	...noAnswer,
	{ kind: 'hang', workDone: true },
	{ kind: 'serverError', workDone: true },
	...unreadable,
	...slow,
	...plain('keyRevoked'),
];

const waitOf = (retryAfter: Play['retryAfter']): string => {
	if (retryAfter === undefined) return '';
	if (typeof retryAfter !== 'object') return `Retry-After ${retryAfter}`;
	return `Retry-After a date ${retryAfter.secondsFromNow} s from now`;
};

export const nameOf = ({
	kind,
	workDone,
	shape,
	seconds,
	status,
	retryAfter,
	condition,
}: Play): string =>
	[
		kind,
		shape,
		condition,
		status === undefined ? '' : `HTTP ${status}`,
		workDone === true ? 'work done' : '',
		seconds === undefined ? '' : `${seconds} s`,
		waitOf(retryAfter),
	]
		.filter(Boolean)
		.join(' ');
