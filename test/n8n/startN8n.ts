import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../../tools/n8n/installation';
import { N8nInstance } from '../../tools/n8n/instance';
import { n8nUnderTest } from '../../tools/n8n/versions';
import { owner, shareSession, started } from '../../tools/n8n/sharedSession';

/** Starts the one n8n of the suite, with an owner account. */
export default async function startN8n(): Promise<void> {
	const installation = await ensureN8n({
		n8n: n8nUnderTest(),
		say: (line) => process.stdout.write(`${line}\n`),
	});
	const logFolder = mkdtempSync(join(tmpdir(), 'n8n-log-'));
	const logFile = join(logFolder, 'n8n.log');
	try {
		const n8n = await N8nInstance.start({
			installation,
			// The most talkative level, since the tests look for secrets in the log.
			logLevel: 'debug',
			onOutput: (text) => appendFileSync(logFile, text),
		});
		started.n8n = n8n;
		await n8n.client.setUpOwner(owner);
		shareSession({ url: n8n.url, logFile, startLogLength: n8n.log.length });
	} catch (error) {
		// The teardown is not called after a failed setup.
		await started.n8n?.stop();
		rmSync(logFolder, { recursive: true, force: true });
		throw error;
	}
}
