import type { IDataObject } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { partsOf } from '../../nodes/result/item';
import { checkTask } from '../../nodes/task/checkTask';
import { failureOf } from '../../nodes/task/failedTask';
import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import type { Problem } from '../../nodes/transport/problem';
import { asCreateAnswer } from '../../nodes/transport/refusals';
import { isCompleted, isFinal, type Task } from '../../nodes/transport/task';
import { receive, type Call } from '../../nodes/webhook/receive';
import type { RecordedAnswer } from '../../tools/recorded/recorded';
import failures from '../../tools/recorded/failures.json';
import refusals from '../../tools/recorded/refusals.json';
import webhooks from '../../tools/recorded/webhooks.json';

const allOf = (recorded: unknown): RecordedAnswer[] => recorded as RecordedAnswer[];

const exchangeOf = ({ http, body }: RecordedAnswer): Exchange =>
	classifyResponse({ statusCode: http, headers: {}, body: body as IDataObject }, 0);

/** The task of an answer to a status request, read as each poll reads it. */
async function taskOf(recorded: RecordedAnswer): Promise<Task> {
	const getTask = async () => await Promise.resolve(exchangeOf(recorded));
	const check = await checkTask({ getTask }, 't-1');
	if (check.outcome !== 'answered') throw new Error('It is not an answer with a task.');
	return check.task;
}

/** The task of a webhook, as far as the trigger takes it. */
async function taskOfCall({ body }: RecordedAnswer): Promise<Task> {
	const call: Call = { contentType: 'application/json', body };
	const verdict = await receive(call, {
		wantsState: () => true,
		wantsTask: () => true,
	});
	if (!('task' in verdict)) throw new Error(`It is refused: ${verdict.reason}.`);
	return verdict.task;
}

const urlOf = (task: Task): unknown =>
	partsOf(task, families, { form: 'simplified' }, false)[0]?.json.url;

/** The words for an end are this package's, whatever PiAPI says. */
const STATUS_WORDS: Readonly<Record<string, string>> = { error: 'failed' };

function expectTask(task: Task, { expect: wanted }: RecordedAnswer): void {
	expect(isFinal(task)).toBe(wanted.final);
	if (wanted.status !== undefined) {
		expect(task.status).toBe(STATUS_WORDS[wanted.status] ?? wanted.status);
	}
	if ('url' in wanted) expect(urlOf(task)).toBe(wanted.url);
	if (!isFinal(task) || isCompleted(task)) {
		expect(task.failure).toContain(wanted.mentions ?? '');
		return;
	}
	const problem = failureOf(task);
	expect(problem.message).toContain(wanted.failureHas ?? '');
	if (wanted.isContent !== undefined) {
		expect(problem.isContent === true).toBe(wanted.isContent);
	}
	expect(problem).toMatchObject({ taskId: 't-1', taskStatus: task.status });
	expect(problem.advice).toMatch(/\.$/);
}

const problemIn = (exchange: Exchange): Problem | undefined =>
	'problem' in exchange ? exchange.problem : undefined;

describe('a recorded answer about a task that failed', () => {
	it.each(allOf(failures))('$what ($family, $source)', async (recorded) => {
		expectTask(await taskOf(recorded), recorded);
	});
});

describe('a recorded webhook', () => {
	it.each(allOf(webhooks))('$what ($family, $source)', async (recorded) => {
		expectTask(await taskOfCall(recorded), recorded);
	});
});

describe('a recorded answer that is not a success', () => {
	it.each(allOf(refusals))('$what ($http, $source)', (recorded) => {
		const { outcome, message, messageHas } = recorded.expect;
		const exchange = asCreateAnswer(exchangeOf(recorded));
		expect(exchange.outcome).toBe(outcome);
		if (message !== undefined) expect(problemIn(exchange)?.message).toBe(message);
		if (messageHas !== undefined) expect(problemIn(exchange)?.message).toContain(messageHas);
	});
});
