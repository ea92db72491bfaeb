import { runInNewContext } from 'node:vm';

/** Milliseconds. What ends within some of them is far from it, and what does not would take minutes. */
const LIMIT = 10_000;

/** The result of work that must not grow with the square of its text: throws where it does. */
export const endsSoon = <T>(work: () => T): T =>
	runInNewContext('work()', { work }, { timeout: LIMIT }) as T;
