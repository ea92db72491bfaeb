import fc from 'fast-check';
import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { Readable } from 'node:stream';

import { createLimiter } from '../../nodes/transport/limiter';
import { createOpenAi } from '../../nodes/transport/openAi';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from '../unit/handClock';
import { damaged } from './damage';
import { RUNS } from './runs';

const CHUNKS: readonly unknown[] = [
	{ model: 'gpt', choices: [{ delta: { role: 'assistant', content: 'Good ' } }] },
	{ model: 'gpt', choices: [{ delta: { content: 'day' }, finish_reason: 'stop' }] },
	{ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } },
	{ error: { message: 'too many foxes', type: 'invalid_request_error' } },
	{ choices: [{ message: { content: 'whole' }, finish_reason: 'stop' }] },
];

const clock = new HandClock();

const textOf = (value: unknown): string => {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '[';
	}
};

/** A stream of events, some of them damaged, cut into pieces that end anywhere. */
const stream = fc
	.record({
		events: fc.array(damaged(CHUNKS), { maxLength: 4 }),
		end: fc.constantFrom('data: [DONE]\n\n', '', 'data: [DONE]', '\r\n\r\n', 'data:'),
		cuts: fc.array(fc.nat({ max: 400 }), { maxLength: 4 }),
		breaksOff: fc.boolean(),
	})
	.map(({ events, end, cuts, breaksOff }) => {
		const bytes = Buffer.from(
			`${events.map((event) => `data: ${textOf(event)}\n\n`).join('')}${end}`,
		);
		const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
			(one, other) => one - other,
		);
		const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
		return Readable.from(
			(function* () {
				yield* pieces;
				if (breaksOff) throw new Error('reset');
			})(),
		);
	});

const whole = damaged(CHUNKS).map((value) => textOf(value));

it('whatever a language model answers becomes an answer or a problem', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(stream, whole),
			fc.constantFrom('text/event-stream', 'application/json', '', undefined),
			fc.constantFrom(200, 200, 200, 400, 429, 500, 503),
			async (body, type, statusCode) => {
				const openAi = createOpenAi({
					send: async () =>
						await Promise.resolve({
							body,
							headers: { 'content-type': type },
							statusCode,
						} as unknown as IN8nHttpFullResponse),
					baseUrl: 'https://api.example',
					clock,
					limiter: createLimiter(1, clock),
				});
				const call = await openAi.chat({}, { timeout: 0, ending: createStop().signal });
				if (call.outcome === 'canceled') throw new Error('nobody stopped it');
				if (call.outcome === 'answered') expect(typeof call.answer.text).toBe('string');
				else expect(call.problem.message).not.toBe('');
			},
		),
		RUNS,
	);
}, 400_000);
