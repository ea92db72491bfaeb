/** A failure whose message says all that the person at the terminal needs; shown without a stack. */
export class ClearFailure extends Error {
	override readonly name = 'ClearFailure';
}

/** Thrown where work ends early because the person asked for it, e.g. by Ctrl-C. */
export class Interrupted extends Error {
	override readonly name = 'Interrupted';
}

type Facts = Readonly<Record<'code' | 'message' | 'name' | 'stack', unknown>>;

/** Not `instanceof Error`: in jest, errors of Node's own modules come from another realm. */
const factsOf = (error: unknown): Partial<Facts> =>
	typeof error === 'object' && error !== null ? error : {};

export const messageOf = (error: unknown): string => {
	const { message } = factsOf(error);
	return typeof message === 'string' ? message : String(error);
};

/** The code that Node gives to a failure of the system, e.g. `ENOENT`. */
export const codeOf = (error: unknown): string => {
	const { code } = factsOf(error);
	return typeof code === 'string' ? code : '';
};

/** How the codes begin with which Node refuses a command line. */
const WRONG_OPTIONS = 'ERR_PARSE_ARGS_';

/** What a script prints about a failure: a stack only where the failure was not foreseen. */
export const reportOf = (error: unknown): string => {
	const { stack } = factsOf(error);
	const isForeseen = error instanceof ClearFailure || codeOf(error).startsWith(WRONG_OPTIONS);
	return isForeseen || typeof stack !== 'string' ? messageOf(error) : stack;
};
