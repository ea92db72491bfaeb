import { nodeOf, packageName, type Workflow } from '../tools/n8n/workflow';
import type { Bench } from './bench';
import type { Figure } from './figure';
import { itemNodes, measure } from './handBuilt';
import { onStage, workflowOf, type Stage, type WaitForResult } from './stage';

const VIDEOS = 10;
const TASK_SECONDS = 60;

function videos({ credential }: Stage, waitForResult: WaitForResult): Workflow {
	const { nodes, connections } = itemNodes(VIDEOS, 'Videos');
	const make = nodeOf(
		'Videos',
		`${packageName}.piApi`,
		{
			resource: 'kling',
			operation: 'generateVideo3',
			prompt: 'a fox',
			downloadFiles: false,
			taskOptions: { waitForResult },
		},
		{ credentials: { piApi: credential }, onError: 'continueRegularOutput' },
	);
	return workflowOf([...nodes, make], connections);
}

/** What Callback saves over Poll, in a real n8n and in real time. */
export async function benchCallback(bench: Bench): Promise<Figure[]> {
	const environment = { WEBHOOK_URL: 'https://n8n.example.com/' };
	return await onStage(bench.stop, environment, async (stage) => {
		const { behaviour } = stage.piApi;
		const { client } = stage.n8n;
		behaviour.accountConcurrency = 500;
		behaviour.taskSeconds = (_, taskNumber) => TASK_SECONDS + (taskNumber % VIDEOS);
		behaviour.webhookRoute = (endpoint) => {
			const { pathname, search } = new URL(endpoint);
			return `${client.url}${pathname}${search}`;
		};
		const polling = await measure(stage, videos(stage, 'pollUntilFinished'), VIDEOS);
		const asleep = await measure(stage, videos(stage, 'pauseUntilCallback'), VIDEOS);
		const name = `in n8n, ${VIDEOS} videos of ${TASK_SECONDS} s, Callback`;
		return [
			{
				name: `${name}: status requests per task`,
				unit: '',
				rounds: [asleep.looksPerTask],
				baseline: { name: 'Poll', rounds: [polling.looksPerTask] },
				goal: { of: 'value', is: 'at most', value: 2 + Math.log(VIDEOS) },
			},
			{
				name: `${name}: makespan`,
				unit: 's',
				rounds: [asleep.seconds],
				baseline: { name: 'Poll', rounds: [polling.seconds] },
			},
		];
	});
}
