import { certainTopicOf, isAboutContent, topicOf } from './advice';
import type { Topic } from './adviceTable';
import { cutText } from './cutText';
import { saysNothing } from './errorCode';
import { errorNumberIn, hasAnswer } from './errorInside';
import { problemOf, type FailedExchange } from './exchange';
import { isObject, textsAnywhere } from './json';
import { createProblem, type Problem } from './problem';
import { messageOf } from './answerText';
import { finalTopic } from './refusals';

/** A reason may be at any place. A line for each text, as what one says of another is not known. */
const linesOf = (body: unknown): string => textsAnywhere(body).join('\n');

/** What an error answer means. */
export function refused(
	status: number,
	body: unknown,
	retryAfter?: number,
	plain?: string,
): FailedExchange {
	const problem = problemOf(status, isObject(body) ? messageOf(body) : '', plain);
	const isBusy = status === 429 || (status === 503 && retryAfter !== undefined);
	const final = finalTopic(linesOf(body), isBusy);
	if (final !== undefined) return refusedAbout(final, problem);
	if (isBusy) return { outcome: 'busy', problem, retryAfter };
	// A timeout of the server's may come after the model has answered, and was charged.
	const isRefusal = status >= 300 && status < 500 && status !== 408;
	if (!isRefusal) return { outcome: 'unclear', problem, retryAfter };
	const isContent = isAboutContent(problem.message);
	return { outcome: 'refused', problem: { ...problem, isContent }, retryAfter };
}

const refusedAbout = ({ name, advice, type }: Topic, problem: Problem): FailedExchange => ({
	outcome: 'refused',
	problem: { ...problem, advice, type, isContent: name === 'content' },
});

/** Credit, plan or content may be refused inside a successful answer, too: then there is nothing else in it. */
export function refusedInside(body: unknown): FailedExchange | undefined {
	if (!isObject(body) || hasAnswer(body)) return undefined;
	const topic = certainTopicOf(linesOf(body));
	if (topic === undefined) return undefined;
	const problem = problemOf(Number(body.code) || 200, messageOf(body));
	return refusedAbout(topic, problem);
}

const MAY_BE_CHARGED = 'PiAPI may have charged it, so the request was not repeated.';

/**
 * What went wrong, where a successful answer tells an error in place of what was asked for. Only a code says what that means
 * for a request that was paid.
 */
export function failedInside(body: unknown, retryAfter?: number): FailedExchange | undefined {
	if (!isObject(body) || hasAnswer(body)) return undefined;
	const refusal = refusedInside(body);
	if (refusal) return refusal;
	const code = errorNumberIn(body);
	if (code !== undefined && code >= 400 && code < 600) return refused(code, body, retryAfter);
	const message = messageOf(body);
	if (saysNothing(message) && code === undefined) return undefined;
	return {
		outcome: 'unclear',
		problem: createProblem({
			message: saysNothing(message) ? `PiAPI gave only the error code ${code}` : message,
			advice:
				topicOf(message)?.advice ?? `${MAY_BE_CHARGED} Check the usage in the PiAPI workspace.`,
			httpCode: String(code ?? 200),
		}),
	};
}

export const brokeOff = (text: string): FailedExchange => ({
	outcome: 'unclear',
	problem: createProblem({
		message: 'The answer ended early',
		advice: `${MAY_BE_CHARGED} It began with: ${cutText(text, 200) || 'nothing'}`,
	}),
});

export const tooLate = (milliseconds: number): FailedExchange => ({
	outcome: 'unclear',
	problem: createProblem({
		message: `No complete answer within ${Math.round(milliseconds / 1000)} seconds (Timeout)`,
		advice: `${MAY_BE_CHARGED} Raise Timeout if answers take longer.`,
	}),
});
