import { createServer } from 'node:net';
import { ClearFailure, codeOf } from '../command/failure';

export const loopback = '127.0.0.1';

/** Listens on the port for a short time; resolves with the port it got, or with the error. */
const tryPort = async (port: number): Promise<number> =>
	await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen({ port, host: loopback, exclusive: true }, () => {
			const address = server.address();
			server.close(() => {
				if (address === null || typeof address === 'string') reject(new Error('No port'));
				else resolve(address.port);
			});
		});
	});

/** A port on loopback that nothing listens on. */
export const freePort = async (): Promise<number> => await tryPort(0);

/** Fails with a clear text when something listens on the port, or it may not be used. */
export async function assertPortIsFree(port: number): Promise<void> {
	try {
		await tryPort(port);
	} catch (error) {
		const code = codeOf(error);
		throw new ClearFailure(
			code === 'EADDRINUSE'
				? `Port ${port} is in use by another program. Stop that program, or choose another port with --port or PORT.`
				: `Port ${port} cannot be used (${code}). Choose another port with --port or PORT.`,
		);
	}
}
