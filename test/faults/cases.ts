import { make, sorters } from 'covertable';

import type { Fault, FaultKind, WrongShape } from '../simulator/faults';
import type { RequestKind } from '../simulator/ledger';
import { CONDITIONS, type Condition } from './conditions';

/** Each case sends that many items. */
const ITEMS = 20;
/** Few, so that requests without need stand out. */
const ITEMS_TOLD_TO_WAIT = 5;

export type Target =
	| 'create'
	| 'look'
	| 'history'
	| 'upload'
	| 'download'
	| 'account'
	/** Creates that the account's credit does not cover. */
	| 'credit'
	/** Creates whose response is lost, under a condition that makes the task hard to find. */
	| 'lost'
	/** As `lost`, with three executions of the same account side by side. */
	| 'executions'
	/** The same requests as the target of that name, answered with an odd `Retry-After`. */
	| `wait-${'create' | 'look' | 'history' | 'upload' | 'download' | 'account'}`;

const WHEN = ['first', 'last', 'everyThird', 'all'] as const;
export type When = (typeof WHEN)[number];

/** What n8n does after an error; `stopped`: the user presses Stop in the midst of it. */
const WAYS = ['stop', 'continue', 'errorOutput', 'stopped'] as const;
export type Way = (typeof WAYS)[number];

export interface Play extends Omit<Fault, 'on' | 'when' | 'total'> {
	readonly condition?: Condition;
	/** The ways that this fault is played with; all of them when left out. */
	readonly ways?: readonly Way[];
}

export interface FaultCase {
	readonly name: string;
	readonly play: Play;
	readonly when: When;
	readonly retryOnFail: boolean;
	readonly way: Way;
}

interface Requests {
	readonly on: RequestKind;
	/** How many there are when nothing goes wrong. */
	readonly usual: number;
	readonly items: number;
	readonly executions: number;
}

type PlainTarget = 'create' | 'look' | 'history' | 'upload' | 'download' | 'account';

const plainRequests = (target: PlainTarget, items: number): Requests => {
	const of = (on: RequestKind, usual: number): Requests => ({ on, usual, items, executions: 1 });
	switch (target) {
		case 'look':
			return of('look', 3 * items);
		case 'history':
			return of('history', items / 2);
		case 'download':
			return of('file', items);
		case 'account':
			return of('account', 1);
		default:
			return of(target, items);
	}
};

/** What a target does when nothing goes wrong: `wait-look` does what `look` does. */
export const plainTarget = (target: Target): PlainTarget =>
	target === 'lost' || target === 'executions' || target === 'credit'
		? 'create'
		: (target.replace('wait-', '') as PlainTarget);

const EXECUTIONS = 3;
const ITEMS_OF_EXECUTION = 10;

/** The requests that a target stands for. */
export function requestsOf(target: Target): Requests {
	if (target === 'executions') {
		const usual = EXECUTIONS * ITEMS_OF_EXECUTION;
		return { on: 'create', usual, items: ITEMS_OF_EXECUTION, executions: EXECUTIONS };
	}
	const isToldToWait = target.startsWith('wait-');
	return plainRequests(plainTarget(target), isToldToWait ? ITEMS_TOLD_TO_WAIT : ITEMS);
}

const plain = (...kinds: FaultKind[]): Play[] => kinds.map((kind) => ({ kind }));

/** Faults whose request may have had its effect all the same. */
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

const PLAYS: Readonly<Record<Target, readonly Play[]>> = {
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
	look: [
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
	'wait-look': toldToWait,
	'wait-history': toldToWait,
	'wait-upload': toldToWait,
	'wait-download': toldToWait,
	'wait-account': toldToWait,
};

const waitOf = (retryAfter: Play['retryAfter']): string => {
	if (retryAfter === undefined) return '';
	if (typeof retryAfter !== 'object') return `Retry-After ${retryAfter}`;
	return `Retry-After a date ${retryAfter.secondsFromNow} s from now`;
};

const nameOf = ({ kind, workDone, shape, seconds, status, retryAfter, condition }: Play): string =>
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

const product = (plays: readonly Play[]): FaultCase[] =>
	plays.flatMap((play) =>
		WHEN.flatMap((when) =>
			[false, true].flatMap((retryOnFail) =>
				(play.ways ?? WAYS).map((way) => ({ name: nameOf(play), play, when, retryOnFail, way })),
			),
		),
	);

/** Of all combinations so many that every two values of different kinds meet. */
const pairwiseOf = (plays: readonly Play[], ways: readonly Way[]): FaultCase[] => {
	const byName = new Map(plays.map((play) => [nameOf(play), play]));
	const rows = make(
		{ name: [...byName.keys()], when: [...WHEN], retryOnFail: [false, true], way: [...ways] },
		{ sorter: sorters.hash, seed: 'faults' },
	) as unknown as Array<Omit<FaultCase, 'play'>>;
	return rows.map((row) => ({ ...row, play: byName.get(row.name) ?? { kind: 'hang' } }));
};

const pairwise = (plays: readonly Play[]): FaultCase[] => {
	const limited = plays.filter(({ ways }) => ways !== undefined);
	return [
		...pairwiseOf(
			plays.filter(({ ways }) => ways === undefined),
			WAYS,
		),
		...limited.flatMap((play) => pairwiseOf([play], play.ways ?? WAYS)),
	];
};

/**
 * The cases of a target: every combination with `FAULTS=all`, pairwise otherwise; with `FAULT=<text>` only those of faults
 * whose name contains the text.
 */
export const casesOf = (target: Target): FaultCase[] => {
	const { FAULTS: all, FAULT: only = '' } = process.env;
	const cases = all === 'all' ? product(PLAYS[target]) : pairwise(PLAYS[target]);
	return cases.filter(({ name }) => name.includes(only));
};
