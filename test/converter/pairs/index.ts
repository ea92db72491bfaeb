import { CALLER_PAIRS } from './callerPairs';
import { CODE_PAIRS } from './codePairs';
import { ERROR_PAIRS } from './errorPairs';
import { JOIN_PAIRS } from './joinPairs';
import { LIST_PAIRS } from './listPairs';
import type { Pair } from '../../../tools/pairs/pair';
import { WAY_PAIRS } from './wayPairs';

/** Workflows in the style of what people build: each kind of node once between a task and what reads it. */
export const PAIRS: readonly Pair[] = [
	...CODE_PAIRS,
	...LIST_PAIRS,
	...JOIN_PAIRS,
	...WAY_PAIRS,
	...ERROR_PAIRS,
	...CALLER_PAIRS,
];
