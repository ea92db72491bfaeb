import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { createClient } from '../../nodes/transport/client';
import { createLimiter } from '../../nodes/transport/limiter';
import { go, request } from './openedClient';
import { HandClock } from './handClock';

type Answer = Partial<IN8nHttpFullResponse> | Error;

const LOGIN: Answer = { body: '<!DOCTYPE html><title>Log in</title>' as never };
const ACCOUNT: Answer = { body: { code: 200, data: { account_name: 'fox' } } as never };
const GATEWAY: Answer = { statusCode: 502, body: '<html>Bad gateway</html>' as never };
const RESET = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const REFUSED = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
const CERTIFICATE = Object.assign(new Error('self-signed'), {
	code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
});

/** An error status as thrown, with the connection that it came over. */
const thrownWith = (status: number, socket: object): Error =>
	new Error('n8n', {
		cause: Object.assign(new Error('bad'), { request: { socket }, response: { status } }),
	});

/** What becomes of a create whose answer is followed by that of a request which costs nothing. */
async function created(baseUrl: string, answer: Answer, probe: Answer) {
	const sent: IHttpRequestOptions[] = [];
	const clock = new HandClock();
	const client = createClient({
		send: async (options) => {
			sent.push(options);
			const given = options.method === 'POST' ? answer : probe;
			await Promise.resolve();
			if (given instanceof Error) throw given;
			return { statusCode: 200, headers: {}, body: '', ...given } as IN8nHttpFullResponse;
		},
		baseUrl,
		uploadUrl: baseUrl,
		clock,
		limiter: createLimiter(8, clock),
	});
	const { outcome } = await client.createTask(request, go);
	return { outcome, asked: sent.slice(1).map(({ method, url }) => `${method} ${url}`) };
}

const HTTPS = 'https://api.example.com/own';
const HTTP = 'http://api.example.com/own';

it.each<[string, string, Answer, Answer, string, string[]]>([
	['a page, as everywhere', HTTPS, LOGIN, LOGIN, 'refused', [`GET ${HTTPS}/account/info`]],
	['a page, and PiAPI is there', HTTPS, LOGIN, ACCOUNT, 'unclear', [`GET ${HTTPS}/account/info`]],
	['a page, and nobody answers', HTTPS, LOGIN, REFUSED, 'unclear', [`GET ${HTTPS}/account/info`]],
	[
		'a page, and a gateway answers',
		HTTPS,
		LOGIN,
		GATEWAY,
		'unclear',
		[`GET ${HTTPS}/account/info`],
	],
	[
		'a page, and PiAPI refuses the key',
		HTTPS,
		LOGIN,
		{ statusCode: 401, body: { code: 401 } as never },
		'unclear',
		[`GET ${HTTPS}/account/info`],
	],
	[
		'a 502 of the proxy itself',
		HTTPS,
		GATEWAY,
		thrownWith(502, {}),
		'neverSent',
		[`GET ${HTTPS}/account/info`],
	],
	[
		'a 502 through TLS',
		HTTPS,
		GATEWAY,
		thrownWith(502, { encrypted: true }),
		'unclear',
		[`GET ${HTTPS}/account/info`],
	],
	[
		'a 502 and another status of the proxy',
		HTTPS,
		GATEWAY,
		thrownWith(503, {}),
		'unclear',
		[`GET ${HTTPS}/account/info`],
	],
	['a 502 and no more of it', HTTPS, GATEWAY, ACCOUNT, 'unclear', [`GET ${HTTPS}/account/info`]],
	['a 502 without TLS at all', HTTP, GATEWAY, thrownWith(502, {}), 'unclear', []],
	[
		'no answer, and the port speaks TLS',
		HTTP,
		RESET,
		CERTIFICATE,
		'refused',
		[`GET ${HTTPS}/account/info`],
	],
	[
		'no answer, and HTTPS answers',
		HTTP,
		RESET,
		{ statusCode: 404 },
		'refused',
		[`GET ${HTTPS}/account/info`],
	],
	['no answer, as before', HTTP, RESET, RESET, 'unclear', [`GET ${HTTPS}/account/info`]],
	['no answer over TLS', HTTPS, RESET, ACCOUNT, 'unclear', []],
	['half of an answer', HTTPS, { body: '{"code":200,"da' as never }, LOGIN, 'unclear', []],
	['an empty answer', HTTPS, { body: '' as never }, LOGIN, 'unclear', []],
	[
		'an error of PiAPI',
		HTTPS,
		{ statusCode: 500, body: { code: 500, message: 'oops' } as never },
		LOGIN,
		'unclear',
		[],
	],
])('a create with %s', async (_, baseUrl, answer, probe, outcome, asked) => {
	expect(await created(baseUrl, answer, probe)).toEqual({ outcome, asked });
});
