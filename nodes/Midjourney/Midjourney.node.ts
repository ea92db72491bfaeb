import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { midjourney } from '../catalog';
import { listSearchOf } from '../description/listSearch';
import { propertiesOfFamily } from '../description/properties';
import { execute } from '../execute/execute';
import { readRecentTasks } from '../execute/recentTasks';

export class Midjourney implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Midjourney',
		name: 'midjourney',
		icon: { light: 'file:../icons/midjourney.svg', dark: 'file:../icons/midjourney.dark.svg' },
		group: ['transform'],
		version: [1],
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Make and edit images with Midjourney on PiAPI',
		defaults: { name: 'Midjourney' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'piApi', required: true }],
		properties: propertiesOfFamily(midjourney),
	};

	methods = { listSearch: listSearchOf([midjourney], readRecentTasks) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, [midjourney]);
	}
}
