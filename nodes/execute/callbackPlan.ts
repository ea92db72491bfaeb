import type { IExecuteFunctions, IWebhookDescription } from 'n8n-workflow';

import { OUTPUTS } from '../catalog/settingChoices';
import { listedValue } from '../request/readValue';
import { isObject } from '../transport/json';
import { holdsExpression } from './parameters';
import { isTool } from './tool';
import { waitingCaller } from './waitingCaller';

/**
 * A path of its own. All webhooks of a paused execution share one address; without the path, a repeated callback would
 * resume a Wait node that comes later.
 */
const CALLBACK_PATH = 'piapi';

/** Where PiAPI's callback reaches a paused execution. */
export const callbackWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Empty, so that n8n answers with the body that the node returns.
		responseData: '',
		path: CALLBACK_PATH,
		restartWebhook: true,
	},
];

/** Four numbers: a URL writes every address in this way. */
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
/** Of this machine, of a network at home or at work, or of a provider's own. */
const PRIVATE_ADDRESS =
	/^(0|10|127|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\./;
/** No public DNS has these endings. */
const PRIVATE_NAME = /\.(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/i;

/** The address that PiAPI calls, or why the node polls although Pause Until Callback was chosen. */
export type CallbackPlan = { readonly url: string } | { readonly hint: string };

/** The settings that decide about a callback. */
export interface CallbackSettings {
	readonly webhookUrl: string;
	readonly cancelTasksOnStop?: boolean;
	/** Whether another model is tried if one fails. */
	readonly triesOthers?: boolean;
	/** Whether the API key comes from an expression on the item. */
	readonly keyPerItem?: boolean;
	/** Whether it comes from an expression that requires the data of the run. */
	readonly keyFromRun?: boolean;
}

interface Facts extends CallbackSettings {
	readonly context: IExecuteFunctions;
	readonly resumeUrl?: URL;
}

/** Modes of executions for which somebody or something waits until they finish or pause. */
const WAITED_FOR: Readonly<Record<string, string>> = {
	integrated: 'n8n loses results when a sub-workflow that is called once per item pauses',
	chat: 'the chat waits for the result',
	evaluation: 'the evaluation waits for the result',
	cli: 'the command line ends when the execution pauses',
};

/** Each reason to poll instead; undefined where it does not apply. */
const REASONS: ReadonlyArray<(facts: Facts) => string | undefined> = [
	({ context }) =>
		context.continueOnFail()
			? undefined
			: 'Pause Until Callback requires On Error set to Continue, since after a pause a failed task cannot stop the execution',
	({ context }) =>
		context.getNode().retryOnFail === true
			? 'Pause Until Callback does not work with Retry On Fail'
			: undefined,
	({ webhookUrl }) =>
		webhookUrl === '' ? undefined : 'Webhook URL is set, and a task can call only one address',
	({ context }) =>
		isTool(context) ? 'the node is a tool of an AI agent, which waits for the result' : undefined,
	({ cancelTasksOnStop }) =>
		cancelTasksOnStop === true
			? 'Cancel Tasks on Stop is on, and n8n does not tell a paused node that you stop the execution'
			: undefined,
	({ triesOthers }) =>
		triesOthers === true
			? 'If It Fails tries other models, and a paused node cannot create their tasks'
			: undefined,
	({ context }) =>
		mayReturnSeveral(context)
			? 'One Item per File returns several items for one, and n8n pairs those of a paused node by their position'
			: undefined,
	({ keyPerItem }) =>
		keyPerItem === true
			? 'callbacks are checked with one API key, and the credential has one per item'
			: undefined,
	({ keyFromRun }) =>
		keyFromRun === true
			? 'the API key is an expression on data of the workflow, which n8n cannot resolve for a callback'
			: undefined,
	({ context }) => WAITED_FOR[context.getMode()],
	({ context }) => {
		const caller = waitingCaller(context);
		return caller === undefined ? undefined : `the caller of "${caller}" waits for the result`;
	},
	({ resumeUrl }) =>
		resumeUrl !== undefined && isPublic(resumeUrl)
			? undefined
			: `PiAPI cannot call ${resumeUrl?.origin ?? 'this n8n'}: that requires https and a public host (WEBHOOK_URL of n8n)`,
];

/** Addresses of IPv6 count as private, since nobody says that PiAPI calls them. */
function isPublic({ protocol, hostname }: URL): boolean {
	const host = hostname.replace(/\.$/, '');
	if (protocol !== 'https:' || host.startsWith('[') || !host.includes('.')) return false;
	return ADDRESS.test(host) ? !PRIVATE_ADDRESS.test(host) : !PRIVATE_NAME.test(host);
}

/** The address of the execution plus the path of the callback; the token of the execution stays in the query. */
function callbackUrl(resumeUrl: URL): string {
	const url = new URL(resumeUrl.href);
	url.pathname = `${url.pathname.replace(/\/$/, '')}/${CALLBACK_PATH}`;
	return url.href;
}

type Parameterized = Pick<IExecuteFunctions, 'getNodeParameter'>;

const rawTaskOptions = (context: Parameterized): unknown =>
	context.getNodeParameter('taskOptions', 0, {}, { rawExpressions: true });

/** Whether Pause Until Callback may be chosen, before the settings are read. */
export function mayPause(context: Parameterized): boolean {
	const raw = rawTaskOptions(context);
	return isObject(raw) && /pause/i.test(String(raw.waitForResult));
}

/** Whether an item may become several. One plan is for all items, so an expression counts as any value. */
function mayReturnSeveral(context: Parameterized): boolean {
	const raw = rawTaskOptions(context);
	const output = isObject(raw) ? raw.output : raw;
	return holdsExpression(output) || listedValue(OUTPUTS, output) === 'onePerFile';
}

export function planCallback(context: IExecuteFunctions, settings: CallbackSettings): CallbackPlan {
	const given = context.evaluateExpression('{{ $execution.resumeUrl }}', 0);
	const resumeUrl = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
	for (const reasonOf of REASONS) {
		const reason = reasonOf({ ...settings, context, resumeUrl });
		if (reason !== undefined) return { hint: `Polled instead: ${reason}` };
	}
	return { url: resumeUrl === undefined ? '' : callbackUrl(resumeUrl) };
}
