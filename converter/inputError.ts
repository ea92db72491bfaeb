/** What was given cannot be converted. The message says what was found and what to do. */
export class InputError extends Error {
	override readonly name = 'InputError';
}
