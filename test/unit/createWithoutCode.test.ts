import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import { asCreateAnswer } from '../../nodes/transport/refusals';

const read = (body: unknown): Exchange =>
	classifyResponse({ statusCode: 200, headers: {}, body: body as string }, 0);

const created = (body: unknown): Exchange => asCreateAnswer(read(body));

const problemIn = (exchange: Exchange) => ('problem' in exchange ? exchange.problem : undefined);

/** Answers of HTTP 200 without a number as their code. */
describe('a create that is refused without a code', () => {
	it.each<[unknown, string, string]>([
		[{ message: 'insufficient credits', data: null }, 'insufficient credits', 'balance'],
		[
			{ code: 'insufficient_credits', message: 'failed to freeze point' },
			'failed to freeze point',
			'balance',
		],
		[
			{ error: { code: 10000, message: 'failed to freeze point' } },
			'failed to freeze point',
			'balance',
		],
		[{ detail: 'Insufficient plan level' }, 'Insufficient plan level', 'plan'],
		[{ code: null, message: 'content violation', data: null }, 'content violation', 'prompt'],
		[{ error: 'upgrade your plan' }, 'upgrade your plan', 'plan'],
		[{ data: { error: { message: 'out of credit' } } }, 'out of credit', 'balance'],
		[
			{ data: { task_id: '', error: { code: 10001, message: 'no such voice' } } },
			'no such voice (code 10001)',
			'fields',
		],
		[
			{ error: { code: 'insufficient_quota', message: 'Over the limit' } },
			'Over the limit (code insufficient_quota)',
			'balance',
		],
		[{ code: 'insufficient_credits', data: null }, 'insufficient_credits', 'balance'],
		[JSON.stringify({ code: 'FAIL', msg: 'Banned prompt: x' }), 'Banned prompt: x', 'prompt'],
		[{ data: null, errors: [{ message: 'not enough credits' }] }, 'not enough credits', 'balance'],
		[{ success: false, message: 'insufficient balance' }, 'insufficient balance', 'balance'],
	])('%j says why', (body, message, advice) => {
		const exchange = created(body);
		expect(exchange.outcome).toBe('refused');
		expect(problemIn(exchange)?.message).toContain(message);
		expect(problemIn(exchange)?.advice).toContain(advice);
	});

	it.each([{ message: 'content violation' }, { code: 'content_policy_violation', message: 'no' }])(
		'for its content is told so: %j',
		(body) => expect(problemIn(created(body))?.isContent).toBe(true),
	);
});

describe('an answer without a code that decides nothing', () => {
	it.each<[unknown, string]>([
		[{ message: 'model overloaded', data: null }, 'model overloaded'],
		[{ error: { code: 10000, message: 'internal error' } }, 'internal error (code 10000)'],
		[{ detail: 'not now' }, 'not now'],
		[{ code: 'E_BUSY', message: 'come back' }, 'come back (code E_BUSY)'],
		[{ data: null, msg: 'failed to check account' }, 'failed to check account'],
	])('keeps its text, for a status request as well: %j', (body, message) => {
		for (const exchange of [read(body), created(body)]) {
			expect(exchange).toMatchObject({ outcome: 'unclear', problem: { message, httpCode: '200' } });
		}
	});

	it.each([{ data: {} }, { message: 'success', data: null }, { code: 'ok', message: 'OK' }, {}])(
		'and says nothing cannot be read: %j',
		(body) => {
			expect(created(body)).toMatchObject({
				outcome: 'unclear',
				problem: { message: "PiAPI's answer (HTTP 200) could not be read" },
			});
		},
	);
});
