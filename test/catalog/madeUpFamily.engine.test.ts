import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { PiApi } from '../../credentials/PiApi.credentials';
import { listSearchOf } from '../../nodes/description/listSearch';
import { propertiesOfFamily } from '../../nodes/description/properties';
import { execute } from '../../nodes/execute/execute';
import { readRecentTasks } from '../../nodes/execute/recentTasks';
import { taskActionsOf } from '../../nodes/actions/taskActions';
import { systemClock } from '../../nodes/task/clock';
import { runWorkflow, scaledClock, type RunOptions, type WorkflowRun } from '../../tools/engine';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { acme, acmeFacts } from './acme';

/** A node that offers the made-up family, in the same few lines as any other. */
class Acme implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Acme Motion',
		name: 'acme',
		group: ['transform'],
		version: [1],
		description: 'Make videos with a family that is made up',
		defaults: { name: 'Acme Motion' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'piApi', required: true }],
		properties: propertiesOfFamily(acme),
	};

	methods = { listSearch: listSearchOf([acme], readRecentTasks) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, { families: [acme], actions: { acme: taskActionsOf(acme) } });
	}
}

const API_KEY = 'key-of-the-made-up-account';
const realClock = { ...systemClock };
const url = (value: string) => ({ __rl: true, mode: 'url', value }) as INodeParameters;

let piApi: Simulator;

beforeEach(async () => {
	const clock = scaledClock(20);
	Object.assign(systemClock, clock);
	piApi = await startSimulator({ apiKey: API_KEY, clock, families: [acmeFacts] });
});

afterEach(async () => {
	Object.assign(systemClock, realClock);
	await piApi.close();
});

const run = async (
	parameters: INodeParameters,
	more: Partial<RunOptions> = {},
): Promise<WorkflowRun> =>
	await runWorkflow({
		nodeClass: Acme,
		credentialClass: PiApi,
		credentials: { apiKey: API_KEY, baseUrl: piApi.url, uploadUrl: piApi.uploadUrl },
		parameters,
		...more,
	});

const bodies = (): unknown[] => piApi.ledger.requestsTo('create').map(({ body }) => body);

describe('a made-up family', () => {
	it('creates its tasks, waits for them and gives their results', async () => {
		const ran = await run(
			{
				operation: 'animate',
				imageUrl: url('={{ $json.image }}'),
				prompt: 'a fox runs',
				options: {
					cameraConfigZoom: -0.5,
					cameraType: 'pan',
					style: { __rl: true, mode: 'list', value: 'ink' },
					loop: true,
					referenceUrls: { items: [{ file: url('https://a.example/style.png') }] },
				},
			},
			{ items: [1, 2].map((number) => ({ json: { image: `https://a.example/${number}.png` } })) },
		);
		expect(ran.error).toBeUndefined();
		expect(ran.output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		// Requests that are sent together may arrive in any order.
		const tasks = ran.output.map(({ json }) =>
			piApi.ledger.createdTasks().find(({ id }) => id === json.taskId),
		);
		expect(bodies()).toHaveLength(2);
		expect(tasks.map((task) => task?.request)).toEqual(
			[1, 2].map((number) => ({
				model: 'Acme/motion',
				task_type: 'image-to-video',
				input: {
					duration: 5,
					image_url: `https://a.example/${number}.png`,
					prompt: 'a fox runs',
					camera: { config: { zoom: -0.5 }, type: 'pan' },
					style: 'ink',
					loop: true,
					reference_urls: ['https://a.example/style.png'],
				},
			})),
		);
		expect(ran.output[0]?.json).toMatchObject({
			status: 'completed',
			model: 'Acme/motion',
			taskType: 'image-to-video',
			text: `text of task ${tasks[0]?.id}`,
			files: [
				{ kind: 'video', role: 'video' },
				{ kind: 'image', role: 'cover' },
			],
		});
		expect(ran.output[0]?.json.url).toMatch(/^http.+\.mp4$/);
	});

	it('continues from a task, and takes nothing that is not required', async () => {
		const origin = piApi.addTask({
			request: { model: 'Acme/motion', task_type: 'image-to-video' },
		});
		const originTaskId: INodeParameters = { __rl: true, mode: 'id', value: origin.id };
		const ran = await run({ operation: 'extend', originTaskId, seconds: 5 });
		expect(ran.error).toBeUndefined();
		expect(bodies()).toEqual([
			{
				model: 'Acme/motion',
				task_type: 'extend-video',
				input: { origin_task_id: origin.id, seconds: 5 },
			},
		]);
		expect(ran.output[0]?.json.url).toMatch(/\.mp4$/);
	});

	it('is refused before anything is paid when a value breaks its limits', async () => {
		const ran = await run({
			operation: 'animate',
			imageUrl: url('https://a.example/fox.png'),
			options: { cameraConfigZoom: 2 },
		});
		expect(ran.error?.message).toContain('Zoom is 2');
		expect(bodies()).toEqual([]);
	});

	it('has its tasks read by Get Task with their results', async () => {
		const task = piApi.addTask({
			request: { model: 'Acme/motion', task_type: 'extend-video', input: {} },
			output: { video: 'https://a.example/video.mp4' },
		});
		const taskId: INodeParameters = { __rl: true, mode: 'id', value: task.id };
		const ran = await run({ operation: 'getTask', taskId, downloadFiles: false });
		expect(ran.output[0]?.json).toMatchObject({
			taskId: task.id,
			url: 'https://a.example/video.mp4',
			files: [{ kind: 'video', role: 'video' }],
		});
	});
});
