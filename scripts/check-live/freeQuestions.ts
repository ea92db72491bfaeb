import { randomBytes, randomUUID } from 'node:crypto';

import type { Exchange } from '../../nodes/transport/exchange';
import { compareFields, compareHistory } from './compare';
import { compareRefusal } from './compareError';
import type { PlainRequest, RawAnswer } from './connection';
import type { Found } from './deviation';
import { valuesAt } from './fields';
import { accountFields, requiredAccountFields } from './knowledge';
import { nameShape, shapeOf } from './redact';
import type { Session } from './session';

/** A request that PiAPI has to refuse, and that cannot create a task. */
interface Refused extends PlainRequest {
	readonly question: string;
	readonly statuses: readonly number[];
}

const TASK = '/api/v1/task';

const refusedRequests = (): Refused[] => [
	{
		question: 'Get Task with an ID that does not exist',
		method: 'GET',
		path: `${TASK}/${randomUUID()}`,
		statuses: [404],
	},
	{
		question: 'Cancel of a task that does not exist',
		method: 'DELETE',
		path: `${TASK}/${randomUUID()}`,
		statuses: [400, 404],
	},
	{
		question: 'History with too many rows a page',
		method: 'GET',
		path: '/api/open/tasks/histories?page=1&page_size=101',
		statuses: [400],
	},
	{
		question: 'Create with an empty body',
		method: 'POST',
		path: TASK,
		body: '{}',
		statuses: [400],
	},
	{
		question: 'Create with a body that is not JSON',
		method: 'POST',
		path: TASK,
		body: '{',
		statuses: [400],
	},
	{
		question: 'Create with a model that does not exist',
		method: 'POST',
		path: TASK,
		body: JSON.stringify({ model: 'check-live-none', task_type: 'none', input: {} }),
		statuses: [400],
	},
	{
		question: 'Account with a wrong key',
		method: 'GET',
		path: '/account/info',
		key: randomBytes(32).toString('hex'),
		statuses: [401],
	},
];

function note(session: Session, question: string, answer: RawAnswer | undefined): void {
	session.questions.push({
		question,
		http: answer?.status ?? null,
		form: answer === undefined ? null : answer.isJson ? shapeOf(answer.body) : '<not JSON>',
	});
}

/** Whether PiAPI answered; anything else stops the run before it creates a task. */
function isAnswered(session: Session, question: string, exchange: Exchange): boolean {
	if (exchange.outcome === 'answered') return true;
	const { httpCode } = 'problem' in exchange ? exchange.problem : { httpCode: undefined };
	session.stopBecause(
		httpCode === '401'
			? 'PiAPI refuses the key.'
			: `PiAPI did not answer "${question}"${httpCode === undefined ? '' : ` (HTTP ${httpCode})`}.`,
	);
	return false;
}

/** The balance in US dollars, where PiAPI tells it. */
export async function readBalance({ connection }: Session): Promise<number | undefined> {
	const exchange = await connection.client.getAccount();
	const body = exchange.outcome === 'answered' ? connection.lastAnswer()?.body : undefined;
	const told = [
		...valuesAt(body, 'data.equivalent_in_usd'),
		...valuesAt(body, 'equivalent_in_usd'),
	];
	return told.find((value) => typeof value === 'number');
}

async function askAccount(session: Session): Promise<void> {
	const { client } = session.connection;
	const exchange = await client.getAccount();
	const answer = session.connection.lastAnswer();
	note(session, 'Account', answer);
	if (!isAnswered(session, 'Account', exchange)) return;
	session.find('Account', compareFields(answer?.body, accountFields, requiredAccountFields));
}

const COUNTERS = ['staged_count', 'pending_count', 'processing_count', 'active_tasks'];

function compareCounters(body: unknown): Found[] {
	const [data] = valuesAt(body, 'data');
	const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
	return entries.flatMap(([model, counters]) => {
		const path = `data.${nameShape(model)}`;
		const known = Object.fromEntries(COUNTERS.map((name) => [name, 'integer']));
		return compareFields(counters, known, COUNTERS).map((found) => ({
			...found,
			where: `${path}.${found.where}`,
		}));
	});
}

async function askActiveTasks(session: Session): Promise<void> {
	const exchange = await session.connection.client.getActiveTasks();
	const answer = session.connection.lastAnswer();
	note(session, 'Active tasks', answer);
	if (!isAnswered(session, 'Active tasks', exchange)) return;
	session.find('Active tasks', compareCounters(answer?.body));
}

async function askHistory(session: Session): Promise<void> {
	const exchange = await session.connection.client.getHistory({ page: 1 });
	const answer = session.connection.lastAnswer();
	note(session, 'History', answer);
	if (!isAnswered(session, 'History', exchange)) return;
	session.find('History', compareHistory(answer?.body));
}

async function askRefused(
	session: Session,
	{ question, statuses, ...request }: Refused,
): Promise<void> {
	const answer = await session.connection.send(request);
	note(session, question, answer);
	if (answer === undefined) {
		session.stopBecause(`PiAPI did not answer "${question}".`);
		return;
	}
	session.find(question, compareRefusal(answer, { statuses }));
	const [taskId] = valuesAt(answer.body, 'data.task_id');
	if (request.method === 'POST' && typeof taskId === 'string' && taskId !== '') {
		session.say(`PiAPI answered "${question}" with the task ${taskId}.`);
		session.stopBecause(`PiAPI answered "${question}" with a task.`);
	}
}

/** Asks what costs nothing, until something is in doubt. */
export async function askFreeQuestions(session: Session): Promise<void> {
	const steps = [
		askAccount,
		askActiveTasks,
		askHistory,
		...refusedRequests().map(
			(request) => async (asked: Session) => await askRefused(asked, request),
		),
	];
	for (const step of steps) {
		if (session.stopped() !== undefined) return;
		await step(session);
	}
}
