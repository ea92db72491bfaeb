import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { planCallback } from '../../nodes/execute/callback';

const contextWith = (
	node: Partial<INode> = {},
	{ resumeUrl = 'https://n8n.example.com/webhook-waiting/1', continues = true } = {},
): IExecuteFunctions =>
	({
		getNode: () => ({ type: 'n8n-nodes-piapi-unified.piApi', ...node }),
		continueOnFail: () => continues,
		evaluateExpression: () => resumeUrl,
	}) as unknown as IExecuteFunctions;

it('sleeps where PiAPI can call n8n', () => {
	expect(planCallback(contextWith(), '')).toEqual({
		url: 'https://n8n.example.com/webhook-waiting/1',
	});
});

it.each<[string, IExecuteFunctions, string, string]>([
	[
		'as a tool of an agent',
		contextWith({ type: 'n8n-nodes-piapi-unified.piApiTool' }),
		'',
		'a tool of an agent must not sleep',
	],
	['with Stop on errors', contextWith({}, { continues: false }), '', 'On Error set to Continue'],
	['with Retry On Fail', contextWith({ retryOnFail: true }), '', 'Retry On Fail'],
	['with a Webhook URL', contextWith(), 'https://example.com', 'Webhook URL is set'],
	...[
		'http://n8n.example.com/x',
		'https://localhost/x',
		'https://192.168.1.5/x',
		'https://[::1]/x',
		'https://n8n.local/x',
		'nonsense',
	].map(
		(resumeUrl) =>
			[`at ${resumeUrl}`, contextWith({}, { resumeUrl }), '', 'a public host'] as [
				string,
				IExecuteFunctions,
				string,
				string,
			],
	),
])('polls, with a hint, %s', (_, context, webhookUrl, reason) => {
	const plan = planCallback(context, webhookUrl);
	expect(plan).toEqual({ hint: expect.stringContaining(reason) });
});
