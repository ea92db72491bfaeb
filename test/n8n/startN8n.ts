import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../../scripts/n8n/installation';
import { N8nInstance } from '../../scripts/n8n/instance';
import { shareSession, started } from './session';

/** Starts the one n8n of the suite, with an owner account. */
export default async function startN8n(): Promise<void> {
	const installation = await ensureN8n({ say: (line) => process.stdout.write(`${line}\n`) });
	const logFile = join(mkdtempSync(join(tmpdir(), 'n8n-log-')), 'n8n.log');
	const n8n = await N8nInstance.start({
		installation,
		// The most talkative level, since the tests look for secrets in the log.
		logLevel: 'debug',
		onOutput: (text) => appendFileSync(logFile, text),
	});
	started.n8n = n8n;
	const owner = { email: 'owner@example.com', password: 'Only4TheseTests' };
	await n8n.client.setUpOwner(owner);
	shareSession({ url: n8n.url, owner, logFile });
}
