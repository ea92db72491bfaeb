import { planCallback, type CallbackPlan } from './callbackPlan';
import type { PiApiConnection } from './connection';
import type { Run } from './work';
import type { Settings } from './settings';

/** Where PiAPI reports to. Decided once a run: all of its items wait in the same way. */
interface WebhookAddress {
	of(settings: Settings, connection: PiApiConnection): { url: string; secret: string };
	/** Whether the execution pauses until PiAPI calls back. */
	isCallback(): boolean;
	/** Why the node polls although Pause Until Callback was chosen. */
	hint(): string | undefined;
}

export function createWebhookAddress(
	{ context, connections }: Run,
	triesOthers: () => boolean,
): WebhookAddress {
	let plan: CallbackPlan | undefined;
	return {
		of({ waitForResult, webhookUrl, cancelTasksOnStop }, { webhookSecret }) {
			if (waitForResult === 'pauseUntilCallback') {
				const { dependOnItem: keyPerItem, dependOnRun: keyFromRun } = connections;
				plan ??= planCallback(context, {
					webhookUrl,
					cancelTasksOnStop,
					triesOthers: triesOthers(),
					keyPerItem,
					keyFromRun,
				});
			}
			// The address of a waiting execution carries a token of its own.
			return plan && 'url' in plan
				? { url: plan.url, secret: '' }
				: { url: webhookUrl, secret: webhookSecret };
		},
		isCallback: () => plan !== undefined && 'url' in plan,
		hint: () => (plan && 'hint' in plan ? plan.hint : undefined),
	};
}
