import type { JsonObject } from 'n8n-workflow';

import { answered, chat, chunks, delta, images, STREAM, tries } from './openAiStage';

describe('an answer that is nested too deeply', () => {
	const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

	it('loses what is too deep, and is returned', async () => {
		const usage = `{"total": 5, "more": ${deep}}`;
		const body = `{"data": [{"url": "https://a.example/1.png"}], "usage": ${usage}}`;
		for (const given of [body, JSON.parse(body) as JsonObject]) {
			const { call } = await answered({ body: given }, images);
			expect(call).toMatchObject({ outcome: 'answered', answer: { usage: { total: 5 } } });
			expect(JSON.stringify(call).length).toBeLessThan(500);
		}
		const event = `data: {"choices": [{"delta": {"content": "hi"}, "finish_reason": "stop"}], "usage": ${usage}}\n\n`;
		for (const [stream, headers] of [
			[chunks(event), STREAM],
			[event.slice(6), {}],
		] as const) {
			const { call } = await answered({ headers, body: stream }, chat);
			expect(call).toMatchObject({ outcome: 'answered', answer: { usage: { total: 5 } } });
			expect(JSON.stringify(call).length).toBeLessThan(500);
		}
	});

	it.each([200, 402])('and a refusal, HTTP %p, is read', async (statusCode) => {
		const body = JSON.parse(`{"message": "insufficient credits", "more": ${deep}}`) as JsonObject;
		for (const given of [body, `{"message": "insufficient credits", "more": ${deep}}`]) {
			const { call } = await answered({ statusCode, body: given }, images);
			expect(call).toMatchObject({
				outcome: 'refused',
				problem: { message: 'insufficient credits' },
			});
		}
	});
});

describe('a streamed chat answer', () => {
	it('is put together, whatever its pieces are', async () => {
		const last = new TextEncoder().encode(delta(' läuft', { finish_reason: 'stop' }));
		const cut = last.findIndex((byte) => byte > 127) + 1;
		const body = chunks(delta('ein Fuchs'), last.slice(0, cut), last.slice(cut), 'data: [DONE]');
		const { call, sent } = await answered({ headers: STREAM, body }, chat);
		expect(call).toMatchObject({ outcome: 'answered', answer: { text: 'ein Fuchs läuft' } });
		expect(sent).toMatchObject([{ body: { model: 'gpt', stream: true }, encoding: 'stream' }]);
	});

	it.each([
		['ends early', chunks(delta('a fo'))],
		['is cut off', chunks(delta('a fo'), new Error('reset'))],
	])('that %s is unclear, and says how it began', async (_, body) => {
		const { call } = await answered({ headers: STREAM, body }, chat);
		expect(call).toMatchObject({
			outcome: 'unclear',
			problem: { message: 'The answer ended early' },
		});
		expect(JSON.stringify(call)).toContain('It began with: a fo');
	});

	it.each([
		['model overloaded', false],
		['the prompt was flagged', true],
	])('that fails in the middle is refused with the reason: %p', async (message, isContent) => {
		const error = JSON.stringify({ error: { message } });
		const body = chunks(delta('a fo'), `data: ${error}\n\n`);
		const { call } = await answered({ headers: STREAM, body }, chat);
		expect(call).toMatchObject({ outcome: 'refused', problem: { message, isContent } });
	});

	it('that fails without a reason says so', async () => {
		const { call } = await answered(
			{ headers: STREAM, body: chunks('data: {"error":{}}\n') },
			chat,
		);
		expect(call).toMatchObject({
			outcome: 'refused',
			problem: { message: 'The model failed without a reason' },
		});
	});
});

describe('a chat answer that is not streamed', () => {
	const json = (value: unknown) => chunks(JSON.stringify(value));

	it.each([
		['a stream', json({ choices: [{ message: { content: 'a fox' } }] })],
		['text', JSON.stringify({ choices: [{ message: { content: 'a fox' } }] })],
		['an object', { choices: [{ message: { content: 'a fox' } }] }],
	])('is read from %s', async (_, body) => {
		const { call } = await answered({ body }, chat);
		expect(call).toMatchObject({ outcome: 'answered', answer: { text: 'a fox' } });
	});

	it.each([['{"choices":[]}'], ['']])('without a text is unclear: %s', async (body) => {
		expect((await answered({ body }, chat)).call).toMatchObject({ outcome: 'unclear' });
	});
});

describe('a refusal inside a successful answer', () => {
	const NO_CREDIT = { code: 500, message: 'failed to freeze point' };

	it.each([
		['chat', chat],
		['images', images],
	])('of credit is a refusal: %s', async (_, ask) => {
		const { call } = await answered<unknown>({ body: NO_CREDIT }, ask);
		expect(call).toMatchObject({
			outcome: 'refused',
			problem: { message: 'failed to freeze point', httpCode: '500' },
		});
	});

	it.each([
		[
			'an answer about credit',
			{ choices: [{ message: { content: 'insufficient credits' } }] },
			chat,
		],
		[
			'an image with such a text',
			{ data: [{ url: 'https://a.example/insufficient credits' }] },
			images,
		],
	])('is not seen in %s', async (_, body, ask) => {
		const { call } = await answered<unknown>({ body }, ask as typeof images);
		expect(call).toMatchObject({ outcome: 'answered' });
	});
});

describe("an answer inside PiAPI's usual envelope", () => {
	const enveloped = (data: object) => ({ code: 200, data, message: 'success' });

	it('is unpacked', async () => {
		const links = { data: [{ url: 'https://a.example/fox.png' }], usage: { total: 5 } };
		const told = await answered({ body: enveloped(links) }, images);
		expect(told.call).toEqual({ outcome: 'answered', answer: links });
		const choices = [{ message: { content: 'Reynard' }, finish_reason: 'stop' }];
		const body = JSON.stringify(enveloped({ choices, model: 'gpt-4o' }));
		const { call } = await answered({ body }, chat);
		expect(call).toMatchObject({
			outcome: 'answered',
			answer: { text: 'Reynard', model: 'gpt-4o' },
		});
	});

	it('is unclear where it contains nothing', async () => {
		const { call } = await answered({ body: enveloped({ choices: 5 }) }, chat);
		expect(call).toMatchObject({ outcome: 'unclear' });
	});
});

describe('an error answer', () => {
	it.each([
		['a stream', chunks('{"error":{"mess', 'age":"bad model"}}')],
		['bytes', chunks(new TextEncoder().encode('{"error":{"message":"bad model"}}'))],
		['text', '{"error":{"message":"bad model"}}'],
		['an object', { error: { message: 'bad model' } }],
		['an object without error', { message: 'bad model' }],
	])('is read from %s', async (_, body) => {
		const { call } = await answered({ statusCode: 400, body }, chat);
		expect(call).toMatchObject({
			outcome: 'refused',
			problem: { message: 'bad model', httpCode: '400' },
		});
	});

	it('is read to a million characters only', async () => {
		let given = 0;
		async function* endless() {
			for (;;) {
				given++;
				yield await Promise.resolve('x'.repeat(100_000));
			}
		}
		const { call } = await answered({ statusCode: 500, body: endless() }, chat);
		expect(call).toMatchObject({ outcome: 'unclear' });
		expect(given).toBeLessThan(15);
	});
});

describe('images', () => {
	it('are sent as JSON, or as bytes with their type', async () => {
		const body = { data: [{ url: 'https://a.example/fox.png' }] };
		const { call, sent } = await answered({ body }, images);
		expect(call).toEqual({ outcome: 'answered', answer: body });
		expect(sent).toMatchObject([
			{
				url: 'https://api.example.com/v1/images/generations',
				body: { prompt: 'a fox' },
				json: true,
			},
		]);
		const bytes = Buffer.from('form');
		const edited = await answered(
			{ body: JSON.stringify(body) },
			async (openAi) =>
				await openAi.images('/v1/images/edits', { bytes, contentType: 'multipart/x' }, tries()),
		);
		expect(edited.call).toEqual({ outcome: 'answered', answer: body });
		expect(edited.sent).toMatchObject([
			{
				url: 'https://api.example.com/v1/images/edits',
				body: bytes,
				headers: { 'content-type': 'multipart/x' },
			},
		]);
		expect(edited.sent[0]).not.toHaveProperty('json');
	});

	it.each(['<html>', '[]', '"text"', '{"answer":'])(
		'in an answer that cannot be read are unclear: %s',
		async (body) => {
			const { call } = await answered({ body }, images);
			expect(call).toMatchObject({ outcome: 'unclear' });
			expect(JSON.stringify(call)).toContain('It began with: nothing');
		},
	);
});

describe("an answer that is not of PiAPI's form", () => {
	const login = '<!DOCTYPE html><title>Log in</title>';
	const kinds = [
		['chat', chat],
		['images', images],
	] as const;

	it.each(kinds)('is refused where nothing at the address is: %s', async (_, ask) => {
		const probed = async () => await Promise.resolve(login);
		const { call, sent } = await answered<unknown>({ body: login }, ask, probed);
		expect(call).toMatchObject({
			outcome: 'refused',
			problem: { message: 'A web page answered in place of PiAPI (HTTP 200): Log in' },
		});
		expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
	});

	it.each(kinds)(
		'is unclear, and not asked for again, where PiAPI answers else: %s',
		async (_, ask) => {
			const { call, sent } = await answered<unknown>({ body: login }, ask);
			expect(call).toMatchObject({ outcome: 'unclear' });
			expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
		},
	);

	it.each(kinds)(
		'is unclear, and not asked for again, where nobody answers else: %s',
		async (_, ask) => {
			const probed = async () => {
				await Promise.resolve();
				throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
			};
			const { call, sent } = await answered<unknown>({ body: login }, ask, probed);
			expect(call).toMatchObject({ outcome: 'unclear' });
			expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
		},
	);
});
