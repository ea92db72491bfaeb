import { adviceOn, certainTopicOf, isRefusedForNow, refusesContent, topicOf } from './advice';
import type { Topic } from './adviceTable';
import { linesOf, textsOf } from './answerText';
import type { Envelope } from './envelope';
import { codeWordsOf, errorCodeIn } from './errorCode';
import { taskIdIn, type Exchange } from './exchange';
import { isObject } from './json';
import { createProblem, type Problem } from './problem';

const isAboutPace = (text: string): boolean => topicOf(text)?.name === 'pace';

/**
 * What a text is about that refuses for good. Where waiting helps (`isBusy`), one that speaks of too many requests or tasks
 * does not, even where it names the plan.
 */
export function finalTopic(text: string, isBusy: boolean): Topic | undefined {
	const topic = certainTopicOf(text);
	return isBusy && (topic?.name === 'content' || isAboutPace(text)) ? undefined : topic;
}

/** Texts of a fault in the middle of the work, after which a task may exist that the answer does not name. */
const UNDECIDED = /time.?out|timed out|deadline|failed to check|internal/i;

/** PiAPI's own word that no task came of it: an empty id beside an error code. */
function namesNoTask({ data }: Envelope, text: string): boolean {
	if (UNDECIDED.test(text) || !isObject(data) || data.task_id !== '') return false;
	return errorCodeIn(data.error) !== '';
}

/** What went wrong with a create without a task, whatever the answer claims. */
const problemIn = (exchange: Exchange, { message }: Envelope, httpCode: string): Problem =>
	'problem' in exchange
		? exchange.problem
		: createProblem({
				message: message || 'PiAPI created no task and gave no reason',
				...adviceOn(httpCode, message),
			});

/**
 * An answer to a create, read more closely than any other: one without a task that tells of credit, plan or content is
 * refused, and one that tells of too many active tasks is busy, whatever its HTTP status and its code. Not for other requests: a status request that fails with such a text
 * says nothing about the task.
 */
export function asCreateAnswer(exchange: Exchange): Exchange {
	const envelope = 'envelope' in exchange ? exchange.envelope : undefined;
	if (envelope === undefined || taskIdIn(envelope) !== undefined) return exchange;
	const { body } = envelope;
	const text = [...textsOf(body), ...codeWordsOf(body)].join('\n');
	const isForNow = isRefusedForNow(text);
	const isBusy = exchange.outcome === 'busy' || isForNow;
	const topic = finalTopic(text, isBusy);
	if (isForNow && topic === undefined) {
		const retryAfter = 'retryAfter' in exchange ? exchange.retryAfter : undefined;
		return { outcome: 'busy', problem: problemIn(exchange, envelope, '429'), retryAfter, envelope };
	}
	const isLimit =
		exchange.outcome === 'busy' && (exchange.problem.httpCode === '429' || isAboutPace(text));
	const namesNone = exchange.outcome !== 'refused' && !isLimit && namesNoTask(envelope, text);
	const about = topic ?? topicOf(text);
	const isContent =
		about === undefined ? linesOf(body).some(refusesContent) : about.name === 'content';
	if (topic === undefined && !namesNone) {
		return exchange.outcome === 'refused' && isContent
			? { ...exchange, problem: { ...exchange.problem, isContent } }
			: exchange;
	}
	const problem = problemIn(exchange, envelope, '400');
	return {
		outcome: 'refused',
		problem: {
			...problem,
			advice: topic?.advice ?? problem.advice,
			type: topic?.type ?? problem.type,
			isContent,
		},
		envelope,
	};
}
