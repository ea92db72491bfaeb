import { randomBytes, randomUUID } from 'node:crypto';

import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { isObject } from '../../nodes/transport/json';
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

const refused = (question: string, request: PlainRequest, ...statuses: number[]): Refused => ({
	...request,
	question,
	statuses,
});

const refusedRequests = (): Refused[] => {
	const noTask = `${TASK}/${randomUUID()}`;
	const history = '/api/open/tasks/histories?page=1&page_size=101';
	const create = { method: 'POST', path: TASK };
	const noModel = JSON.stringify({ model: 'check-live-none', task_type: 'none', input: {} });
	const key = randomBytes(32).toString('hex');
	return [
		refused('Get Task with an ID that does not exist', { method: 'GET', path: noTask }, 404),
		refused('Cancel of a task that does not exist', { method: 'DELETE', path: noTask }, 400, 404),
		refused('History with too many rows a page', { method: 'GET', path: history }, 400),
		refused('Create with an empty body', { ...create, body: '{}' }, 400),
		refused('Create with a body that is not JSON', { ...create, body: '{' }, 400),
		refused('Create with a model that does not exist', { ...create, body: noModel }, 400),
		refused('Account with a wrong key', { method: 'GET', path: '/account/info', key }, 401),
	];
};

/** The form of an answer, as a report shows it; null when none came. */
export function formOf(answer: RawAnswer | undefined): unknown {
	if (answer === undefined) return null;
	return answer.isJson ? shapeOf(answer.body) : '<not JSON>';
}

export function noteQuestion(
	{ questions }: Session,
	question: string,
	answer: RawAnswer | undefined,
): void {
	questions.push({ question, http: answer?.status ?? null, form: formOf(answer) });
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

const COUNTERS = ['staged_count', 'pending_count', 'processing_count', 'active_tasks'];

function compareCounters(body: unknown): Found[] {
	const [data] = valuesAt(body, 'data');
	const known = Object.fromEntries(COUNTERS.map((name) => [name, 'integer']));
	return Object.entries(isObject(data) ? data : {}).flatMap(([model, counters]) =>
		compareFields(counters, known, COUNTERS).map((found) => ({
			...found,
			where: `data.${nameShape(model)}.${found.where}`,
		})),
	);
}

type Answered = readonly [
	question: string,
	ask: (client: Client) => Promise<Exchange>,
	compare: (body: unknown) => Found[],
];

const answeredRequests: readonly Answered[] = [
	[
		'Account',
		async (client) => await client.getAccount(),
		(body) => compareFields(body, accountFields, requiredAccountFields),
	],
	['Active tasks', async (client) => await client.getActiveTasks(), compareCounters],
	['History', async (client) => await client.getHistory({ page: 1 }), compareHistory],
];

/** Anything but an answer stops the run before it creates a task. */
async function askAnswered(session: Session, [question, ask, compare]: Answered): Promise<void> {
	const exchange = await ask(session.connection.client);
	const answer = session.connection.lastAnswer();
	noteQuestion(session, question, answer);
	if (exchange.outcome === 'answered') {
		session.find(question, compare(answer?.body));
		return;
	}
	const { httpCode } = 'problem' in exchange ? exchange.problem : { httpCode: undefined };
	const code = httpCode === undefined ? '' : ` (HTTP ${httpCode})`;
	session.stopBecause(
		httpCode === '401' ? 'PiAPI refuses the key.' : `PiAPI did not answer "${question}"${code}.`,
	);
}

async function askRefused(
	session: Session,
	{ question, statuses, ...request }: Refused,
): Promise<void> {
	const answer = await session.connection.send(request);
	noteQuestion(session, question, answer);
	if (answer === undefined) {
		session.stopBecause(`PiAPI did not answer "${question}".`);
		return;
	}
	session.find(question, compareRefusal(answer, statuses));
	const [taskId] = valuesAt(answer.body, 'data.task_id');
	if (request.method === 'POST' && typeof taskId === 'string' && taskId !== '') {
		session.say(`PiAPI answered "${question}" with the task ${taskId}.`);
		session.stopBecause(`PiAPI answered "${question}" with a task.`);
	}
}

/** Asks what costs nothing, until something is in doubt. */
export async function askFreeQuestions(session: Session): Promise<void> {
	const steps = [
		...answeredRequests.map((request) => async () => await askAnswered(session, request)),
		...refusedRequests().map((request) => async () => await askRefused(session, request)),
	];
	for (const step of steps) {
		if (session.stopped() !== undefined) return;
		await step();
	}
}
