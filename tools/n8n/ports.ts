import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort from 'get-port';
import { ClearFailure, codeOf } from '../command/failure';

export const loopback = '127.0.0.1';

/** A port on loopback that nothing listens on. */
export const freePort = async (): Promise<number> => await getPort({ host: loopback });

/** Fails with a clear text when something listens on the port, or it may not be used. */
export async function assertPortIsFree(port: number): Promise<void> {
	const server = createServer().listen({ port, host: loopback, exclusive: true });
	try {
		await once(server, 'listening');
	} catch (error) {
		const code = codeOf(error);
		throw new ClearFailure(
			code === 'EADDRINUSE'
				? `Port ${port} is in use by another program. Stop that program, or choose another port with --port or PORT.`
				: `Port ${port} cannot be used (${code}). Choose another port with --port or PORT.`,
		);
	}
	server.close();
	await once(server, 'close');
}
