import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { prompt } from '../nodes/catalog/sharedFields';
import type { Family } from '../nodes/catalog/vocabulary';
import type * as Properties from '../nodes/description/properties';
import type * as Execute from '../nodes/execute/execute';
import { projectFolder } from '../test/engine/harness';
import type { FamilyFacts } from '../test/simulator/facts';

const SOURCE = 'https://example.com/docs/clips';
const MODEL = 'example/clips';
const TASK_TYPE = 'txt2video';

/** A family whose tasks take longer than pictures do; made up, for the node's own is of pictures. */
const clips: Family = {
	value: 'clips',
	name: 'Clips',
	kind: 'video',
	operations: [
		{
			value: 'imagine',
			name: 'Imagine',
			action: 'Imagine a clip',
			description: 'Make a clip from a text',
			model: MODEL,
			taskType: TASK_TYPE,
			fields: [prompt({ required: true, help: 'What the clip should show' })],
			results: [{ path: 'video_url', kind: 'video', role: 'video' }],
			confidence: 'documented',
			source: SOURCE,
		},
	],
};

export const clipFacts: FamilyFacts = {
	family: 'clips',
	tasks: [
		{
			id: 'clips.imagine',
			method: 'POST',
			path: '/api/v1/task',
			models: [MODEL],
			taskTypes: [TASK_TYPE],
			confidence: 'documented',
			input: [{ path: 'prompt', type: 'string', required: true }],
			output: [{ path: 'data.output.video_url', kind: 'video' }],
		},
	],
};

const built = createRequire(__filename);
const fromBuild = (...path: string[]): unknown =>
	built(join(projectFolder, 'dist', 'nodes', ...path));

/** A node that offers this family through the built engine. */
export function clipsNode(): INodeType {
	const { propertiesOfFamily } = fromBuild('description', 'properties.js') as typeof Properties;
	const { execute } = fromBuild('execute', 'execute.js') as typeof Execute;
	return {
		description: {
			displayName: 'Clips',
			name: 'clips',
			group: ['transform'],
			version: [1],
			description: 'Make clips with a family that is made up',
			defaults: { name: 'Clips' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'piApi', required: true }],
			properties: propertiesOfFamily(clips),
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await execute(this, { families: [clips], actions: {} });
		},
	};
}
