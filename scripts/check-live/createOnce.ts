import { randomUUID } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import { contradicts } from '../../nodes/task/sameRequest';
import type { Sent } from '../../nodes/task/search';
import { certainTopicOf } from '../../nodes/transport/advice';
import { isObject } from '../../nodes/transport/json';
import { taskIdIn, type Exchange, type FailedExchange } from '../../nodes/transport/exchange';
import { pendingTask, readTask, type Task, type TaskRequest } from '../../nodes/transport/task';
import type { Commitment } from './budget';
import { compareTask } from './compare';
import type { RawAnswer } from './connection';
import { valuesAt } from './fields';
import { dollars } from './prices';
import { toldCost, type CreatedTask, type Session } from './session';

export type CreateResult =
	| {
			readonly outcome: 'created';
			readonly task: Task;
			/** Undefined when the answer was lost and the history had the task. */
			readonly answer?: RawAnswer;
			readonly listed: CreatedTask;
			/** Tells the budget what PiAPI says about the cost. */
			readonly tell: (usage: IDataObject) => void;
	  }
	/** PiAPI created nothing, and said so. */
	| { readonly outcome: 'refused'; readonly answer?: RawAnswer }
	/** Whether it created something is not known; it was searched for and not found. */
	| { readonly outcome: 'lost'; readonly answer?: RawAnswer }
	/** Nothing was sent. */
	| { readonly outcome: 'notSent' };

type Created = Extract<CreateResult, { outcome: 'created' }>;

/** Why no other create may be sent; undefined when it may. */
function obstacle(session: Session, worstUsd: number): string | undefined {
	const { budget } = session;
	const stopped = session.stopped();
	if (stopped !== undefined || budget.allows(worstUsd)) return stopped;
	return `it may cost ${dollars(worstUsd)}, and ${dollars(budget.committed())} of the cap of ${dollars(budget.capUsd)} is used.`;
}

function listed(
	session: Session,
	what: string,
	task: Task,
	request: TaskRequest,
	commitment: Commitment,
): Omit<Created, 'answer'> {
	session.account.claims.claim(task.id, task.id);
	const entry: CreatedTask = { id: task.id, operation: what, status: task.status };
	session.created.push(entry);
	session.say(`Created ${what}: ${task.id}`);
	const tell = (usage: IDataObject): void => {
		const usd = toldCost(usage);
		commitment.told(usd);
		session.learnCost(request, usd);
		if (session.budget.committed() > session.budget.capUsd) {
			session.stopBecause('PiAPI charges more than its documented price, and the cap is reached.');
		}
	};
	tell(task.usage);
	return { outcome: 'created', task, listed: entry, tell };
}

/** The answer is lost: the task is searched for, and never created again. */
async function searchFor(
	session: Session,
	what: string,
	request: TaskRequest,
	sent: Sent,
	commitment: Commitment,
): Promise<CreateResult> {
	session.stopBecause(
		`The answer to a create (${what}) was lost, so its task counts as paid and nothing more is created.`,
	);
	session.say(`The answer to ${what} was lost. Searching PiAPI's history for its task …`);
	const finding = await session.search.find(request, sent);
	if ('taskId' in finding) {
		const { taskId, task = pendingTask(taskId, request) } = finding;
		return listed(session, what, task, request, commitment);
	}
	if (finding.candidates.length > 0) {
		session.say(`It may be one of these tasks: ${finding.candidates.join(', ')}`);
	}
	return { outcome: 'lost', answer: session.connection.lastAnswer() };
}

const ACCOUNT_REFUSED = 'PiAPI takes no tasks from this account: check its key and its balance.';

/** A refusal that the next create would get, too. */
const isAboutAccount = ({ problem }: FailedExchange): boolean =>
	['401', '402'].includes(problem.httpCode ?? '') ||
	certainTopicOf(problem.message)?.name === 'credit';

/** The task in an answer; undefined when the answer names none. */
function taskOf(exchange: Exchange, request: TaskRequest): Task | undefined {
	const envelope = 'envelope' in exchange ? exchange.envelope : undefined;
	const id = taskIdIn(envelope);
	if (id === undefined) return undefined;
	const [usage] = valuesAt(envelope, 'data.meta.usage').filter(isObject);
	return readTask(envelope?.data) ?? { ...pendingTask(id, request), usage: usage ?? {} };
}

/**
 * Sends one create, never twice. Its worst price is counted before it is sent, and stays counted unless PiAPI says that
 * it created nothing.
 */
export async function createOnce(
	session: Session,
	what: string,
	request: TaskRequest,
	documentedUsd: number,
): Promise<CreateResult> {
	const { connection, signal, budget } = session;
	const { client, clock, time } = connection;
	const worstUsd = session.worstOf(request, documentedUsd);
	const reason = obstacle(session, worstUsd);
	if (reason !== undefined) {
		session.skipped.push(`${what}: ${reason}`);
		return { outcome: 'notSent' };
	}
	const commitment = budget.commit(worstUsd);
	const sentAt = clock.now();
	const sent: Sent = {
		createId: randomUUID(),
		sentAt,
		...(time.ahead() === undefined ? {} : { sentAtPiApi: time.earliest(sentAt) }),
	};
	const exchange = await client.createTask(request, () => !signal.aborted);
	const answer = connection.lastAnswer();
	const task = taskOf(exchange, request);
	if (task !== undefined && !contradicts(task, request)) {
		return { ...listed(session, what, task, request, commitment), answer };
	}
	if (task !== undefined) {
		// The task in the answer may be someone else's, and the own one may exist besides.
		session.find(what, compareTask(answer?.body, request));
		return await searchFor(session, what, request, sent, commitment);
	}
	const isCertain = ['canceled', 'neverSent', 'busy', 'refused'].includes(exchange.outcome);
	if (!isCertain) return await searchFor(session, what, request, sent, commitment);
	commitment.release();
	if (exchange.outcome === 'neverSent') session.stopBecause('PiAPI cannot be reached.');
	if (exchange.outcome === 'busy') session.stopBecause('PiAPI takes no more tasks for now.');
	if (exchange.outcome === 'refused' && isAboutAccount(exchange)) {
		session.stopBecause(ACCOUNT_REFUSED);
	}
	return exchange.outcome === 'busy' || exchange.outcome === 'refused'
		? { outcome: 'refused', answer }
		: { outcome: 'notSent' };
}
