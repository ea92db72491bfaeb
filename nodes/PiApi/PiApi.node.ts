import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { families, piApiFamilies } from '../catalog';
import { anyModelFamilies } from '../catalog/anyModel/families';
import { openAiFamilies } from '../catalog/openAi';
import { piApiHint } from '../description/builderHint';
import { listSearchOf } from '../description/listSearch';
import { priceHintsOf } from '../description/priceHints';
import { propertiesOfResources } from '../description/properties';
import { moreResources } from '../description/resources';
import { subtitleOf } from '../description/subtitle';
import { callbackWebhooks } from '../execute/callbackPlan';
import { execute } from '../execute/execute';
import { piApiActions } from '../actions/piApiActions';
import { readRecentTasks } from '../execute/recentTasks';
import { resumeByCallback } from '../execute/resume';

const properties = propertiesOfResources(
	[...piApiFamilies, ...anyModelFamilies],
	moreResources,
	'flux',
);

export class PiApi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PiAPI',
		name: 'piApi',
		icon: { light: 'file:../icons/piapi.svg', dark: 'file:../icons/piapi.dark.svg' },
		group: ['transform'],
		version: [1],
		// Otherwise n8n adds "Custom API Call" to every list of operations, which Custom Task does better.
		defaultVersion: 1,
		subtitle: subtitleOf(properties),
		description: 'Generate and edit images, videos, music, speech and 3D models with PiAPI',
		defaults: { name: 'PiAPI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'piApi', required: true }],
		webhooks: callbackWebhooks,
		waitingNodeTooltip:
			'PiAPI is processing the tasks. The execution resumes when all of them have finished.',
		hints: priceHintsOf([...piApiFamilies, ...openAiFamilies], anyModelFamilies),
		properties,
		...piApiHint,
	};

	/** PiAPI's callback to a paused execution. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resumeByCallback(this, families);
	}

	methods = {
		listSearch: listSearchOf(
			[...piApiFamilies, ...anyModelFamilies, ...openAiFamilies],
			readRecentTasks,
		),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, { families: piApiFamilies, actions: piApiActions });
	}
}
