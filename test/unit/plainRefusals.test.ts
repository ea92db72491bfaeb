import { createFileUploader } from '../../nodes/request/fileUploader';
import type { Client } from '../../nodes/transport/client';
import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import { createLimiter } from '../../nodes/transport/limiter';
import type { PaidCall } from '../../nodes/transport/openAi';
import { HandClock } from './handClock';
import { answered, chat, images } from './openAiStage';

const problemOf = (statusCode: number, body: unknown, type = 'text/plain') => {
	const headers = { 'content-type': type };
	const exchange = classifyResponse({ statusCode, headers, body: body as string }, 0);
	return 'problem' in exchange ? { ...exchange.problem, outcome: exchange.outcome } : undefined;
};

const texts: Array<[number, string, string]> = [
	[403, 'error code: 1020', 'PiAPI answered with HTTP 403: error code: 1020'],
	[403, 'Access denied', 'PiAPI answered with HTTP 403: Access denied'],
	[403, 'RBAC: access denied', 'PiAPI answered with HTTP 403: RBAC: access denied'],
	[403, 'permission denied by policy', 'PiAPI answered with HTTP 403: permission denied by policy'],
	[403, 'Your IP is banned', 'PiAPI answered with HTTP 403: Your IP is banned'],
	[403, 'Blocked by content policy', 'PiAPI answered with HTTP 403: Blocked by content policy'],
	[404, '404 page not found', 'PiAPI answered with HTTP 404: 404 page not found'],
	[400, 'Bad Request\r\n', 'PiAPI answered with HTTP 400: Bad Request'],
	[401, 'Unauthorised client', 'PiAPI answered with HTTP 401: Unauthorised client'],
	[402, 'nope', 'PiAPI answered with HTTP 402: nope'],
	[406, 'Not Acceptable', 'PiAPI answered with HTTP 406: Not Acceptable'],
	[421, 'misdirected\n\n  request', 'PiAPI answered with HTTP 421: misdirected request'],
	[451, 'blocked in your country', 'PiAPI answered with HTTP 451: blocked in your country'],
];

describe('a refusal in plain text', () => {
	it.each(texts)('of HTTP %p is told and blamed on nobody: %j', (status, text, message) => {
		const problem = problemOf(status, text);
		expect(problem).toMatchObject({ outcome: 'refused', message, httpCode: String(status) });
		expect(problem?.advice).toContain('a proxy, a firewall');
	});

	it.each(texts)(
		'of HTTP %p has the same text in a paid answer: %j',
		async (status, text, message) => {
			for (const ask of [chat, images] as Array<typeof chat>) {
				const call: PaidCall<unknown> | undefined = (
					await answered<unknown>({ statusCode: status, body: text }, ask)
				).call;
				expect(call).toMatchObject({ outcome: 'refused', problem: { message } });
				expect(call && 'problem' in call && call.problem.advice).toContain('a proxy, a firewall');
			}
		},
	);

	it('is cut between words after 100 letters', () => {
		const message = problemOf(403, 'denied '.repeat(60))?.message ?? '';
		expect(message.length).toBeLessThan(150);
		expect(message).toMatch(/denied …$/);
	});

	it.each<[number, string, string, string]>([
		[402, 'insufficient credits', 'insufficient credits', 'balance'],
		[401, 'Invalid API key', 'Invalid API key', 'API key'],
		[403, 'Insufficient plan level', 'Insufficient plan level', 'plan'],
	])('that can only be of PiAPI has its advice: HTTP %p %j', (status, text, message, advice) => {
		const problem = problemOf(status, text);
		expect(problem?.message).toContain(message);
		expect(problem?.advice).toContain(advice);
	});

	it.each<[number, string, string, string]>([
		[413, 'Payload too large', 'PiAPI answered with HTTP 413: Payload too large', 'smaller'],
		[429, 'error code: 1015', 'PiAPI answered with HTTP 429: error code: 1015', 'later'],
		[408, 'slow', 'PiAPI answered with HTTP 408: slow', 'later'],
		[502, 'error code: 502', 'PiAPI answered with HTTP 502: error code: 502', 'later'],
		[
			503,
			'upstream connect error',
			'PiAPI answered with HTTP 503: upstream connect error',
			'later',
		],
	])('of HTTP %p keeps its own meaning: %j', (status, text, message, advice) => {
		const problem = problemOf(status, text);
		expect(problem).toMatchObject({ message });
		expect(problem?.advice).toContain(advice);
	});

	it.each<[number, unknown, string]>([
		[407, 'login', 'The proxy between n8n and PiAPI asks for a login'],
		[302, 'moved', 'PiAPI answered with a redirect (HTTP 302), which is not followed'],
		[403, '', 'PiAPI answered with HTTP 403'],
		[403, undefined, 'PiAPI answered with HTTP 403'],
		[403, '{"code":403,"mess', 'PiAPI answered with HTTP 403'],
		[403, '<html><title>No</title></html>', 'A web page answered in place of PiAPI (HTTP 403): No'],
		[403, { code: 403, message: 'no' }, 'no'],
	])('is not seen in HTTP %p with %j', (status, body, message) => {
		expect(problemOf(status, body)).toMatchObject({ message });
	});
});

describe('an upload that is refused', () => {
	const exchangeOf = (body: unknown, type: string): Exchange =>
		classifyResponse(
			{ statusCode: 403, headers: { 'content-type': type }, body: body as string },
			0,
		);

	async function uploaded(exchange: Exchange) {
		const clock = new HandClock();
		const uploader = createFileUploader({
			helpers: {
				assertBinaryData: () => ({ mimeType: 'image/png', fileName: 'fox.png', data: '' }),
				getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('fox')),
			},
			client: { upload: async () => await Promise.resolve(exchange) } as unknown as Client,
			clock,
			limiter: createLimiter(1, clock),
		});
		return await uploader.link({ itemIndex: 0, property: 'data', label: 'Image' });
	}

	it.each([
		['Access denied', 'text/plain', 'PiAPI answered with HTTP 403: Access denied'],
		['error code: 1020', 'text/html', 'PiAPI answered with HTTP 403: error code: 1020'],
		[
			'<html><title>No</title>',
			'text/html',
			'A web page answered in place of PiAPI (HTTP 403): No',
		],
	])('by something else is not blamed on the plan: %s', async (body, type, reason) => {
		expect(await uploaded(exchangeOf(body, type))).toMatchObject({
			message: `Image could not be uploaded: ${reason}`,
			advice: expect.stringContaining('a proxy, a firewall') as string,
			httpCode: '403',
		});
	});

	it.each([{ code: 403, message: 'no' }, ''])('by PiAPI has its advice: %j', async (body) => {
		expect(await uploaded(exchangeOf(body, 'application/json'))).toMatchObject({
			advice: expect.stringContaining('Creator plan') as string,
		});
	});
});
