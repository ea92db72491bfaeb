import { make, sorters } from 'covertable';

import type { RequestKind } from '../../tools/simulator/requestRecord';
import { nameOf, PLAYS, WAYS, WHEN, type Play, type Target, type Way, type When } from './plays';

/** Each case sends that many items. */
const ITEMS = 20;
/** Few, so that requests without need stand out. */
const ITEMS_TOLD_TO_WAIT = 5;

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

type PlainTarget = 'create' | 'status' | 'history' | 'upload' | 'download' | 'account';

const plainRequests = (target: PlainTarget, items: number): Requests => {
	const of = (on: RequestKind, usual: number): Requests => ({ on, usual, items, executions: 1 });
	switch (target) {
		case 'status':
			return of('status', 3 * items);
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

/** What a target does when nothing goes wrong: `wait-status` does what `status` does. */
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

type Values = Readonly<Record<string, ReadonlyArray<string | boolean>>>;
type Row<T> = { readonly [K in keyof T]: T[K] extends ReadonlyArray<infer V> ? V : never };

/** Of all combinations so many that every two values of different kinds meet. */
const pairsOf = (values: Values): unknown =>
	make(Object.fromEntries(Object.entries(values).map(([kind, list]) => [kind, [...list]])), {
		sorter: sorters.hash,
		seed: 'faults',
	});

const productOf = (values: Values): unknown =>
	Object.entries(values).reduce<Array<Record<string, unknown>>>(
		(rows, [kind, list]) => rows.flatMap((row) => list.map((value) => ({ ...row, [kind]: value }))),
		[{}],
	);

/**
 * The cases of plays, where other values play a part: every combination with `FAULTS=all`, pairwise otherwise; with
 * `FAULT=<text>` only those of faults whose name contains the text.
 */
export function combinationsOf<T extends Values>(
	plays: readonly Play[],
	more: T,
	way: readonly Way[] = WAYS,
): Array<FaultCase & Row<T>> {
	const { FAULTS: all, FAULT: only = '' } = process.env;
	const byName = new Map(plays.map((play) => [nameOf(play), play]));
	const values = { name: [...byName.keys()], when: WHEN, retryOnFail: [false, true], way, ...more };
	const rows = all === 'all' ? productOf(values) : pairsOf(values);
	return (rows as Array<Omit<FaultCase, 'play'> & Row<T>>)
		.filter(({ name }) => name.includes(only))
		.map((row) => ({ ...row, play: byName.get(row.name) ?? { kind: 'hang' } }));
}

/** The cases of a target. */
export const casesOf = (target: Target): FaultCase[] => {
	const plays = PLAYS[target];
	const limited = plays.filter(({ ways }) => ways !== undefined);
	return [
		...combinationsOf(
			plays.filter(({ ways }) => ways === undefined),
			{},
		),
		...limited.flatMap((play) => combinationsOf([play], {}, play.ways)),
	];
};
