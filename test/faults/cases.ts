import { make, sorters } from 'covertable';

import type { Fault, FaultKind, WrongShape } from '../simulator/faults';
import type { RequestKind } from '../simulator/ledger';

/** Each case sends that many items. */
export const ITEMS = 20;

export type Target = 'create' | 'look' | 'history' | 'upload' | 'download' | 'account';

const WHEN = ['first', 'last', 'everyThird', 'all'] as const;
export type When = (typeof WHEN)[number];

/** What n8n does after an error; `stopped`: the user presses Stop in the midst of it. */
const WAYS = ['stop', 'continue', 'errorOutput', 'stopped'] as const;
export type Way = (typeof WAYS)[number];

export type Play = Omit<Fault, 'on' | 'when' | 'total'>;

export interface FaultCase {
	readonly name: string;
	readonly play: Play;
	readonly when: When;
	readonly retryOnFail: boolean;
	readonly way: Way;
}

/** The requests that a target stands for, and how many there are of them when nothing goes wrong. */
export const REQUESTS: Readonly<Record<Target, { on: RequestKind; usual: number }>> = {
	create: { on: 'create', usual: ITEMS },
	look: { on: 'look', usual: 3 * ITEMS },
	history: { on: 'history', usual: ITEMS / 2 },
	upload: { on: 'upload', usual: ITEMS },
	download: { on: 'file', usual: ITEMS },
	account: { on: 'account', usual: 1 },
};

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

const PLAYS: Readonly<Record<Target, readonly Play[]>> = {
	create: [
		...busy,
		...onTheWay,
		...doneOrNot('hang', 'serverError', 'badGateway', 'unavailable', 'code500Inside200'),
		...unreadable,
		...slow,
		...shapes('dataNull', 'taskIdMissing', 'outputNull', 'errorMissing', 'errorNull', 'metaEmpty'),
		...shapes('statusMissing', 'statusCapitalised', 'statusUnknown'),
	],
	look: [
		...busy,
		...onTheWay,
		...noAnswer,
		...unreadable,
		...slow,
		...shapes('dataNull', 'taskIdMissing', 'outputNull', 'errorMissing', 'errorNull', 'metaEmpty'),
		...shapes('statusMissing', 'statusCapitalised', 'statusUnknown'),
	],
	history: [...busy, ...onTheWay, ...noAnswer, ...unreadable, ...slow, ...shapes('dataNull')],
	upload: [
		...busy,
		...onTheWay,
		...doneOrNot('hang', 'serverError', 'badGateway', 'unavailable', 'code500Inside200'),
		...unreadable,
		...slow,
		...shapes('dataNull'),
	],
	download: [
		...busy,
		...onTheWay,
		...plain('hang', 'serverError', 'badGateway', 'unavailable', 'truncatedFile', 'emptyBody'),
		...slow,
	],
	account: [...onTheWay, ...noAnswer, ...unreadable, ...shapes('dataNull')],
};

const nameOf = ({ kind, workDone, shape, seconds, retryAfter }: Play): string =>
	[
		kind,
		shape,
		workDone === true ? 'work done' : '',
		seconds === undefined ? '' : `${seconds} s`,
		retryAfter === undefined ? '' : `Retry-After ${retryAfter}`,
	]
		.filter(Boolean)
		.join(' ');

const product = (plays: readonly Play[]): FaultCase[] =>
	plays.flatMap((play) =>
		WHEN.flatMap((when) =>
			[false, true].flatMap((retryOnFail) =>
				WAYS.map((way) => ({ name: nameOf(play), play, when, retryOnFail, way })),
			),
		),
	);

/** Of all combinations so many that every two values of different kinds meet. */
const pairwise = (plays: readonly Play[]): FaultCase[] => {
	const byName = new Map(plays.map((play) => [nameOf(play), play]));
	const rows = make(
		{ name: [...byName.keys()], when: [...WHEN], retryOnFail: [false, true], way: [...WAYS] },
		{ sorter: sorters.hash, seed: 'faults' },
	) as unknown as Array<Omit<FaultCase, 'play'>>;
	return rows.map((row) => ({ ...row, play: byName.get(row.name) ?? { kind: 'hang' } }));
};

/** The cases of a target: every combination with `FAULTS=all`, pairwise otherwise. */
export const casesOf = (target: Target): FaultCase[] =>
	process.env.FAULTS === 'all' ? product(PLAYS[target]) : pairwise(PLAYS[target]);
