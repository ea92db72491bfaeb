import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Echo {
	readonly url: string;
	close(): Promise<void>;
}

/** A service that answers with what it was sent. */
export async function startEcho(): Promise<Echo> {
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			response.end(`{"sent":${Buffer.concat(parts).toString() || 'null'}}`);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
