/** A failure whose message says all that the person at the terminal needs; shown without a stack. */
export class ClearFailure extends Error {
	override readonly name = 'ClearFailure';
}

/** Thrown where work ends early because the person asked for it, e.g. by Ctrl-C. */
export class Interrupted extends Error {
	override readonly name = 'Interrupted';
}

export const messageOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/** What a script prints about a failure: a stack only where the failure was not foreseen. */
export const reportOf = (error: unknown): string =>
	error instanceof Error && !(error instanceof ClearFailure)
		? (error.stack ?? error.message)
		: messageOf(error);
