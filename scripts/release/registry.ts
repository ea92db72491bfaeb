import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loopback } from '../../tools/n8n/ports';
import type { Manifest } from './submission';

interface Answer {
	readonly status: number;
	readonly type: string;
	readonly body: string | Buffer;
}

const json = (status: number, body: object): Answer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body),
});

const digest = (algorithm: string, bytes: Buffer, form: 'hex' | 'base64'): string =>
	createHash(algorithm).update(bytes).digest(form);

/** What a registry says about a version of a package. */
const versionFacts = (manifest: Manifest, tarball: Buffer, url: string): object => ({
	...manifest,
	dist: {
		tarball: `${url}/${manifest.name}/-/${manifest.name}-${manifest.version}.tgz`,
		shasum: digest('sha1', tarball, 'hex'),
		integrity: `sha512-${digest('sha512', tarball, 'base64')}`,
	},
});

function answerTo(path: string, manifest: Manifest, tarball: Buffer, url: string): Answer {
	const [name, part, ...rest] = path.slice(1).split('/').map(decodeURIComponent);
	if (name !== manifest.name) return json(404, { error: 'Not found' });
	if (part === '-' && rest.length === 1) {
		return { status: 200, type: 'application/octet-stream', body: tarball };
	}
	const { version } = manifest;
	const facts = versionFacts(manifest, tarball, url);
	if (part === version || part === 'latest') return json(200, facts);
	if (part !== undefined) return json(404, { error: 'Not found' });
	return json(200, { name, 'dist-tags': { latest: version }, versions: { [version]: facts } });
}

const send = (response: ServerResponse, { status, type, body }: Answer): void => {
	response.writeHead(status, { 'content-type': type }).end(body);
};

/**
 * An npm registry on loopback that offers one tarball and nothing else. As a proxy, which it can be
 * too, it lets nobody out of this machine.
 */
export class LoopbackRegistry {
	private constructor(
		private readonly server: Server,
		readonly url: string,
	) {}

	static async offer(manifest: Manifest, tarballPath: string): Promise<LoopbackRegistry> {
		const tarball = await readFile(tarballPath);
		const server = createServer(({ url = '/', headers: { host = loopback } }, response) => {
			const { pathname, origin } = new URL(url, `http://${host}`);
			send(response, answerTo(pathname, manifest, tarball, origin));
		});
		server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
		await new Promise<void>((resolve, reject) => {
			server.on('error', reject);
			server.listen(0, loopback, resolve);
		});
		const { port } = server.address() as AddressInfo;
		return new LoopbackRegistry(server, `http://${loopback}:${port}`);
	}

	close(): void {
		this.server.close();
		this.server.closeAllConnections();
	}
}
