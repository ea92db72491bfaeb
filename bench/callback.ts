import type { Bench } from './bench';
import { atMost, figuresOf, type Figure } from './figure';
import { measure } from './handBuilt';
import { onStage } from './stage';
import { inLine, itemNodes, videoNode, type WaitForResult } from './workflows';

const VIDEOS = 10;
const TASK_SECONDS = 60;

/** What Callback saves over Poll, in a real n8n and in real time. */
export async function benchCallback(bench: Bench): Promise<Figure[]> {
	const environment = { WEBHOOK_URL: 'https://n8n.example.com/' };
	return await onStage(bench.stop, environment, async (stage) => {
		const { behaviour } = stage.piApi;
		behaviour.accountConcurrency = 500;
		behaviour.taskSeconds = (_, taskNumber) => TASK_SECONDS + (taskNumber % VIDEOS);
		behaviour.webhookRoute = (endpoint) => {
			const { pathname, search } = new URL(endpoint);
			return `${stage.n8n.client.url}${pathname}${search}`;
		};
		const videos = async (waitForResult: WaitForResult) =>
			await measure(stage, inLine([...itemNodes(VIDEOS), videoNode(stage, waitForResult)]), VIDEOS);
		const poll = await videos('pollUntilFinished');
		const callback = await videos('pauseUntilCallback');
		const figure = figuresOf(`in n8n, ${VIDEOS} videos of ${TASK_SECONDS} s, Callback`, [callback]);
		return [
			figure('status requests per task', ({ requestsPerTask }) => requestsPerTask, {
				against: ['Poll', () => poll.requestsPerTask],
				goal: atMost(2 + Math.log(VIDEOS)),
			}),
			figure('time until all are done', ({ seconds }) => seconds, {
				unit: 's',
				against: ['Poll', () => poll.seconds],
			}),
		];
	});
}
