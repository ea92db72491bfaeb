/** Tells a problem from anything that a user or PiAPI can send: no JSON has a symbol. */
const BRAND = Symbol('problem');

/** What went wrong, as plain data: the one form that errors take until they reach n8n. */
export interface Problem {
	readonly [BRAND]: true;
	/** One line: what happened, in PiAPI's words where it gave any. */
	readonly message: string;
	/** What to do about it. */
	readonly advice: string;
	/** HTTP status, or the envelope's code that stands for one. */
	readonly httpCode?: string;
	readonly taskId?: string;
	/** The task's state, when there is a task. */
	readonly taskStatus?: string;
	/** A task may have been made that no item holds. */
	readonly unclear?: boolean;
}

export const createProblem = (facts: Omit<Problem, typeof BRAND>): Problem => ({
	...facts,
	[BRAND]: true,
});

export const isProblem = (value: unknown): value is Problem =>
	typeof value === 'object' && value !== null && BRAND in value;

const ADVICE: Readonly<Record<string, string>> = {
	'400': 'Check the values of the fields; PiAPI did not accept this request.',
	'401': 'Check the API key in the PiAPI credential.',
	'402': 'Top up the balance in the PiAPI workspace.',
	'403': 'Check in the PiAPI workspace that the plan includes this function.',
	'404': 'Check the task ID and the Base URL of the PiAPI credential.',
	'429': 'PiAPI takes no more requests or tasks for now; try again later.',
};

export const adviceFor = (httpCode: string): string =>
	ADVICE[httpCode] ??
	(httpCode.startsWith('5')
		? 'PiAPI has trouble answering; try again later.'
		: 'Check the values of the fields and the PiAPI credential.');

/** Replaces every secret in a text; short ones are left, since they would match ordinary words. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
	secrets
		.filter((secret) => secret.length >= 8)
		.reduce((result, secret) => result.split(secret).join('***'), text);
