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

/** Whether another create may be sent; notes why not. */
function mayCreate(session: Session, what: string, worstUsd: number): boolean {
	const { budget, skipped } = session;
	const stopped = session.stopped();
	if (stopped !== undefined) skipped.push(`${what}: ${stopped}`);
	else if (!budget.allows(worstUsd)) {
		skipped.push(
			`${what}: it may cost ${dollars(worstUsd)}, and ${dollars(budget.committed())} of the cap of ${dollars(budget.capUsd)} is used.`,
		);
	} else return true;
	return false;
}

function listed(
	session: Session,
	what: string,
	task: Task,
	request: TaskRequest,
	commitment: Commitment,
): Omit<Created, 'answer'> {
	session.account.claims.claim(task.id);
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
	if ('task' in finding) return listed(session, what, finding.task, request, commitment);
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
	const usage =
		isObject(envelope?.data) && isObject(envelope.data.meta) ? envelope.data.meta.usage : {};
	return (
		readTask(envelope?.data) ?? {
			...pendingTask(id, request),
			usage: isObject(usage) ? usage : {},
		}
	);
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
	if (!mayCreate(session, what, worstUsd)) return { outcome: 'notSent' };
	const commitment = budget.commit(worstUsd);
	const sentAt = clock.now();
	const sent: Sent = {
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
	switch (exchange.outcome) {
		case 'canceled':
			commitment.release();
			return { outcome: 'notSent' };
		case 'neverSent':
			commitment.release();
			session.stopBecause('PiAPI cannot be reached.');
			return { outcome: 'notSent' };
		case 'busy':
			commitment.release();
			session.stopBecause('PiAPI takes no more tasks for now.');
			return { outcome: 'refused', answer };
		case 'refused':
			commitment.release();
			if (isAboutAccount(exchange)) session.stopBecause(ACCOUNT_REFUSED);
			return { outcome: 'refused', answer };
		default:
			return await searchFor(session, what, request, sent, commitment);
	}
}
