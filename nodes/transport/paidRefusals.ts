import { certainTopicOf, isAboutContent } from './advice';
import type { Topic } from './adviceTable';
import { problemOf, type FailedExchange } from './exchange';
import { isObject } from './json';
import { createProblem, type Problem } from './problem';
import { messageOf } from './answerText';
import { finalTopic } from './refusals';

/** What an error answer means. */
export function refused(status: number, body: unknown, retryAfter?: number): FailedExchange {
	const problem = problemOf(status, isObject(body) ? messageOf(body) : '');
	const isBusy = status === 429 || (status === 503 && retryAfter !== undefined);
	const final = finalTopic(JSON.stringify(body ?? ''), isBusy);
	if (final !== undefined) return refusedAbout(final, problem);
	if (isBusy) return { outcome: 'busy', problem, retryAfter };
	// A timeout of the server's may come after the model has answered, and was charged.
	const isRefusal = status >= 300 && status < 500 && status !== 408;
	if (!isRefusal) return { outcome: 'unclear', problem, retryAfter };
	const isContent = isAboutContent(problem.message);
	return { outcome: 'refused', problem: { ...problem, isContent }, retryAfter };
}

const refusedAbout = ({ name, advice }: Topic, problem: Problem): FailedExchange => ({
	outcome: 'refused',
	problem: { ...problem, advice, isContent: name === 'content' },
});

/** Credit, plan or content may be refused inside a successful answer, too: then there is nothing else in it. */
export function refusedInside(body: unknown): FailedExchange | undefined {
	if (!isObject(body) || Array.isArray(body.choices) || Array.isArray(body.data)) return undefined;
	const topic = certainTopicOf(JSON.stringify(body));
	if (topic === undefined) return undefined;
	const problem = problemOf(Number(body.code) || 200, messageOf(body));
	return refusedAbout(topic, problem);
}

export const brokeOff = (text: string): FailedExchange => ({
	outcome: 'unclear',
	problem: createProblem({
		message: 'The answer ended early',
		advice: `PiAPI may have charged it, so the request was not repeated. It began with: ${text.slice(0, 200) || 'nothing'}`,
	}),
});

export const tooLate = (milliseconds: number): FailedExchange => ({
	outcome: 'unclear',
	problem: createProblem({
		message: `No complete answer within ${Math.round(milliseconds / 1000)} seconds (Timeout)`,
		advice:
			'PiAPI may have charged it, so the request was not repeated. Raise Timeout if answers take longer.',
	}),
});
