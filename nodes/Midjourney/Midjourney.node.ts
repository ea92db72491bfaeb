import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { midjourney } from '../catalog';
import { midjourneyHint } from '../description/builderHint';
import { listSearchOf } from '../description/listSearch';
import { priceHintsOf } from '../description/priceHints';
import { propertiesOfFamily } from '../description/properties';
import { subtitleOf } from '../description/subtitle';
import { callbackWebhooks } from '../execute/callbackPlan';
import { execute } from '../execute/execute';
import { readRecentTasks } from '../execute/recentTasks';
import { resumeByCallback } from '../execute/resume';
import { taskActionsOf } from '../actions/taskActions';

const properties = propertiesOfFamily(midjourney);

export class Midjourney implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney',
		name: 'midjourney',
		icon: { light: 'file:../icons/midjourney.svg', dark: 'file:../icons/midjourney.dark.svg' },
		group: ['transform'],
		version: [1],
		// Otherwise n8n adds "Custom API Call" to the operations, which this node cannot run.
		defaultVersion: 1,
		subtitle: subtitleOf(properties),
		description:
			'Generate and edit images with Midjourney on PiAPI (PiAPI lists this service as discontinued)',
		defaults: { name: 'Midjourney' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'piApi', required: true }],
		webhooks: callbackWebhooks,
		waitingNodeTooltip:
			'PiAPI is processing the tasks. The execution resumes when all of them have finished.',
		hints: priceHintsOf([midjourney]),
		properties,
		...midjourneyHint,
	};

	/** PiAPI's callback to a paused execution. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resumeByCallback(this, [midjourney]);
	}

	methods = { listSearch: listSearchOf([midjourney], readRecentTasks) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, {
			families: [midjourney],
			actions: { midjourney: taskActionsOf(midjourney) },
		});
	}
}
