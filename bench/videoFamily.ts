import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { prompt } from '../nodes/catalog/sharedFields';
import type { Family } from '../nodes/catalog/vocabulary';
import type * as Properties from '../nodes/description/properties';
import type * as Execute from '../nodes/execute/execute';
import { projectFolder } from '../tools/projectFolder';
import type { SimulatedFamilyFacts } from '../tools/facts/facts';

const SOURCE = 'https://example.com/docs/videos';
const TASK_TYPE = 'txt2video';

/** A family whose tasks take longer than images do; made up, since the node's own creates images. */
const familyOf = (model: string): Family => ({
	value: 'videos',
	name: 'Videos',
	kind: 'video',
	operations: [
		{
			value: 'imagine',
			name: 'Imagine',
			action: 'Generate a video',
			description: 'Generate a video from text',
			model,
			taskType: TASK_TYPE,
			fields: [prompt({ required: true, help: 'What the video should show' })],
			results: [{ path: 'video_url', kind: 'video', role: 'video' }],
			confidence: 'documented',
			source: SOURCE,
		},
	],
});

const factsOf = (model: string): SimulatedFamilyFacts => ({
	family: 'videos',
	tasks: [
		{
			id: 'videos.imagine',
			method: 'POST',
			path: '/api/v1/task',
			models: [model],
			taskTypes: [TASK_TYPE],
			confidence: 'documented',
			input: [{ path: 'prompt', type: 'string', required: true }],
			output: [{ path: 'data.output.video_url', kind: 'video' }],
		},
	],
});

const built = createRequire(__filename);
const fromBuild = (...path: string[]): unknown =>
	built(join(projectFolder, 'dist', 'nodes', ...path));

export interface VideoFamily {
	readonly facts: SimulatedFamilyFacts;
	/** A node that offers the family through the built engine. */
	readonly node: INodeType;
}

/** How long tasks of a model take is remembered in the process, so a model of its own starts with nothing known. */
export const videoFamily = (model: string): VideoFamily => ({
	facts: factsOf(model),
	node: nodeOf(familyOf(model)),
});

function nodeOf(family: Family): INodeType {
	const { propertiesOfFamily } = fromBuild('description', 'properties.js') as typeof Properties;
	const { execute } = fromBuild('execute', 'execute.js') as typeof Execute;
	return {
		description: {
			displayName: 'Videos',
			name: 'videos',
			group: ['transform'],
			version: [1],
			description: 'Generate videos with a family that is made up',
			defaults: { name: 'Videos' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'piApi', required: true }],
			properties: propertiesOfFamily(family),
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await execute(this, { families: [family], actions: {} });
		},
	};
}
