import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { families } from '../catalog';
import { triggerHint } from '../description/builderHint';
import {
	propertiesOfTrigger,
	publishedMessage,
	triggerPanel,
	waitingForTestCall,
} from '../description/trigger';
import { assertCanReceive, endTrigger, receiveWebhook } from '../webhook/trigger';

/** n8n shows the PiAPI node and this trigger as one entry, with this one's description: it speaks for both. */
export class PiApiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PiAPI Trigger',
		name: 'piApiTrigger',
		icon: { light: 'file:../icons/piapi.svg', dark: 'file:../icons/piapi.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ [$parameter["events"]].flat().join(", ") }}',
		description:
			'Generate images, videos, music and more with PiAPI, or start when a task finishes',
		eventTriggerDescription: waitingForTestCall,
		activationMessage: publishedMessage,
		triggerPanel,
		defaults: { name: 'PiAPI Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'piApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n answers with the body that the trigger returns.
				responseData: '',
				path: 'piapi',
			},
		],
		properties: propertiesOfTrigger(families),
		...triggerHint,
	};

	/** Nothing is registered at PiAPI: each task names its own webhook. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(false);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await assertCanReceive(this, families);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				endTrigger(this);
				return await Promise.resolve(true);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this, families);
	}
}
