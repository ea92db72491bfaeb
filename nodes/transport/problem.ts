import type { ProblemType } from './problemType';
import { secretPattern } from './secretPattern';

/** Tells a problem from anything that a user or PiAPI can send: no JSON has a symbol. */
const BRAND = Symbol('problem');

/** What went wrong, as plain data: the one form that errors take until they reach n8n. */
export interface Problem {
	readonly [BRAND]: true;
	/** One line: what happened, in PiAPI's words where it gave any. */
	readonly message: string;
	/** What to do about it. */
	readonly advice: string;
	/** As far as an answer or a check tells it: see `typeOf`. */
	readonly type?: ProblemType;
	/** HTTP status, or the envelope's code that stands for one. */
	readonly httpCode?: string;
	readonly taskId?: string;
	/** The task's state, when there is a task. */
	readonly taskStatus?: string;
	/** Of the task, or of the request for one. */
	readonly model?: string;
	readonly taskType?: string;
	/** A task may have been created that no item has. */
	readonly unclear?: boolean;
	/** The IDs of tasks that may be the one of an unclear create, likeliest first. */
	readonly candidates?: readonly string[];
	/** PiAPI or the model refused the content, so that the same request fails again. */
	readonly isContent?: boolean;
	/** What PiAPI charged for a task that failed, in US dollars; 0 where it says that it charged nothing. */
	readonly costUsd?: number;
	/** Something else has answered in place of PiAPI, so its HTTP status says nothing about the account. */
	readonly isElsewhere?: boolean;
	/** PiAPI does not know the task of an earlier try, which may be that of another account. */
	readonly isUnknownToAccount?: boolean;
	/** The task has not finished within its Timeout. */
	readonly isTimeout?: boolean;
}

export const createProblem = (facts: Omit<Problem, typeof BRAND>): Problem => ({
	...facts,
	[BRAND]: true,
});

export const isProblem = (value: unknown): value is Problem =>
	typeof value === 'object' && value !== null && BRAND in value;

/** What is known of the task counts more than what an answer said. */
export function typeOf({ unclear, isContent, isTimeout, taskStatus, type }: Problem): ProblemType {
	if (unclear === true) return 'unclear';
	if (isContent === true) return 'content';
	if (taskStatus === 'failed' || taskStatus === 'canceled') return taskStatus;
	return isTimeout === true ? 'timeout' : (type ?? 'invalid');
}

/** A fault of this package or of n8n; it must not harm other items. */
export const unexpected = (thrown: unknown): Problem =>
	createProblem({
		message: thrown instanceof Error ? thrown.message : String(thrown),
		advice: 'Unexpected error. Please report it with the steps to reproduce it.',
		type: 'unexpected',
	});

/** Nobody took the request; `how` tells more, in whole sentences. */
export const unreachable = (how: string): Problem =>
	createProblem({
		message: 'PiAPI could not be reached',
		advice: `${how} Check the network, the proxy and the Base URL of the PiAPI credential.`,
		type: 'unavailable',
	});

/** Replaces every secret of four letters and more in a text. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
	maskOf(secrets)(text);

/** Takes the secrets out of a text. */
export type Mask = (text: string) => string;

/** For many texts: to find a secret in all its forms takes a long pattern. */
export function maskOf(secrets: readonly string[]): Mask {
	const pattern = secretPattern(secrets);
	return pattern === undefined ? (text) => text : (text) => text.replace(pattern, '***');
}

/** The same for a JSON value, in keys and numbers, too; what has no secret is not copied. */
export const jsonWithoutSecrets = <T>(value: T, secrets: readonly string[]): T =>
	maskedJson(value, maskOf(secrets));

export const maskedJson = <T>(value: T, mask: Mask): T => masked(value, mask) as T;

function masked(value: unknown, mask: Mask): unknown {
	if (typeof value === 'string') return mask(value);
	if (typeof value === 'number') {
		const text = mask(String(value));
		return text === String(value) ? value : text;
	}
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const list = value as unknown[];
		const clean = list.map((inner) => masked(inner, mask));
		return clean.some((inner, index) => inner !== list[index]) ? clean : list;
	}
	const entries = Object.entries(value);
	const clean = entries.map(([key, inner]): [string, unknown] => [mask(key), masked(inner, mask)]);
	const changed = clean.some(
		([key, inner], index) => key !== entries[index]?.[0] || inner !== entries[index]?.[1],
	);
	return changed ? Object.fromEntries(clean) : value;
}
