import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { WorkflowFile } from '../converter/workflow/workflowFile';
import type { CredentialReference } from '../tools/n8n/workflow';
import { ensureN8n } from '../tools/n8n/installation';
import { N8nInstance } from '../tools/n8n/instance';
import { placePackage } from '../tools/n8n/packageFolder';
import type { Workflow } from '../tools/n8n/workflow';
import { KEY } from '../tools/pairs/workflows';
import { startSimulator, type Simulator } from '../tools/simulator/simulator';

const owner = { email: 'owner@example.com', password: 'Only4ThisBench' };

/** An n8n that cannot keep up ends, instead of taking the machine's whole memory. */
const BOUNDED = { NODE_OPTIONS: '--max-old-space-size=4096' };

/** n8n with this package and an empty trigger in it, and a PiAPI of its own. */
export interface Stage {
	readonly n8n: N8nInstance;
	readonly piApi: Simulator;
	readonly secret: string;
	readonly credential: CredentialReference;
	/** Imports a workflow, whose HTTP Request nodes then call the simulator; its ID. */
	add(workflow: WorkflowFile): Promise<string>;
}

export async function onStage<T>(
	stop: AbortSignal,
	environment: Readonly<Record<string, string>>,
	measure: (stage: Stage) => Promise<T>,
): Promise<T> {
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-bench-'));
	const piApi = await startSimulator({ webhookTimeoutSeconds: 120 });
	try {
		await placePackage(userFolder, join(__dirname, 'emptyTrigger'));
		const installation = await ensureN8n({ say: () => undefined, signal: stop });
		const n8n = await N8nInstance.start({
			installation,
			userFolder,
			signal: stop,
			environment: { ...BOUNDED, ...environment },
		});
		try {
			await n8n.client.setUpOwner(owner);
			const secret = randomBytes(16).toString('hex');
			const credential = await n8n.client.createCredential('PiAPI', 'piApi', {
				apiKey: piApi.apiKey,
				webhookSecret: secret,
				baseUrl: piApi.url,
				uploadUrl: piApi.uploadUrl,
			});
			const add = async (workflow: WorkflowFile): Promise<string> => {
				const text = JSON.stringify(workflow)
					.replaceAll('https://api.piapi.ai', piApi.url)
					.replaceAll(KEY, piApi.apiKey);
				return await n8n.client.importWorkflow(JSON.parse(text) as Workflow);
			};
			return await measure({ n8n, piApi, secret, credential, add });
		} finally {
			await n8n.stop();
		}
	} finally {
		await piApi.close();
		await rm(userFolder, { recursive: true });
	}
}
