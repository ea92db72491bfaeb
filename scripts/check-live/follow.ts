import { KINDS } from '../../nodes/catalog/kinds';
import type { MediaKind } from '../../nodes/catalog/vocabulary';
import { readHistory } from '../../nodes/task/history';
import { nextCheckAge, unlearned } from '../../nodes/task/schedule';
import { isFinal, readTask, type Task } from '../../nodes/transport/task';
import type { RawAnswer } from './connection';
import { differs } from './deviation';
import type { Session } from './session';

const SECOND = 1_000;
/** Milliseconds. The history is read from a little earlier, in case the clocks differ. */
const MARGIN = 60 * SECOND;
const MOST_HISTORY_READINGS = 12;

const ANOTHER_TASK = differs('echo', 'data.task_id', 'the ID that was asked for', 'another ID');

export interface Followed {
	/** As last seen. */
	readonly task: Task;
	/** The first answer with each status, in order. */
	readonly answers: readonly RawAnswer[];
	readonly hasEnded: boolean;
	/** Seconds since the create, when its end was seen. */
	readonly seconds: number;
	/** Seconds since the create after which the history had it; undefined when it never had. */
	readonly inHistoryAfter?: number;
	/** The answer of the history that had it. */
	readonly historyAnswer?: RawAnswer;
}

interface Seen {
	readonly seconds: number;
	readonly answer?: RawAnswer;
}

/** Whether PiAPI's history has the task by now. */
async function lookInHistory(
	{ connection, signal }: Session,
	taskId: string,
	startedAt: number,
): Promise<Seen | undefined> {
	const { client, clock } = connection;
	const { rows } = await readHistory(
		{ client, clock, signal },
		{ since: startedAt - MARGIN, until: Infinity },
		clock.now(),
	);
	if (!rows.some((row) => row.taskId === taskId)) return undefined;
	const page = await client.getHistory({
		page: 1,
		startTime: Math.floor((startedAt - MARGIN) / SECOND),
	});
	const answer = page.outcome === 'answered' ? connection.lastAnswer() : undefined;
	return { seconds: Math.round((clock.now() - startedAt) / SECOND), answer };
}

/** Checks a task until it has finished or its time is over; nothing here costs money. */
export async function follow(
	session: Session,
	what: string,
	first: Task,
	kind: MediaKind,
): Promise<Followed> {
	const { connection, signal } = session;
	const { client, clock } = connection;
	const { typicalSeconds, timeoutSeconds } = KINDS[kind];
	const limit = (session.waitSeconds ?? timeoutSeconds) * SECOND;
	const startedAt = clock.now();
	const statuses = new Set<string>();
	const answers: RawAnswer[] = [];
	let task = first;
	let seen: Seen | undefined;
	let readings = 0;
	for (let age = 0; age < limit && !signal.aborted; age = clock.now() - startedAt) {
		if (seen === undefined && readings < MOST_HISTORY_READINGS) {
			readings++;
			seen = await lookInHistory(session, first.id, startedAt);
		}
		if (isFinal(task)) break;
		const next = nextCheckAge(age, unlearned(typicalSeconds * SECOND), 0.5);
		await clock.sleep(next - age, signal);
		const exchange = await client.getTask(first.id);
		const answer = connection.lastAnswer();
		if (exchange.outcome === 'refused') break;
		const read = exchange.outcome === 'answered' ? readTask(exchange.envelope.data) : undefined;
		if (read !== undefined && read.id !== first.id) session.find(what, [ANOTHER_TASK]);
		if (read?.id !== first.id || answer === undefined) continue;
		task = read;
		if (!statuses.has(read.status)) answers.push(answer);
		statuses.add(read.status);
	}
	return {
		task,
		answers,
		hasEnded: isFinal(task),
		seconds: Math.round((clock.now() - startedAt) / SECOND),
		...(seen === undefined ? {} : { inHistoryAfter: seen.seconds, historyAnswer: seen.answer }),
	};
}
