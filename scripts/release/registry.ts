import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { loopback } from '../../tools/n8n/ports';
import type { Manifest } from './submission';

/**
 * An npm registry on loopback that offers one tarball and nothing else. As a proxy, which it can be
 * too, it lets nobody out of this machine.
 */
export class LoopbackRegistry {
	private constructor(
		private readonly server: ServerType,
		readonly url: string,
	) {}

	static async offer(manifest: Manifest, tarballPath: string): Promise<LoopbackRegistry> {
		const tarball = new Uint8Array(await readFile(tarballPath));
		const digest = (algorithm: string, form: 'hex' | 'base64'): string =>
			createHash(algorithm).update(tarball).digest(form);
		const app = new Hono();
		const server = serve({ fetch: app.fetch, hostname: loopback, port: 0 });
		server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
		await once(server, 'listening');
		const url = `http://${loopback}:${(server.address() as AddressInfo).port}`;
		const { name, version } = manifest;
		const facts = {
			...manifest,
			dist: {
				tarball: `${url}/${name}/-/${name}-${version}.tgz`,
				shasum: digest('sha1', 'hex'),
				integrity: `sha512-${digest('sha512', 'base64')}`,
			},
		};
		const all = { name, 'dist-tags': { latest: version }, versions: { [version]: facts } };
		app
			.get(`/${name}`, (context) => context.json(all))
			.get(`/${name}/-/:file`, (context) => context.body(tarball))
			.on('GET', [`/${name}/latest`, `/${name}/${version}`], (context) => context.json(facts))
			.notFound((context) => context.json({ error: 'Not found' }, 404));
		return new LoopbackRegistry(server, url);
	}

	close(): void {
		this.server.close();
		if ('closeAllConnections' in this.server) this.server.closeAllConnections();
	}
}
