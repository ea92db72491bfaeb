import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';

/** The only account of the store, with this key and this secret. */
const ACCOUNT = 'S3RVER';

/** An S3 on loopback with one bucket. It checks signatures, and serves objects to everyone. */
export class ObjectStore {
	private constructor(
		readonly url: string,
		private readonly server: S3rver,
		private readonly folder: string,
	) {}

	static async open(bucket: string): Promise<ObjectStore> {
		const folder = await mkdtemp(join(tmpdir(), 's3-'));
		const server = new S3rver({
			address: '127.0.0.1',
			port: 0,
			directory: folder,
			silent: true,
			vhostBuckets: false,
			configureBuckets: [{ name: bucket }],
		});
		const { port } = await server.run();
		return new ObjectStore(`http://127.0.0.1:${port}`, server, folder);
	}

	/** What a user would type into n8n's credential for S3. */
	async saveCredential(client: N8nClient, secret = ACCOUNT): Promise<CredentialReference> {
		return await client.createCredential('Object store', 's3', {
			endpoint: this.url,
			region: 'us-east-1',
			accessKeyId: ACCOUNT,
			secretAccessKey: secret,
			forcePathStyle: true,
			ignoreSSLIssues: false,
		});
	}

	async close(): Promise<void> {
		await this.server.close();
		await rm(this.folder, { recursive: true, force: true });
	}
}
