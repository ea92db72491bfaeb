import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureN8n, type Installation } from '../../tools/n8n/installation';
import { N8nInstance } from '../../tools/n8n/instance';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { owner, saveCredential } from '../../tools/n8n/sharedSession';
import {
	confirmations,
	othersThanMarker,
	publish,
	triggerWorkflow,
	type PublishedTrigger,
} from './triggerWorkflow';
import { limitOf } from './timeLimit';

/** The Node that runs n8n knows SQLite, the one that runs the tests may not. */
const RUN_SQL = `
	const { DatabaseSync } = require('node:sqlite');
	const [file, sql] = process.argv.slice(1);
	const database = new DatabaseSync(file);
	database.exec('PRAGMA busy_timeout = 10000');
	database.exec(sql);
`;

const REFUSE_EXECUTIONS = `
	CREATE TRIGGER refuse_executions BEFORE INSERT ON execution_entity
	BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END
`;

describe('webhooks while n8n cannot store an execution', () => {
	const secret = randomBytes(16).toString('hex');
	let installation: Installation;
	let n8n: N8nInstance;
	let simulator: Simulator;

	beforeAll(async () => {
		installation = await ensureN8n({ say: () => undefined });
		simulator = await startSimulator({ webhookTimeoutSeconds: 600 });
		n8n = await N8nInstance.start({ installation });
		await n8n.client.setUpOwner(owner);
	}, limitOf(1));

	afterAll(async () => {
		await n8n?.stop();
		await simulator?.close();
	});

	const runSql = async (sql: string): Promise<void> => {
		const file = join(n8n.userFolder, '.n8n', 'database.sqlite');
		await promisify(execFile)(installation.nodePath, ['-e', RUN_SQL, file, sql]);
	};

	const open = async (verifyWithPiApi: boolean): Promise<PublishedTrigger> => {
		const credential = await saveCredential(n8n.client, simulator, secret);
		return await publish(n8n.client, triggerWorkflow(credential, { options: { verifyWithPiApi } }));
	};

	describe.each(confirmations)('%s', (_, confirms) => {
		it('are answered so that PiAPI sends them again, and start the workflow once n8n can', async () => {
			const trigger = await open(confirms);
			const ids = Array.from({ length: 20 }, () => simulator.addTask().id);
			const once = { endpoint: trigger.url, secret, tries: 1 };
			await runSql(REFUSE_EXECUTIONS);
			try {
				const refused = await simulator.notifyMany(ids, once);
				expect(refused.map(({ answered }) => answered)).toEqual(ids.map(() => 500));
			} finally {
				await runSql('DROP TRIGGER refuse_executions');
			}
			const taken = await simulator.notifyMany(ids, once);
			expect(taken.map(({ answered }) => answered)).toEqual(ids.map(() => 200));
			const again = await simulator.notifyMany(ids, once);
			expect(again.map(({ answered }) => answered)).toEqual(ids.map(() => 200));
			const started = await othersThanMarker(n8n.client, simulator, trigger, secret, ids.length);
			expect(started.sort()).toEqual([...ids].sort());
		});
	});
});
