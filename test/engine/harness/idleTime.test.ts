import { channel } from 'node:diagnostics_channel';
import { createServer, get } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createStop, type StopSignal } from '../../../nodes/transport/stopSignal';
import { scaledClock } from '../../../tools/engine/clock';
import { skipIdleTime } from '../../../tools/engine/idleTime';

/** Longer than any test may take: without a skip, none of these ends in time. */
const LONG = 10_000_000;

let clock: ReturnType<typeof skipIdleTime>;

beforeEach(() => {
	clock = skipIdleTime(scaledClock(1));
});

afterEach(() => clock.stop());

it('ends pauses in their order', async () => {
	const start = clock.now();
	const ended: string[] = [];
	const sleep = async (name: string, milliseconds: number): Promise<void> => {
		await clock.sleep(milliseconds);
		ended.push(name);
	};
	await Promise.all([sleep('last', 3 * LONG), sleep('first', LONG), sleep('second', 2 * LONG)]);
	expect(ended).toEqual(['first', 'second', 'last']);
	expect(clock.now() - start).toBeGreaterThanOrEqual(3 * LONG);
});

it('waits for files that are written', async () => {
	const start = clock.now();
	const folder = await mkdtemp(join(tmpdir(), 'idle-'));
	try {
		const written = (async () => {
			for (let tries = 0; tries < 5; tries++) {
				await writeFile(join(folder, 'large'), Buffer.alloc(20_000_000));
			}
			return clock.now();
		})();
		await clock.sleep(LONG);
		expect((await written) - start).toBeLessThan(LONG);
	} finally {
		await rm(folder, { recursive: true });
	}
});

const stops: Readonly<Record<string, () => { signal: StopSignal; stop(): void }>> = {
	'an AbortSignal': () => {
		const controller = new AbortController();
		return { signal: controller.signal, stop: () => controller.abort() };
	},
	"the engine's own signal": () => createStop(),
};

it.each(Object.entries(stops))('does not count a pause that %s stopped', async (_, create) => {
	const start = clock.now();
	const { signal, stop } = create();
	const endless = clock.sleep(2 * LONG, signal);
	stop();
	await Promise.all([endless, clock.sleep(LONG)]);
	expect(clock.now() - start).toBeLessThan(2 * LONG);
});

const clients: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
	"Node's own client": async (url) =>
		await new Promise((resolve) => get(url, (response) => response.resume().on('end', resolve))),
	fetch: async (url) => await (await fetch(url)).text(),
};

it.each(Object.entries(clients))('waits for the answers to %s', async (_, ask) => {
	const start = clock.now();
	const server = createServer((_request, response) => setTimeout(() => response.end('late'), 50));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const answered = ask(`http://127.0.0.1:${port}`).then(() => clock.now());
	const ended = clock.sleep(LONG).then(() => clock.now());
	const times = await Promise.all([answered, ended]);
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	expect(times[0] - start).toBeLessThan(LONG);
	expect(times[1] - start).toBeGreaterThanOrEqual(LONG);
});

it('watches no requests once it is stopped', () => {
	const started = channel('http.client.request.start');
	expect(started.hasSubscribers).toBe(true);
	clock.stop();
	expect(started.hasSubscribers).toBe(false);
});
