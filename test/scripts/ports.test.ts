import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { loopback, onFreePorts } from '../../tools/n8n/ports';

describe('a program that is started on free ports', () => {
	const servers: Server[] = [];

	afterEach(() => servers.splice(0).forEach((server) => server.close()));

	const listen = async (port: number): Promise<Server> => {
		const server = createServer().listen(port, loopback);
		servers.push(server);
		await once(server, 'listening');
		return server;
	};

	it('gets others when one has been taken in the meantime', async () => {
		const tried: number[][] = [];
		const given = await onFreePorts(2, async (...ports) => {
			tried.push(ports);
			const [, second = 0] = ports;
			// Another program is quicker, once.
			if (tried.length === 1) await listen(second);
			await listen(second).catch(() => {
				throw new Error(`Port ${second} is already in use by another program.`);
			});
			return ports;
		});
		expect(tried).toHaveLength(2);
		expect(given).toEqual(tried[1]);
		expect(new Set(tried.flat()).size).toBe(4);
	});

	it('is not started again where it fails for another reason, nor for ever', async () => {
		let tries = 0;
		const failing = (text: string) => async () => {
			tries++;
			return await Promise.reject(new Error(text));
		};
		await expect(onFreePorts(1, failing('no disk'))).rejects.toThrow('no disk');
		expect(tries).toBe(1);
		const taken = 'bind: Address already in use';
		await expect(onFreePorts(1, failing(taken))).rejects.toThrow(taken);
		expect(tries).toBe(4);
	});
});
