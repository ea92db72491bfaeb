import { randomBytes } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import type { Item } from '../../tools/n8n/execution';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import type { Notice } from '../../tools/simulator/webhooks';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import {
	othersThanMarker,
	publish,
	startedBy,
	startItems,
	triggerWorkflow,
	type PublishedTrigger,
	type TriggerSettings,
} from './triggerWorkflow';

/** It begins and ends with letters, of both cases, so that a test can change them. */
export const newSecret = (): string => `Secret-${randomBytes(16).toString('hex')}x`;

/** The shared n8n, a simulator and a credential with a secret, for tests of the trigger. */
export class TriggerStage {
	private constructor(
		readonly secret: string,
		readonly client: N8nClient,
		readonly simulator: Simulator,
		readonly credential: CredentialReference,
	) {}

	static async open(secret = newSecret()): Promise<TriggerStage> {
		const client = await openClient();
		// A busy n8n answers late, and a test expects its answer.
		const simulator = await startSimulator({ webhookTimeoutSeconds: 600 });
		try {
			const credential = await saveCredential(client, simulator, secret);
			return new TriggerStage(secret, client, simulator, credential);
		} catch (error) {
			await simulator.close();
			throw error;
		}
	}

	async publish(settings?: TriggerSettings): Promise<PublishedTrigger> {
		return await publish(this.client, triggerWorkflow(this.credential, settings));
	}

	/** One webhook for a task, with the secret; gives what the trigger answered. */
	async call(
		{ url }: Pick<PublishedTrigger, 'url'>,
		taskId: string,
		notice: Notice = {},
	): Promise<number | undefined> {
		const one = { endpoint: url, secret: this.secret, tries: 1, ...notice };
		const [delivery] = await this.simulator.notify(taskId, one);
		return delivery?.answered;
	}

	/** The tasks that started the workflow, beside one more that is sent now. */
	async others(trigger: PublishedTrigger, already?: number): Promise<string[]> {
		return await othersThanMarker(this.client, this.simulator, trigger, this.secret, already);
	}

	async startedBy({ workflowId }: PublishedTrigger, atLeast: number): Promise<string[]> {
		return await startedBy(this.client, workflowId, atLeast);
	}

	async startItems({ workflowId }: PublishedTrigger, atLeast: number): Promise<Item[]> {
		return await startItems(this.client, workflowId, atLeast);
	}

	async close(): Promise<void> {
		await this.simulator.close();
	}
}
