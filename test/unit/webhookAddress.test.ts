import type { PiApiConnection } from '../../nodes/execute/connection';
import type { Run } from '../../nodes/execute/work';
import type { Settings } from '../../nodes/execute/settings';
import { createWebhookAddress } from '../../nodes/execute/webhookAddress';

const connection = { webhookSecret: 'hush' } as PiApiConnection;
const OWN = 'https://hook.example/own';

function addressFor(
	waitForResult: Settings['waitForResult'],
	{ continues = true, webhookUrl = '' } = {},
) {
	const context = {
		getNode: () => ({ name: 'PiAPI', type: 'n8n-nodes-piapi-unified.piApi' }),
		getMode: () => 'trigger',
		getNodeParameter: () => ({}),
		continueOnFail: () => continues,
		getParentNodes: () => [],
		getChildNodes: () => [],
		evaluateExpression: () => 'https://n8n.example.com/webhook-waiting/1?signature=abc',
	};
	const run = { context, connections: { dependOnItem: false, dependOnRun: false } };
	const webhook = createWebhookAddress(run as unknown as Run, () => false);
	const settings = { waitForResult, webhookUrl, cancelTasksOnStop: false } as Settings;
	return { address: webhook.of(settings, connection), webhook };
}

it('is that of the paused execution with Callback, which has a token instead of the secret', () => {
	const { address, webhook } = addressFor('pauseUntilCallback');
	expect(address).toEqual({
		url: 'https://n8n.example.com/webhook-waiting/1/piapi?signature=abc',
		secret: '',
	});
	expect(webhook.isCallback()).toBe(true);
	expect(webhook.hint()).toBeUndefined();
});

it.each(['pollUntilFinished', 'doNotWait'] as const)(
	'is the own one, with the secret, with %s',
	(wait) => {
		const { address, webhook } = addressFor(wait, { webhookUrl: OWN });
		expect(address).toEqual({ url: OWN, secret: 'hush' });
		expect(webhook.isCallback()).toBe(false);
		expect(webhook.hint()).toBeUndefined();
	},
);

it('is none, and a hint says why, where the execution cannot pause', () => {
	const { address, webhook } = addressFor('pauseUntilCallback', { continues: false });
	expect(address.url).toBe('');
	expect(webhook.isCallback()).toBe(false);
	expect(webhook.hint()).not.toBe('');
	expect(webhook.hint()).toBeDefined();
});
