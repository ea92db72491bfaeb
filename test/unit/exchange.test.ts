import { createProblem } from '../../nodes/transport/problem';
import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { classifyFailure } from '../../nodes/transport/failure';
import { classifyResponse, taskIdIn, type Exchange } from '../../nodes/transport/exchange';
import { anyNode } from './anyNode';

const NOW = Date.parse('2026-11-22T10:00:00Z');

const response = (
	statusCode: number,
	body: unknown,
	headers: Record<string, string> = {},
): IN8nHttpFullResponse => ({ statusCode, body: body as IN8nHttpFullResponse['body'], headers });

const classified = (...answer: Parameters<typeof response>): Exchange =>
	classifyResponse(response(...answer), NOW);

const problemOf = (exchange: Exchange) =>
	'problem' in exchange
		? exchange.problem
		: createProblem({ message: '', advice: '', httpCode: undefined });

const envelope = (code: unknown, message = 'says PiAPI') => ({ code, data: null, message });
const html = '<html><body>Bad gateway</body></html>';
const task = { task_id: 'task-1', status: 'pending' };
const noConnect = { 'x-squid-error': 'ERR_CONNECT_FAIL 111' };
const lostAnswer = { 'x-squid-error': 'ERR_READ_ERROR 104' };
const retryIn3 = { 'retry-after': '3' };

describe('an answer', () => {
	it.each<[string, number, unknown, Record<string, string>, Exchange['outcome']]>([
		['200 with code 200', 200, envelope(200), {}, 'answered'],
		['200 with code 200 as text', 200, JSON.stringify(envelope(200)), {}, 'answered'],
		['200 with code "200"', 200, envelope('200'), {}, 'answered'],
		['201 with code 200', 201, envelope(200), {}, 'answered'],
		['200 with code 400', 200, envelope(400), {}, 'refused'],
		['200 with code 401', 200, envelope(401), {}, 'refused'],
		['200 with code 402', 200, envelope(402), {}, 'refused'],
		['200 with code 408', 200, envelope(408), {}, 'unclear'],
		['200 with code 429', 200, envelope(429), {}, 'busy'],
		['200 with code 500', 200, envelope(500), {}, 'unclear'],
		['200 with code 503', 200, envelope(503), {}, 'busy'],
		['200 with a code of its own', 200, envelope(10001), {}, 'unclear'],
		['200 without a code', 200, { data: {} }, {}, 'unclear'],
		['200 with a code that is not a number', 200, envelope('ok'), {}, 'unclear'],
		['200 with an empty body', 200, '', {}, 'unclear'],
		['200 with no body', 200, undefined, {}, 'unclear'],
		['200 with null', 200, null, {}, 'unclear'],
		['200 with a text', 200, 'OK', {}, 'unclear'],
		['200 with half a JSON', 200, '{"code":200,"data":{"task', {}, 'unclear'],
		['200 with an array', 200, [envelope(200)], {}, 'unclear'],
		['200 with HTML', 200, html, {}, 'unclear'],
		['200 with a task and no code', 200, { data: task }, {}, 'answered'],
		['200 with a task and a time', 200, { timestamp: 1, data: task }, {}, 'answered'],
		[
			'200 with a task and the code "success"',
			200,
			{ code: 'success', data: task },
			{},
			'answered',
		],
		['200 with a task and the code 0', 200, { code: 0, data: task }, {}, 'answered'],
		['200 with a task and the code null', 200, { code: null, data: task }, {}, 'answered'],
		['200 with a task and the code 201', 200, { code: 201, data: task }, {}, 'answered'],
		['201 with a task and no code', 201, { data: task }, {}, 'answered'],
		['200 with the task at the top', 200, task, {}, 'answered'],
		['200 with an empty task at the top', 200, { task_id: '' }, {}, 'unclear'],
		['200 with a task and the code 500', 200, { code: 500, data: task }, {}, 'unclear'],
		['200 with a task and the code 400', 200, { code: 400, data: task }, {}, 'refused'],
		['500 with a task and no code', 500, { data: task }, {}, 'unclear'],
		['200 with an empty task ID and no code', 200, { data: { task_id: '' } }, {}, 'unclear'],
		['200 with the code 0 and no task', 200, { code: 0, data: {} }, {}, 'unclear'],
		['407 of a proxy', 407, html, {}, 'refused'],
		['503 of a proxy that cannot connect', 503, html, noConnect, 'neverSent'],
		['503 of a proxy that lost the answer', 503, html, lostAnswer, 'unclear'],
		['204', 204, '', {}, 'unclear'],
		['301', 301, '', { location: 'https://elsewhere.example' }, 'refused'],
		['302', 302, html, {}, 'refused'],
		['307 with code 200', 307, envelope(200), {}, 'refused'],
		['400', 400, envelope(400), {}, 'refused'],
		['400 with code 200', 400, envelope(200), {}, 'refused'],
		['401', 401, envelope(401), {}, 'refused'],
		['402', 402, envelope(402), {}, 'refused'],
		['403 with HTML', 403, html, {}, 'refused'],
		['404', 404, envelope(404), {}, 'refused'],
		['408', 408, envelope(408), {}, 'unclear'],
		['413', 413, html, {}, 'refused'],
		['429', 429, envelope(429), {}, 'busy'],
		['429 with HTML', 429, html, {}, 'busy'],
		['429 with Retry-After', 429, envelope(429), retryIn3, 'busy'],
		['500', 500, envelope(500), {}, 'unclear'],
		['500 with Retry-After', 500, envelope(500), retryIn3, 'unclear'],
		['502 with HTML', 502, html, {}, 'unclear'],
		['502 with code 503', 502, envelope(503), {}, 'unclear'],
		['503 with HTML', 503, html, {}, 'unclear'],
		['503 with an empty body', 503, '', {}, 'unclear'],
		['503 with Retry-After', 503, html, retryIn3, 'busy'],
		['503 with its code in the envelope', 503, envelope(503), {}, 'busy'],
		['503 with another code in the envelope', 503, envelope(500), {}, 'unclear'],
		['504', 504, html, {}, 'unclear'],
		['522', 522, html, {}, 'unclear'],
	])('%s', (_, statusCode, body, headers, outcome) => {
		expect(classified(statusCode, body, headers).outcome).toBe(outcome);
	});

	it('keeps what was answered', () => {
		const body = { code: 200, data: { task_id: 'task-1' }, message: 'success' };
		expect(classified(200, body)).toEqual({
			outcome: 'answered',
			envelope: { code: 200, data: { task_id: 'task-1' }, message: 'success', body },
		});
	});

	it.each([
		[200, 402, '402'],
		[429, 200, '429'],
		[500, 402, '500'],
	])('of HTTP %p with code %p has the HTTP code %p', (statusCode, code, httpCode) => {
		expect(problemOf(classified(statusCode, envelope(code))).httpCode).toBe(httpCode);
	});

	it.each([
		[401, 'API key'],
		[402, 'balance'],
		[403, 'plan'],
		[404, 'task ID'],
		[429, 'later'],
		[500, 'later'],
		[418, 'fields'],
	])('of HTTP %p advises about %p', (statusCode, word) => {
		const problem = problemOf(classified(statusCode, envelope(statusCode)));
		expect(problem.advice).toContain(word);
		expect(problem.message).toBe('says PiAPI');
	});

	it('without words is named by its code', () => {
		expect(problemOf(classified(502, html)).message).toBe('PiAPI answered with HTTP 502');
	});

	it('that cannot be read asks for the base URL', () => {
		const { message, advice } = problemOf(classified(200, html));
		expect(message).toContain('HTTP 200');
		expect(advice).toContain('Base URL');
	});

	it('that redirects says so, whatever its body says', () => {
		const { message, advice } = problemOf(classified(302, envelope(200, 'moved')));
		expect(message).toContain('redirect');
		expect(advice).toContain('Base URL');
	});

	it('of a proxy that asks for a login names the proxy', () => {
		const { message, advice, httpCode } = problemOf(classified(407, html));
		expect(message).toBe('The proxy between n8n and PiAPI asks for a login');
		expect(advice).toContain('HTTPS_PROXY');
		expect(httpCode).toBe('407');
	});

	it('carries the time that PiAPI asks to wait', () => {
		expect(classified(429, envelope(429), retryIn3)).toMatchObject({ retryAfter: 3000 });
		expect(classified(200, envelope(429), retryIn3)).toMatchObject({ retryAfter: 3000 });
		expect(classified(429, envelope(429))).not.toMatchObject({
			retryAfter: expect.anything() as unknown,
		});
	});
});

interface Fault {
	readonly code?: string;
	readonly name?: string;
	readonly syscall?: string;
	readonly httpCode?: string;
	readonly message?: string;
}

const errorWith = ({ message = 'it broke', ...more }: Fault): Error =>
	Object.assign(new Error(message), more);

const CUT_OFF = 'Client network socket disconnected before secure TLS connection was established';
const PROXY_ENDED = 'Proxy connection ended before receiving CONNECT response';
const PLAIN =
	'write EPROTO 80CC6AED8A7F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:350:\n';
const NO_HANDSHAKE =
	'write EPROTO 80CC:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/openssl/rec_layer_s3.c:1605:SSL alert number 40\n';

describe('a request without an answer', () => {
	const cases: Array<[string, Fault, Exchange['outcome']]> = [
		...[
			'EADDRNOTAVAIL',
			'EAI_AGAIN',
			'ECONNREFUSED',
			'EHOSTUNREACH',
			'ENETUNREACH',
			'ENOTFOUND',
		].map((code): [string, Fault, 'neverSent'] => [code, { code }, 'neverSent']),
		['ETIMEDOUT at connect', { code: 'ETIMEDOUT', syscall: 'connect' }, 'neverSent'],
		['a failed look-up', { code: 'EBUSY', syscall: 'getaddrinfo' }, 'neverSent'],
		['ECONNREFUSED as n8n 1 keeps it', { httpCode: 'ECONNREFUSED' }, 'neverSent'],
		['ECONNRESET as n8n 1 keeps it', { httpCode: 'ECONNRESET' }, 'unclear'],
		['ETIMEDOUT', { code: 'ETIMEDOUT' }, 'unclear'],
		['ECONNABORTED', { code: 'ECONNABORTED' }, 'unclear'],
		['ECONNRESET', { code: 'ECONNRESET' }, 'unclear'],
		['ECONNRESET while reading', { code: 'ECONNRESET', syscall: 'read' }, 'unclear'],
		['EPIPE', { code: 'EPIPE', syscall: 'write' }, 'unclear'],
		['socket hang up', { message: 'socket hang up' }, 'unclear'],
		['no code at all', {}, 'unclear'],
		['an abort that nobody asked for', { code: 'ERR_CANCELED' }, 'unclear'],
		['a handshake that was cut off', { code: 'ECONNRESET', message: CUT_OFF }, 'neverSent'],
		['a proxy that hung up', { message: PROXY_ENDED }, 'neverSent'],
		['an address that speaks plain HTTP', { code: 'EPROTO', message: PLAIN }, 'refused'],
		['the same, as newer Node names it', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'refused'],
		['a handshake that fails', { code: 'EPROTO', message: NO_HANDSHAKE }, 'refused'],
		['EPROTO after the handshake', { code: 'EPROTO', message: 'write EPROTO' }, 'unclear'],
		['CERT_HAS_EXPIRED', { code: 'CERT_HAS_EXPIRED' }, 'refused'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'refused'],
		['SELF_SIGNED_CERT_IN_CHAIN', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'refused'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'refused'],
		['ERR_TLS_CERT_ALTNAME_INVALID', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'refused'],
		['ERR_INVALID_URL', { code: 'ERR_INVALID_URL' }, 'refused'],
	];

	it.each(cases)('%s, as thrown by the HTTP client', (_, fault, outcome) => {
		expect(classifyFailure(errorWith(fault), false).outcome).toBe(outcome);
	});

	it.each(cases)("%s, wrapped in n8n's NodeApiError", (_, fault, outcome) => {
		const wrapped = new NodeApiError(anyNode, errorWith(fault) as never);
		expect(classifyFailure(wrapped, false).outcome).toBe(outcome);
	});

	it.each(cases)('%s, after a stop', (_, fault) => {
		expect(classifyFailure(errorWith(fault), true)).toEqual({ outcome: 'canceled' });
	});

	it.each(cases)('%s, two causes deep', (_, fault, outcome) => {
		const inner = new Error('request failed', { cause: errorWith(fault) });
		expect(classifyFailure(new Error('outer', { cause: inner }), false).outcome).toBe(outcome);
	});

	it.each([undefined, null, 'a text', 7])('%p is unclear', (thrown) => {
		expect(classifyFailure(thrown, false).outcome).toBe('unclear');
	});

	it('ends with causes that go round in a circle', () => {
		const round = errorWith({ code: 'ECONNREFUSED' }) as Error & { cause?: unknown };
		round.cause = round;
		expect(classifyFailure(round, false).outcome).toBe('neverSent');
	});

	it('names the code, so that it can be looked up', () => {
		for (const code of ['ECONNREFUSED', 'ECONNRESET']) {
			const { message, advice } = problemOf(classifyFailure(errorWith({ code }), false));
			expect(`${message}. ${advice}`).toContain(code);
		}
	});

	it.each([
		[CUT_OFF, 'ECONNRESET', 'before the TLS connection'],
		[PROXY_ENDED, undefined, 'proxy'],
	])('says that nothing was sent for %p', (message, code, names) => {
		const problem = problemOf(classifyFailure(errorWith({ message, code }), false));
		expect(problem.message).toBe('PiAPI could not be reached');
		expect(problem.advice).toContain('Nothing was sent');
		expect(problem.advice).toContain(names);
	});

	it('names the wrong address where no TLS is spoken', () => {
		const problem = problemOf(
			classifyFailure(errorWith({ code: 'EPROTO', message: PLAIN }), false),
		);
		expect(problem.message).toBe('The address does not speak HTTPS');
		expect(problem.advice).toContain('Base URL');
		expect(problem.advice).toContain('proxy');
	});

	it('says what is wrong with a certificate', () => {
		const fault = { code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' };
		expect(problemOf(classifyFailure(errorWith(fault), false)).message).toContain(
			'certificate has expired',
		);
	});
});

describe('the task of an answer', () => {
	it.each<[string, unknown, string | undefined]>([
		['with a task', { code: 200, data: { task_id: 'task-1' } }, 'task-1'],
		['with a task, though it failed', { code: 500, data: { task_id: 'task-1' } }, 'task-1'],
		['with an empty id', { code: 200, data: { task_id: '' } }, undefined],
		['with a number as id', { code: 200, data: { task_id: 5 } }, undefined],
		['without data', { code: 200, data: null }, undefined],
		['with a list', { code: 200, data: [{ task_id: 'task-1' }] }, undefined],
	])('%s', (_, body, id) => {
		const exchange = classified(500, body);
		expect(taskIdIn('envelope' in exchange ? exchange.envelope : undefined)).toBe(id);
	});

	it('is none without an answer', () => expect(taskIdIn(undefined)).toBeUndefined());
});
