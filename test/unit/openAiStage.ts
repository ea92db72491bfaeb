import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createLimiter } from '../../nodes/transport/limiter';
import { createOpenAi, type OpenAi, type PaidCall } from '../../nodes/transport/openAi';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

export async function* chunks(...pieces: Array<string | Uint8Array | Error>) {
	for (const piece of pieces) {
		if (piece instanceof Error) throw piece;
		yield await Promise.resolve(piece);
	}
}

/** What becomes of one answer. */
export async function answered<T>(
	response: Partial<IN8nHttpFullResponse> & { readonly body: unknown },
	ask: (openAi: OpenAi) => Promise<PaidCall<T>>,
	/** The answer to a request that costs nothing. */
	probed = async (): Promise<unknown> =>
		await Promise.resolve({ code: 200, data: { account_name: 'fox' } }),
): Promise<{ call: PaidCall<T> | undefined; sent: IHttpRequestOptions[] }> {
	const clock = new HandClock();
	const sent: IHttpRequestOptions[] = [];
	const openAi = createOpenAi({
		send: async (options) => {
			sent.push(options);
			const answer = options.method === 'GET' ? { body: await probed() } : response;
			const whole = { statusCode: 200, statusMessage: '', headers: {}, ...answer };
			return await Promise.resolve(whole as IN8nHttpFullResponse);
		},
		baseUrl: 'https://api.example.com',
		clock,
		limiter: createLimiter(8, clock),
	});
	let call: PaidCall<T> | undefined;
	void ask(openAi).then((result) => (call = result));
	for (let rounds = 0; rounds < 20; rounds++) await settle();
	return { call, sent };
}

/** In a run that is not over. */
export const tries = (timeout = 60_000) => ({ timeout, ending: createStop().signal });
export const chat = async (openAi: OpenAi) => await openAi.chat({ model: 'gpt' }, tries());
export const images = async (openAi: OpenAi) =>
	await openAi.images('/v1/images/generations', { json: { prompt: 'a fox' } }, tries());

export const STREAM = { 'content-type': 'text/event-stream; charset=utf-8' };
export const delta = (content: string, more: object = {}) =>
	`data: ${JSON.stringify({ choices: [{ delta: { content }, ...more }] })}\n\n`;
