import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Has to be the first import: n8n-core reads these when it is loaded, and without them it would use
 * the settings folder of whoever runs the tests.
 */
const userFolder = mkdtempSync(join(tmpdir(), 'piapi-engine-'));

process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'a key for tests only';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
