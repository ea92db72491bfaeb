import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort from 'get-port';
import { ClearFailure, codeOf, messageOf } from '../command/failure';

export const loopback = '127.0.0.1';

/** How often a program is started. */
const MOST_TRIES = 3;

/** Starts a program on so many ports on loopback that nothing listens on; on others where it says that one is in use. */
export async function onFreePorts<Result>(
	count: number,
	start: (...ports: number[]) => Promise<Result>,
): Promise<Result> {
	for (let tries = 1; ; tries++) {
		const ports: number[] = [];
		while (ports.length < count) ports.push(await getPort({ host: loopback, exclude: ports }));
		try {
			return await start(...ports);
		} catch (error) {
			// Another program may take a free port before this one does.
			if (!/already in use/i.test(messageOf(error)) || tries === MOST_TRIES) throw error;
		}
	}
}

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
