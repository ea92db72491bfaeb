import type { IHttpRequestOptions } from 'n8n-workflow';

import { PiApi } from '../../credentials/PiApi.credentials';

const KEY = 'the-key-of-the-account';
const addresses = { baseUrl: 'https://api.piapi.ai', uploadUrl: 'https://upload.theapi.app' };

type Request = Partial<IHttpRequestOptions> & { uri?: unknown };

async function signed(
	request: Request,
	more: Record<string, string> = {},
): Promise<IHttpRequestOptions> {
	const { authenticate } = new PiApi();
	if (typeof authenticate !== 'function') throw new Error('authenticate is not a function');
	return await authenticate({ apiKey: KEY, ...addresses, ...more }, request as IHttpRequestOptions);
}

const headersFor = async (request: Request, more?: Record<string, string>): Promise<unknown> =>
	(await signed(request, more)).headers ?? {};

const asKey = { 'X-API-Key': KEY };
const asBearer = { Authorization: `Bearer ${KEY}` };
const ownPath = { baseUrl: 'https://proxy.example.com/piapi/' };

describe('the key', () => {
	it.each<[string, Record<string, string>, Record<string, string>]>([
		['https://api.piapi.ai/api/v1/task', {}, asKey],
		['https://api.piapi.ai/account/info', {}, asKey],
		['https://api.piapi.ai/v1/chat/completions', {}, asBearer],
		['https://api.piapi.ai/v1/images/generations', {}, asBearer],
		['https://api.piapi.ai/v1', {}, asKey],
		['https://api.piapi.ai/v10/models', {}, asKey],
		['https://api.piapi.ai:443/api/v1/task', {}, asKey],
		['HTTPS://API.PIAPI.AI/v1/models', {}, asBearer],
		['https://upload.theapi.app/api/ephemeral_resource', {}, asKey],
		['https://upload.theapi.app/v1/files', {}, asKey],
		['https://proxy.example.com/piapi/v1/chat/completions', ownPath, asBearer],
		['https://proxy.example.com/piapi/api/v1/task', ownPath, asKey],
		[
			'https://proxy.example.com/v1/piapi/api/v1/task',
			{ baseUrl: 'https://proxy.example.com/v1/piapi' },
			asKey,
		],
		['http://127.0.0.1:3000/v1/models', { baseUrl: 'http://127.0.0.1:3000' }, asBearer],
		['https://api.piapi.ai/api/v1/task', { apiKey: `  ${KEY}\n` }, asKey],
		['https://api.piapi.ai/api/v1/task', { baseUrl: ' https://api.piapi.ai ' }, asKey],
	])('for %s goes into its header', async (url, more, headers) => {
		expect(await headersFor({ url }, more)).toEqual(headers);
	});

	it.each([
		['/v1/models', 'https://api.piapi.ai', asBearer],
		['v1/models', 'https://api.piapi.ai/', asBearer],
		['/account/info', 'https://api.piapi.ai', asKey],
		['https://api.piapi.ai/account/info', 'https://elsewhere.example', asKey],
	])('for %s below %s goes into its header', async (url, baseURL, headers) => {
		expect(await headersFor({ url, baseURL })).toEqual(headers);
	});

	it.each([
		[{ uri: 'https://api.piapi.ai/api/v1/task' }, asKey],
		[{ uri: 'https://api.piapi.ai/v1/models' }, asBearer],
		[{ uri: '/v1/models', baseURL: 'https://api.piapi.ai' }, asBearer],
		[{ uri: 'https://elsewhere.example/v1/models' }, {}],
	])("in a request of n8n's HTTP Request node, %p, is in %p", async (request, headers) => {
		expect(await headersFor(request)).toEqual(headers);
	});

	it.each([
		['/v1/models', 'https://api.piapi.ai ', asBearer],
		['/account/info', ' https://api.piapi.ai/\n', asKey],
		[' https://api.piapi.ai/account/info ', undefined, asKey],
	])('for %p below %p, with blanks, goes into its header', async (url, baseURL, headers) => {
		expect(await headersFor({ url, baseURL })).toEqual(headers);
	});

	it('for a path below a base with a path of its own goes into its header', async () => {
		const baseURL = ownPath.baseUrl;
		expect(await headersFor({ url: '/v1/models', baseURL }, ownPath)).toEqual(asBearer);
		expect(await headersFor({ url: '/account/info', baseURL }, ownPath)).toEqual(asKey);
	});

	it.each([
		[{ url: 'https://elsewhere.example/api/v1/task' }],
		[{ url: 'http://api.piapi.ai/api/v1/task' }],
		[{ url: 'https://api.piapi.ai:8443/api/v1/task' }],
		[{ url: 'https://api.piapi.ai.elsewhere.example/api/v1/task' }],
		[{ url: 'https://api.piapi.ai@elsewhere.example/api/v1/task' }],
		[{ url: '/v1/models', baseURL: 'https://elsewhere.example' }],
		[{ url: 'https://elsewhere.example/x', baseURL: 'https://api.piapi.ai' }],
		[{}],
		[{ url: '' }],
		[{ url: '/v1/models' }],
		[{ url: 'v1/models', baseURL: 'api.piapi.ai' }],
		[{ uri: { host: 'api.piapi.ai' } }],
	])('does not go with %p', async (request) => {
		expect(await headersFor(request)).toEqual({});
	});

	it('goes where no redirect leads, whatever the node that uses it sets', async () => {
		const request = {
			url: 'https://api.piapi.ai/account/info',
			followRedirect: true,
			followAllRedirects: true,
		};
		expect(await signed(request)).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
		const elsewhere = { ...request, url: 'https://elsewhere.example' };
		expect(await signed(elsewhere)).toBe(elsewhere);
	});

	it('leaves the other headers and the request itself alone', async () => {
		const request = { url: 'https://api.piapi.ai/api/v1/task', headers: { Accept: 'text/plain' } };
		expect(await headersFor(request)).toEqual({ Accept: 'text/plain', ...asKey });
		expect(request.headers).toEqual({ Accept: 'text/plain' });
	});
});

describe('an address that is none', () => {
	it.each([
		['ftp://api.piapi.ai'],
		[''],
		['   '],
		['api.piapi.ai'],
		['//api.piapi.ai'],
		['https://'],
		['javascript:alert(1)'],
	])('%p is refused in plain words', async (url) => {
		const refusal = (label: string) =>
			`${label} of the PiAPI credential must be an address that starts with https:// or http://`;
		const request = { url: 'https://api.piapi.ai/account/info' };
		await expect(headersFor(request, { baseUrl: url })).rejects.toThrow(refusal('Base URL'));
		await expect(headersFor(request, { uploadUrl: url })).rejects.toThrow(
			refusal('File Upload URL'),
		);
	});

	it.each<[string, string]>([
		['ftp://files.example.com/a?key=hidden-1', ', not ftp://files.example.com'],
		['ftp://hidden-1:hidden-2@files.example.com:2121', ', not ftp://files.example.com:2121'],
		['hidden-1', ''],
		['hidden-1.example.com?key=hidden-2', ''],
		['localhost:3000/hidden-1', ''],
		['javascript:hidden-1', ''],
		['https://?key=hidden-1', ''],
	])('%p is shown without what may be a secret', async (baseUrl, shown) => {
		const message = `Base URL of the PiAPI credential must be an address that starts with https:// or http://${shown}`;
		await expect(headersFor({ url: 'https://x.example' }, { baseUrl })).rejects.toThrow(
			new Error(message),
		);
	});

	it('names no key', async () => {
		await expect(headersFor({ url: 'https://x.example' }, { baseUrl: 'x' })).rejects.not.toThrow(
			KEY,
		);
	});
});

describe('the credential', () => {
	const { properties, test } = new PiApi();
	const property = (name: string) => properties.find((other) => other.name === name);

	it('hides key and secret', () => {
		for (const name of ['apiKey', 'webhookSecret']) {
			expect(property(name)?.typeOptions?.password).toBe(true);
		}
	});

	it('leads to PiAPI by default', () => {
		expect(property('baseUrl')?.default).toBe(addresses.baseUrl);
		expect(property('uploadUrl')?.default).toBe(addresses.uploadUrl);
	});

	it('is tested by reading the account, without following a redirect', () => {
		expect(test.request).toMatchObject({
			baseURL: '={{ $credentials.baseUrl.trim() }}',
			url: '/account/info',
			disableFollowRedirect: true,
		});
		expect(test.request.method ?? 'GET').toBe('GET');
	});

	/** What n8n's test of a credential does with the rules after an answer of 2xx. */
	const verdictOn = (body: unknown): string => {
		for (const { type, properties: rule } of test.rules ?? []) {
			if (type !== 'responseSuccessBody') continue;
			const value = (body as Record<string, unknown> | null | undefined)?.[rule.key];
			if (value === rule.value) return rule.message;
		}
		return 'OK';
	};

	const wrongKey = 'PiAPI does not know this API key';
	const notPiApi = 'This address does not answer as PiAPI does; check the Base URL';
	const trouble = 'PiAPI could not check the key; try again later';
	const notAvailable = 'PiAPI, or a proxy before it, is not available; try again later';
	const accessRefused =
		'Access was refused; check the plan, and whether a proxy or a firewall answers in place of PiAPI';
	const tooMany = 'PiAPI accepts no more requests for now; try again later';
	it.each<[string, unknown, string]>([
		['the account', { code: 200, data: { account_id: 'x' }, message: 'success' }, 'OK'],
		['the account without a code', { data: { account_id: 'x' } }, 'OK'],
		['a refusal inside 200', { code: 401, data: null, message: 'Invalid token' }, wrongKey],
		[
			'a check that failed inside 200',
			{ code: 500, data: null, message: 'failed to check account' },
			trouble,
		],
		['the same without data', { code: 500, message: 'failed to check account' }, trouble],
		['a gateway error inside 200', { code: 502, data: null, message: 'oops' }, notAvailable],
		['a pause inside 200', { code: 503, data: null, message: 'oops' }, notAvailable],
		['a timeout inside 200', { code: 504, data: null, message: 'oops' }, notAvailable],
		['a plan that lacks it inside 200', { code: 403, data: null, message: 'no' }, accessRefused],
		['too many requests inside 200', { code: 429, data: null, message: 'slow' }, tooMany],
		['no such path inside 200', { code: 404, data: null, message: 'no' }, notPiApi],
		['another refusal inside 200', { code: 418, data: null, message: 'oops' }, notPiApi],
		['a login page', '<!DOCTYPE html><html><title>Log in</title></html>', notPiApi],
		['an empty page', '', notPiApi],
		['nothing', undefined, notPiApi],
		['null', null, notPiApi],
		['JSON of something else', { status: 'ok' }, notPiApi],
	])('takes %s for what it is', (_, body, verdict) => expect(verdictOn(body)).toBe(verdict));

	it.each<[number, string]>([
		[302, 'The Base URL redirects to another address; enter the final one'],
		[401, wrongKey],
		[
			403,
			'Access was refused; check the plan, and whether a proxy or a firewall answers in place of PiAPI',
		],
		[404, notPiApi],
		[407, 'The proxy between n8n and PiAPI asks for a login'],
		[429, tooMany],
		[500, trouble],
		[502, 'PiAPI, or a proxy before it, is not available; try again later'],
		[511, 'The network of n8n asks for a login'],
	])('says what HTTP %d means', (value, message) => {
		expect(test.rules).toContainEqual({ type: 'responseCode', properties: { value, message } });
	});
});
