import type { WorkflowFile } from '../converter/workflow/workflowFile';
import { create, isStatus, look, node, pause } from '../tools/pairs/workflows';
import type { Bench } from './bench';
import { figuresOf, ratioAtMost, type Figure } from './figure';
import { onStage, type Stage } from './stage';
import { BODY, imagineNode, inLine, itemNodes } from './workflows';

const ITEMS = [1, 10, 50, 200];
const TASK_SECONDS = [2, 20, 60];

const byNode = (stage: Stage, count: number): WorkflowFile =>
	inLine([...itemNodes(count), imagineNode(stage, 'Make', { downloadFiles: false })]);

/** Create, wait, check, and back to wait until it is completed: the loop that people build by hand. */
const byHand = (count: number): WorkflowFile =>
	inLine(
		[
			...itemNodes(count),
			create('Create', BODY, { options: {} }),
			{ ...pause('Wait'), webhookId: 'a1b2c3d4-0000-4000-8000-000000000000' },
			look('Look'),
			isStatus('Completed?', 'completed'),
			node('Done', 'noOp', {}),
		],
		'Completed? > Done, Wait',
	);

export interface Measured {
	readonly seconds: number;
	readonly requestsPerTask: number;
}

/** Runs a workflow that creates so many tasks. */
export async function measure(
	{ n8n: { client }, piApi: { ledger }, add }: Stage,
	workflow: WorkflowFile,
	count: number,
): Promise<Measured> {
	const madeBefore = ledger.createdTasks().length;
	const requestsBefore = ledger.requestsTo('status').length;
	const { id, failure } = await client.run(await add(workflow), 'Start');
	if (failure !== undefined) throw new Error(failure);
	const made = ledger.createdTasks().length - madeBefore;
	if (made !== count) throw new Error(`${made} tasks were created for ${count} items`);
	const { startedAt, stoppedAt } = await client.storedExecution(id);
	return {
		seconds: (Date.parse(stoppedAt ?? '') - Date.parse(startedAt)) / 1000,
		requestsPerTask: (ledger.requestsTo('status').length - requestsBefore) / count,
	};
}

/** The node against the loop that people build by hand, in a real n8n and in real time. */
export async function benchHandBuilt(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async (stage) => {
		const { behaviour } = stage.piApi;
		behaviour.accountConcurrency = 500;
		const image = stage.piApi.bigFile(1_000, 'picture.png');
		behaviour.outcome = () => ({ output: { image_url: image } });
		behaviour.taskSeconds = 1;
		for (const workflow of [byNode(stage, 1), byHand(1)]) await measure(stage, workflow, 1);
		const figures: Figure[] = [];
		for (const seconds of TASK_SECONDS) {
			for (const count of ITEMS) {
				bench.stop.throwIfAborted();
				behaviour.taskSeconds = seconds;
				const node = await measure(stage, byNode(stage, count), count);
				const hand = await measure(stage, byHand(count), count);
				figures.push(...compare(`in n8n, ${count} items of ${seconds} s`, seconds, { node, hand }));
			}
		}
		return figures;
	});
}

function compare(name: string, ideal: number, pair: { node: Measured; hand: Measured }): Figure[] {
	const figure = figuresOf(name, [pair]);
	// A loop that checks every five seconds soon sees that a long task has finished; it pays with status requests.
	const isShort = ideal < 20;
	return [
		figure('time until all are done', ({ node }) => node.seconds, {
			unit: 's',
			against: ['built by hand', ({ hand }) => hand.seconds],
			...(isShort ? { goal: ratioAtMost(1) } : {}),
		}),
		figure('time until all are done', ({ node }) => node.seconds, {
			unit: 's',
			against: ['ideal', () => ideal],
			...(isShort ? {} : { goal: ratioAtMost(1.15) }),
		}),
		figure('status requests per task', ({ node }) => node.requestsPerTask, {
			against: ['built by hand', ({ hand }) => hand.requestsPerTask],
		}),
	];
}
