import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runResource } from './resources';
import { imagine, locator, openSetting, type Setting } from './setting';

/** What answers is not PiAPI: every run ends soon, and says what answered and what to check. */
let setting: Setting;
/** Set by `npm run test:oldest`. */
const isOldestN8n = process.env.N8N_MODULES_FOLDER !== undefined;
const servers: Server[] = [];

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => {
	delete process.env.HTTPS_PROXY;
	await setting.close();
	for (const server of servers.splice(0)) {
		await new Promise<void>((resolve) => server.close(() => resolve()));
	}
});

async function listen(server: Server): Promise<number> {
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

const site = async (listener: RequestListener): Promise<string> =>
	`http://127.0.0.1:${await listen(createHttpServer(listener))}`;

/** A server that answers everything alike, and the requests that it got. */
async function siteThatSays(
	status: number,
	body: string,
	headers: Record<string, string> = {},
): Promise<{ address: string; requests: string[] }> {
	const requests: string[] = [];
	const address = await site(({ method, url }, response) => {
		requests.push(`${method} ${url}`);
		response.writeHead(status, headers).end(body);
	});
	return { address, requests };
}

/** A proxy that answers each CONNECT with an error page. */
async function proxyThatSays(statusLine: string): Promise<void> {
	const page = '<html><title>The proxy says no</title></html>';
	const proxy = createServer((socket) => {
		socket.on('error', () => socket.destroy());
		socket.once('data', () =>
			socket.end(
				`HTTP/1.1 ${statusLine}\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n\r\n${page}`,
			),
		);
	});
	process.env.HTTPS_PROXY = `http://127.0.0.1:${await listen(proxy)}`;
}

const kinds = {
	'a read': async (baseUrl: string) =>
		await runResource(setting, 'account', 'get', {}, { credentials: { baseUrl } }),
	'a create': async (baseUrl: string) =>
		await setting.run(imagine('a fox'), { credentials: { baseUrl } }),
	'a wait for a task': async (baseUrl: string) =>
		await runResource(
			setting,
			'task',
			'wait',
			{ taskIds: '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11' },
			{ credentials: { baseUrl } },
		),
	'a chat': async (baseUrl: string) =>
		await runResource(
			setting,
			'chat',
			'message',
			{ chatModel: locator('gpt-4o-mini'), prompt: 'Hello' },
			{ credentials: { baseUrl } },
		),
};

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const LOGIN = '<!DOCTYPE html><html><head><title>Log in to Acme</title></head></html>';
const JSON_TYPE = { 'content-type': 'application/json' };

describe.each(Object.entries(kinds))('%s', (kind, run) => {
	const expectAnswer = async (address: string, ...texts: string[]): Promise<void> => {
		const { error } = await run(address);
		const said = `${error?.message} ${error?.description}`;
		for (const text of texts) expect(said).toContain(text);
		expect(said).not.toMatch(/unknown whether|may have charged/);
	};

	it.each<[string, number, string, Record<string, string>, string[]]>([
		['a login page', 200, LOGIN, HTML, ['A web page', 'HTTP 200', 'Log in to Acme', 'Base URL']],
		['a page without a title', 200, '<html><body>hi</body></html>', {}, ['A web page', 'Base URL']],
		['a page that refuses', 403, LOGIN, HTML, ['A web page', 'HTTP 403', 'proxy']],
		['a page that is not found', 404, LOGIN, HTML, ['A web page', 'HTTP 404', 'Base URL']],
		['a captive portal', 511, LOGIN, HTML, ['A web page', 'HTTP 511', 'login page']],
		['a redirect', 302, LOGIN, { ...HTML, location: '/login' }, ['redirect', 'Base URL']],
		['a text', 200, 'It works!', { 'content-type': 'text/plain' }, ['Another service', 'Base URL']],
		['JSON of another service', 200, '{"status":"ok"}', JSON_TYPE, ['Another service', 'Base URL']],
		['a list', 200, '[]', JSON_TYPE, ['Another service', 'Base URL']],
		['JSON that is not found', 404, '{"detail":"Not Found"}', JSON_TYPE, ['Not Found', 'Base URL']],
	])('ends soon at %s', async (_what, status, body, headers, texts) => {
		const { address, requests } = await siteThatSays(status, body, headers);
		await expectAnswer(address, ...texts);
		// The request itself, and one that settles whether PiAPI is there: nothing is tried for long.
		expect(requests.length).toBeLessThanOrEqual(2);
	});

	it('ends at a port that speaks only HTTPS, and sends no key there', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
		const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [
			string,
			string,
		];
		const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost';
		execFileSync('openssl', [...request.split(' '), '-keyout', key, '-out', cert], {
			stdio: 'ignore',
		});
		const requests: unknown[] = [];
		const server = createHttpsServer(
			{ key: readFileSync(key), cert: readFileSync(cert) },
			({ headers }, response) => {
				requests.push(headers);
				response.end();
			},
		);
		rmSync(folder, { recursive: true });
		await expectAnswer(
			`http://127.0.0.1:${await listen(server)}`,
			kind === 'a chat' ? 'ended before an answer' : 'speaks only HTTPS',
			'Base URL',
		);
		expect(requests).toEqual([]);
	});
});

describe('a create', () => {
	const gatewayErrors = ['502 Bad Gateway', '503 Service Unavailable', '504 Gateway Timeout'];

	// n8n 1 drops the connection of a failed request, so nobody can tell that it was the proxy's.
	const proxyError = (status: string) =>
		isOldestN8n
			? { message: 'unknown whether the task was created', description: [] }
			: {
					message: 'PiAPI could not be reached',
					description: [`The proxy answered with HTTP ${status}`, 'Nothing was sent'],
				};

	it.each(gatewayErrors)('that a proxy answers with %s says what is certain', async (line) => {
		await proxyThatSays(line);
		const { error } = await kinds['a create']('https://api.example.test');
		const told = proxyError(line.slice(0, 3));
		expect(error?.message).toContain(told.message);
		for (const text of told.description) expect(error?.description).toContain(text);
	});

	it('that a proxy refuses says so', async () => {
		await proxyThatSays('403 Forbidden');
		const { error } = await kinds['a create']('https://api.example.test');
		expect(error?.message).toContain(
			'A web page answered in place of PiAPI (HTTP 403): The proxy says no',
		);
	});

	it('whose answer alone is a page is searched for, as PiAPI may have it', async () => {
		const piApi = setting.piApi.url;
		const half = await site(({ method, url }, response) => {
			if (method === 'POST') return void response.writeHead(200, HTML).end(LOGIN);
			void fetch(`${piApi}${url}`, { headers: { 'x-api-key': 'any' } })
				.then(async (answer) => {
					response.writeHead(answer.status, JSON_TYPE).end(await answer.text());
				})
				.catch(() => response.destroy());
		});
		const { error } = await kinds['a create'](half);
		expect(error?.message).toContain('unknown whether the task was created');
	});
});
