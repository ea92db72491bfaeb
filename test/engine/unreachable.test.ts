import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { runResource } from './resources';
import { imagine, openSetting, type Setting } from './setting';

/** Real sockets under n8n's own request helper: what did not leave this machine is told as such, and soon. */
let setting: Setting;
let server: Server | undefined;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => {
	delete process.env.HTTPS_PROXY;
	await setting.close();
	await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
	server = undefined;
});

async function listenWith(started: Server): Promise<number> {
	server = started;
	await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
	return (started.address() as AddressInfo).port;
}

/** Counts the connections, and answers the first bytes of each. */
function hostThat(answers: (socket: Socket) => void): { host: Server; connections: () => number } {
	let connections = 0;
	const host = createServer((socket) => {
		connections++;
		socket.on('error', () => socket.destroy());
		socket.once('data', () => answers(socket));
	});
	return { host, connections: () => connections };
}

const account = async (baseUrl: string) =>
	await runResource(setting, 'account', 'get', {}, { credentials: { baseUrl } });

const create = async (baseUrl: string) =>
	await setting.run(imagine('a fox'), { credentials: { baseUrl } });

describe.each([
	['a read', account],
	['a create', create],
])('%s', (_, run) => {
	it('names the wrong address where a port speaks plain HTTP', async () => {
		const port = await listenWith(createHttpServer((_request, response) => response.end('hi')));
		const { error } = await run(`https://127.0.0.1:${port}`);
		expect(error?.message).toContain('The address does not speak HTTPS');
		expect(error?.description).toContain('Nothing was sent');
	});

	it('says that nothing was sent where the TLS handshake is cut off', async () => {
		const { host, connections } = hostThat((socket) => socket.destroy());
		const port = await listenWith(host);
		const { error } = await run(`https://127.0.0.1:${port}`);
		expect(error?.message).toContain('PiAPI could not be reached');
		expect(error?.description).toContain('Nothing was sent');
		expect(connections()).toBeGreaterThan(1);
	});

	it('names the proxy where it asks for a login', async () => {
		const { host } = hostThat((socket) =>
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'),
		);
		const port = await listenWith(host);
		process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
		const { error } = await run('https://api.example.test');
		expect(error?.message).toContain('The proxy between n8n and PiAPI asks for a login');
	});

	it('says that nothing was sent where the proxy loses the connection after CONNECT', async () => {
		const { host } = hostThat((socket) => {
			socket.write('HTTP/1.1 200 OK\r\n\r\n');
			socket.once('data', () => socket.destroy());
		});
		const port = await listenWith(host);
		process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
		const { error } = await run('https://api.example.test');
		expect(error?.message).toContain('PiAPI could not be reached');
		expect(error?.description).toContain('proxy');
	});

	it('names the proxy that speaks plain HTTP where n8n expects TLS', async () => {
		const port = await listenWith(createHttpServer((_request, response) => response.end('hi')));
		process.env.HTTPS_PROXY = `https://127.0.0.1:${port}`;
		const { error } = await run('https://api.example.test');
		expect(error?.message).toContain('The address does not speak HTTPS');
		expect(error?.description).toContain('proxy');
	});
});
