import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sharedSession, started } from '../../tools/n8n/sharedSession';

export default async function stopN8n(): Promise<void> {
	await started.n8n?.stop();
	await rm(dirname(sharedSession().logFile), { recursive: true, force: true });
}
