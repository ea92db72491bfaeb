import { isObject, textsOf, type Envelope } from './envelope';
import { taskIdIn, type Exchange } from './exchange';
import { adviceFor, createProblem } from './problem';

export type RefusalReason = 'credit' | 'plan' | 'content';

/**
 * Parts of texts, in lower case, by which PiAPI or a model refuses a request for good: it created nothing, and sending
 * it again changes nothing. Only texts that say so for certain; a failed check of the account does not.
 */
export const REFUSAL_TEXTS: ReadonlyArray<{
	readonly fragment: string;
	readonly reason: RefusalReason;
}> = [
	{ fragment: 'freeze point', reason: 'credit' },
	{ fragment: 'insufficient credit', reason: 'credit' },
	{ fragment: 'insufficient balance', reason: 'credit' },
	{ fragment: 'insufficient point', reason: 'credit' },
	{ fragment: 'insufficient fund', reason: 'credit' },
	{ fragment: 'insufficient quota', reason: 'credit' },
	{ fragment: 'insufficient_quota', reason: 'credit' },
	{ fragment: 'not enough credit', reason: 'credit' },
	{ fragment: 'not enough balance', reason: 'credit' },
	{ fragment: 'not enough point', reason: 'credit' },
	{ fragment: 'out of credit', reason: 'credit' },
	{ fragment: 'insufficient plan', reason: 'plan' },
	{ fragment: 'upgrade your plan', reason: 'plan' },
	{ fragment: 'content violation', reason: 'content' },
	{ fragment: 'content policy', reason: 'content' },
	{ fragment: 'content_policy', reason: 'content' },
	{ fragment: 'moderation_blocked', reason: 'content' },
	{ fragment: 'banned prompt', reason: 'content' },
	{ fragment: 'nsfw', reason: 'content' },
];

const ADVICE: Readonly<Record<RefusalReason, string>> = {
	credit: adviceFor('402'),
	plan: adviceFor('403'),
	content: 'Change the prompt or the media; PiAPI or the model does not accept their content.',
};

export function refusalReason(text: string): RefusalReason | undefined {
	const lower = text.toLowerCase();
	return REFUSAL_TEXTS.find(({ fragment }) => lower.includes(fragment))?.reason;
}

const PACE = /concurren|too many|rate.?limit|per (second|minute|hour)/i;

/** Where waiting helps (`isBusy`), a text that speaks of too many requests or tasks is none, even where it names the plan. */
export function finalReason(text: string, isBusy: boolean): RefusalReason | undefined {
	const reason = refusalReason(text);
	return isBusy && (reason === 'content' || PACE.test(text)) ? undefined : reason;
}

export const adviceForRefusal = (reason: RefusalReason): string => ADVICE[reason];

/** Texts of a fault in the middle of the work, after which a task may exist that the answer does not name. */
const UNDECIDED = /time.?out|timed out|deadline|failed to check|internal/i;

/** PiAPI's own word that no task came of it: an empty id beside an error code. */
function namesNoTask({ data }: Envelope, text: string): boolean {
	if (UNDECIDED.test(text) || !isObject(data) || data.task_id !== '' || !isObject(data.error))
		return false;
	const { code } = data.error;
	return code !== undefined && code !== null && Number(code) !== 0;
}

/**
 * An answer to a create, read more closely than any other: one without a task that tells of credit, plan or content is
 * refused, whatever its HTTP status and its code. Not for other requests: a status request that fails with such a text
 * says nothing about the task.
 */
export function asCreateAnswer(exchange: Exchange): Exchange {
	const envelope = 'envelope' in exchange ? exchange.envelope : undefined;
	if (envelope === undefined || taskIdIn(envelope) !== undefined) return exchange;
	const text = textsOf(envelope.body).join('\n');
	const isBusy = exchange.outcome === 'busy';
	const reason = finalReason(text, isBusy);
	const isLimit = isBusy && (exchange.problem.httpCode === '429' || PACE.test(text));
	const namesNone = exchange.outcome !== 'refused' && !isLimit && namesNoTask(envelope, text);
	if (reason === undefined && !namesNone) return exchange;
	const problem =
		'problem' in exchange
			? exchange.problem
			: createProblem({
					message: envelope.message || 'PiAPI created no task and gave no reason',
					advice: adviceFor('400'),
				});
	return {
		outcome: 'refused',
		problem: reason === undefined ? problem : { ...problem, advice: ADVICE[reason] },
		envelope,
	};
}
