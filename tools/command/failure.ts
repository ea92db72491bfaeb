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
const familyFacts = (error: unknown): Partial<Facts> =>
	typeof error === 'object' && error !== null ? error : {};

export const messageOf = (error: unknown): string => {
	const { message } = familyFacts(error);
	return typeof message === 'string' ? message : String(error);
};

/** The code that Node gives to a failure of the system, e.g. `ENOENT`. */
export const codeOf = (error: unknown): string => {
	const { code } = familyFacts(error);
	return typeof code === 'string' ? code : '';
};

/** What a script prints about a failure: a stack only where the failure was not foreseen. */
export const reportOf = (error: unknown): string => {
	const { stack } = familyFacts(error);
	return error instanceof ClearFailure || typeof stack !== 'string' ? messageOf(error) : stack;
};
