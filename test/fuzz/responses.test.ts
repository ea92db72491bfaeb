import fc from 'fast-check';
import type { IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { itemsOfOutcome, type ItemOutcome } from '../../nodes/execute/outcome';
import { deliver, type Delivery } from '../../nodes/result/deliver';
import { errorOf } from '../../nodes/result/error';
import { failureOf } from '../../nodes/task/failedTask';
import { createClient } from '../../nodes/transport/client';
import { taskIdIn, type Exchange } from '../../nodes/transport/exchange';
import { createLimiter } from '../../nodes/transport/limiter';
import { createProblem, isProblem, maskOf } from '../../nodes/transport/problem';
import { isCompleted, isFinal, readTask } from '../../nodes/transport/task';
import { HandClock } from '../unit/handClock';
import { damaged, received, wire } from './damage';
import { RUNS } from './runs';
import { ANSWERS, SECRET } from './samples';
import { anyNode } from '../unit/anyNode';

const clock = new HandClock();

async function exchangeOf(response: Partial<IN8nHttpFullResponse> | Error): Promise<Exchange> {
	const client = createClient({
		send: async () =>
			response instanceof Error
				? await Promise.reject(response)
				: await Promise.resolve(response as IN8nHttpFullResponse),
		baseUrl: 'https://api.example',
		uploadUrl: 'https://upload.example',
		clock,
		limiter: createLimiter(1, clock),
	});
	return await client.getTask('task-1');
}

async function outcomeOf(exchange: Exchange, delivery: Delivery): Promise<ItemOutcome> {
	if (exchange.outcome === 'canceled') throw new Error('nobody stopped it');
	if (exchange.outcome !== 'answered') {
		return { ...exchange.problem, taskId: taskIdIn(exchange.envelope) };
	}
	const task = readTask(exchange.envelope.data);
	if (task === undefined) return createProblem({ message: 'no task', advice: 'none' });
	return isCompleted(task) || !isFinal(task) ? await deliver(task, 0, delivery) : failureOf(task);
}

function assertItem({ json }: INodeExecutionData, isError: boolean): void {
	expect(JSON.stringify(json)).not.toContain(SECRET);
	// n8n would take the item for a failure, and pay again.
	expect(Object.hasOwn(json, 'error')).toBe(isError);
}

const delivery: fc.Arbitrary<Delivery> = fc.record({
	families: fc.constant(families),
	oneItemPerFile: fc.boolean(),
	output: fc.constantFrom(
		{ form: 'simplified' as const },
		{ form: 'raw' as const },
		{ form: 'selectedFields' as const, fields: ['taskId', 'error', 'url', '__proto__'] },
	),
});

const response = fc
	.record({
		body: damaged(ANSWERS),
		on: wire,
		statusCode: fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 402, 404, 429, 500, 502, 503),
		retryAfter: fc.constantFrom(
			undefined,
			'',
			'5',
			'-1',
			'soon',
			'1e99',
			'Wed, 21 Oct 2026 07:28:00 GMT',
		),
	})
	.map(({ body, on, statusCode, retryAfter }) => ({
		body: received(body, on) as IN8nHttpFullResponse['body'],
		statusCode,
		headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	}));

it('whatever PiAPI answers becomes items or a problem that n8n can show', async () => {
	await fc.assert(
		fc.asyncProperty(response, delivery, async (given, form) => {
			const outcome = await outcomeOf(await exchangeOf(given), form);
			const isError = isProblem(outcome);
			itemsOfOutcome(outcome, 0, maskOf([SECRET])).forEach((item) => assertItem(item, isError));
			if (!isError) return;
			const error = errorOf(anyNode, outcome, 0);
			expect(error instanceof NodeApiError || error instanceof NodeOperationError).toBe(true);
			expect(error.context.itemIndex).toBe(0);
		}),
		RUNS,
	);
	expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
}, 400_000);

it('whatever the HTTP client throws becomes a problem', async () => {
	const thrown = fc
		.tuple(damaged([{ code: 'ECONNRESET', message: 'reset', cause: { syscall: 'connect' } }]), wire)
		.map(([value]) =>
			Object.assign(new Error('thrown'), typeof value === 'object' ? value : { value }),
		);
	await fc.assert(
		fc.asyncProperty(thrown, async (error) => {
			const exchange = await exchangeOf(error);
			expect('problem' in exchange).toBe(true);
			if ('problem' in exchange) errorOf(anyNode, exchange.problem, 3);
		}),
		{ ...RUNS, numRuns: RUNS.numRuns / 10 },
	);
}, 400_000);
