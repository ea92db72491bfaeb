import { classifyFailure } from '../../nodes/transport/failure';
import { classifyResponse } from '../../nodes/transport/exchange';
import { createProblem, typeOf, unexpected, type Problem } from '../../nodes/transport/problem';
import type { ProblemType } from '../../nodes/transport/problemType';
import { asCreateAnswer } from '../../nodes/transport/refusals';
import { answered, chat, delta, images, STREAM } from './openAiStage';

const problem = (facts: Partial<Problem>): Problem =>
	createProblem({ message: 'no', advice: '', ...facts });

describe('the type of a problem', () => {
	it.each<[string, Partial<Problem>, ProblemType]>([
		['of a field', {}, 'invalid'],
		['that is unclear, whatever its answer says', { unclear: true, type: 'credit' }, 'unclear'],
		['of content', { isContent: true, taskStatus: 'failed' }, 'content'],
		['of a failed task', { taskStatus: 'failed', isTimeout: true }, 'failed'],
		['of a canceled task', { taskStatus: 'canceled', isTimeout: true }, 'canceled'],
		['of a task that runs', { taskStatus: 'processing', isTimeout: true }, 'timeout'],
		['that its creator tells', { type: 'download', taskStatus: 'completed' }, 'download'],
	])('%s', (_, facts, type) => {
		expect(typeOf(problem(facts))).toBe(type);
	});

	it('of a fault of this package', () => {
		expect(typeOf(unexpected(new Error('no')))).toBe('unexpected');
	});

	it.each<[string, string, ProblemType]>([
		['400', 'wrong value', 'invalid'],
		['400', 'insufficient credits', 'credit'],
		['400', 'invalid image', 'invalid'],
		['401', '', 'credential'],
		['402', '', 'credit'],
		['403', '', 'plan'],
		['403', 'account is suspended', 'account'],
		['404', '', 'invalid'],
		['407', '', 'unavailable'],
		['422', '', 'invalid'],
		['429', '', 'busy'],
		['500', '', 'unavailable'],
		['301', '', 'unavailable'],
	])('of an answer %s "%s" is what it says', (code, message, type) => {
		const response = {
			statusCode: Number(code),
			headers: {},
			body: { code: Number(code), message },
		};
		expect(classifyResponse(response, 0)).toMatchObject({ problem: { type } });
	});

	it('of a create is what its text says, also inside a success', () => {
		const body = { code: 200, data: null, message: 'insufficient credits' };
		const answer = asCreateAnswer(classifyResponse({ statusCode: 200, headers: {}, body }, 0));
		expect(answer).toMatchObject({ outcome: 'refused', problem: { type: 'credit' } });
	});

	it.each(['ECONNREFUSED', 'ECONNRESET', 'SELF_SIGNED_CERT'])('of the network: %s', (code) => {
		const thrown = Object.assign(new Error('no'), { code });
		expect(classifyFailure(thrown, false)).toMatchObject({ problem: { type: 'unavailable' } });
	});

	it('of another service is that PiAPI was not reached', () => {
		const response = { statusCode: 403, headers: {}, body: 'Blocked by the firewall' };
		expect(classifyResponse(response, 0)).toMatchObject({ problem: { type: 'unavailable' } });
	});
});

describe('a paid request without a task', () => {
	it.each([
		['that broke off', { headers: STREAM, body: delta('a f') }],
		['that got an error of the server', { statusCode: 500, body: { message: 'oops' } }],
	])('%s is unclear', async (_, response) => {
		const { call } = await answered(response, chat);
		expect(call).toMatchObject({ outcome: 'unclear', problem: { unclear: true } });
	});

	it('for images is, too', async () => {
		const { call } = await answered({ statusCode: 500, body: { message: 'oops' } }, images);
		expect(call).toMatchObject({ problem: { unclear: true } });
	});

	it('that was refused is not', async () => {
		const { call } = await answered({ statusCode: 402, body: { message: 'no' } }, images);
		expect(call).toMatchObject({ outcome: 'refused', problem: { type: 'credit' } });
		expect(call).not.toMatchObject({ problem: { unclear: true } });
	});
});
