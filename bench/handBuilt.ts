import { nodeOf, packageName, type Workflow } from '../tools/n8n/workflow';
import type { Simulator } from '../tools/simulator/simulator';
import type { Bench } from './bench';
import type { Figure } from './figure';
import { onStage, workflowOf, type Stage } from './stage';

const ITEMS = [1, 10, 50, 200];
const TASK_SECONDS = [2, 20, 60];
/** What the workflows that people publish wait between two looks. */
const WAIT_SECONDS = 5;

const to = (node: string) => [{ node, type: 'main', index: 0 }];

/** A manual start and so many items with a number each; what follows is named in `next`. */
export const itemNodes = (count: number, next: string) => ({
	nodes: [
		nodeOf('Start', 'n8n-nodes-base.manualTrigger', {}),
		nodeOf(
			'Numbers',
			'n8n-nodes-base.set',
			{
				mode: 'raw',
				jsonOutput: `={{ ({ list: Array.from({ length: ${count} }, (_, number) => ({ number })) }) }}`,
			},
			{ typeVersion: 3.4 },
		),
		nodeOf('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list' }),
	],
	connections: {
		Start: { main: [to('Numbers')] },
		Numbers: { main: [to('Items')] },
		Items: { main: [to(next)] },
	},
});

function byNode({ credential }: Stage, count: number): Workflow {
	const { nodes, connections } = itemNodes(count, 'Make');
	const parameters = {
		operation: 'imagine',
		prompt: '=a fox, number {{ $json.number }}',
		downloadFiles: false,
	};
	const make = nodeOf('Make', `${packageName}.midjourney`, parameters, {
		credentials: { piApi: credential },
	});
	return workflowOf([...nodes, make], connections);
}

/** Create, wait, look, and back to wait until it is completed: the loop that people build by hand. */
function byHand({ piApi }: Stage, count: number): Workflow {
	const { nodes, connections } = itemNodes(count, 'Create');
	const request = (name: string, parameters: object) =>
		nodeOf(
			name,
			'n8n-nodes-base.httpRequest',
			{
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'x-api-key', value: piApi.apiKey }] },
				options: {},
				...parameters,
			},
			{ typeVersion: 4.2 },
		);
	const create = request('Create', {
		method: 'POST',
		url: `${piApi.url}/api/v1/task`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody:
			'={{ JSON.stringify({ model: "midjourney", task_type: "imagine", input: { prompt: "a fox, number " + $json.number } }) }}',
	});
	const look = request('Look', { url: `=${piApi.url}/api/v1/task/{{ $json.data.task_id }}` });
	const wait = nodeOf(
		'Wait',
		'n8n-nodes-base.wait',
		{ amount: WAIT_SECONDS, unit: 'seconds' },
		{ typeVersion: 1.1, webhookId: 'a1b2c3d4-0000-4000-8000-000000000000' },
	);
	const isCompleted = {
		id: '1',
		leftValue: '={{ $json.data.status }}',
		rightValue: 'completed',
		operator: { type: 'string', operation: 'equals' },
	};
	const check = nodeOf(
		'Completed?',
		'n8n-nodes-base.if',
		{
			conditions: {
				options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
				conditions: [isCompleted],
				combinator: 'and',
			},
		},
		{ typeVersion: 2.2 },
	);
	const done = nodeOf('Done', 'n8n-nodes-base.noOp', {});
	return workflowOf([...nodes, create, wait, look, check, done], {
		...connections,
		Create: { main: [to('Wait')] },
		Wait: { main: [to('Look')] },
		Look: { main: [to('Completed?')] },
		'Completed?': { main: [to('Done'), to('Wait')] },
	});
}

export interface Measured {
	readonly seconds: number;
	readonly looksPerTask: number;
}

const countsOf = ({ ledger }: Simulator) => ({
	made: ledger.createdTasks().length,
	looks: ledger.requestsTo('status').length,
});

export async function measure(
	{ n8n: { client }, piApi }: Stage,
	workflow: Workflow,
	count: number,
): Promise<Measured> {
	const before = countsOf(piApi);
	const executionId = await client.startRun(await client.importWorkflow(workflow), 'Start');
	const { failure } = await client.executionEnd(executionId);
	if (failure !== undefined) throw new Error(failure);
	const after = countsOf(piApi);
	if (after.made - before.made !== count) {
		throw new Error(`${after.made - before.made} tasks were created for ${count} items`);
	}
	const { startedAt, stoppedAt } = await client.storedExecution(executionId);
	return {
		seconds: (Date.parse(stoppedAt ?? '') - Date.parse(startedAt)) / 1000,
		looksPerTask: (after.looks - before.looks) / count,
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
		for (const workflow of [byNode(stage, 1), byHand(stage, 1)]) await measure(stage, workflow, 1);
		const figures: Figure[] = [];
		for (const seconds of TASK_SECONDS) {
			for (const count of ITEMS) {
				bench.stop.throwIfAborted();
				behaviour.taskSeconds = seconds;
				const node = await measure(stage, byNode(stage, count), count);
				const hand = await measure(stage, byHand(stage, count), count);
				figures.push(...figuresOf(`${count} items of ${seconds} s`, seconds, node, hand));
			}
		}
		return figures;
	});
}

function figuresOf(name: string, ideal: number, node: Measured, hand: Measured): Figure[] {
	const makespan = { name: `in n8n, ${name}: makespan`, unit: 's', rounds: [node.seconds] };
	return [
		{
			...makespan,
			baseline: { name: 'built by hand', rounds: [hand.seconds] },
			// A loop that looks every five seconds is quick to see the end of a long task; it pays with looks.
			...(ideal < 20 ? { goal: { of: 'ratio', is: 'at most', value: 1 } as const } : {}),
		},
		{
			...makespan,
			baseline: { name: 'ideal', rounds: [ideal] },
			...(ideal < 20 ? {} : { goal: { of: 'ratio', is: 'at most', value: 1.15 } as const }),
		},
		{
			name: `in n8n, ${name}: status requests per task`,
			unit: '',
			rounds: [node.looksPerTask],
			baseline: { name: 'built by hand', rounds: [hand.looksPerTask] },
		},
	];
}
