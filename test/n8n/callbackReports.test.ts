import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseFlattened } from 'flatted';
import pWaitFor from 'p-wait-for';
import type { Item } from '../../tools/n8n/execution';
import { nodeOf, withCredential, type Workflow } from '../../tools/n8n/workflow';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { asleep, numberOf, PublicN8n, startRun, SteeredPiApi } from './callbackStage';
import { LONG } from './skippingClock';
import { callbackWorkflow, VIDEOS } from './callbackWorkflow';
import { limitOf } from './timeLimit';

/** Situations that users of slow, paid services have reported, each in a real n8n. */

const MAKE = 'Make';

interface StoredRuns {
	readonly resultData: {
		readonly runData: Readonly<
			Record<
				string,
				ReadonlyArray<{ readonly data?: { readonly main?: ReadonlyArray<Item[] | null> } }>
			>
		>;
	};
}

const readReport = async (name: string): Promise<Workflow> =>
	JSON.parse(await readFile(join(__dirname, 'reports', `${name}.json`), 'utf8')) as Workflow;

describe('reported situations with callbacks in a real n8n', () => {
	const opened: SteeredPiApi[] = [];
	let n8n: PublicN8n;

	const open = async (options?: SimulatorOptions): Promise<SteeredPiApi> => {
		const piApi = await SteeredPiApi.open(n8n, options);
		opened.push(piApi);
		return piApi;
	};

	const report = async (name: string, piApi: SteeredPiApi): Promise<Workflow> => ({
		...withCredential(await readReport(name), piApi.credential),
		name: `${name} ${randomUUID()}`,
	});

	/** The items of all runs of a node, over all outputs. */
	const itemsOf = async (executionId: string, node: string): Promise<Item[]> => {
		const { data } = await n8n.client.storedExecution(executionId);
		const { resultData } = parseFlattened(data) as StoredRuns;
		return (resultData.runData[node] ?? []).flatMap(({ data: output }) =>
			(output?.main ?? []).flatMap((items) => items ?? []),
		);
	};

	const promptsOf = (piApi: SteeredPiApi): unknown[] =>
		piApi.tasks.map(({ request }) => request.input.prompt);

	/** All tasks finish, and each is called about once, while there are new ones. */
	const finishInRounds = async (piApi: SteeredPiApi, executionId: string): Promise<void> => {
		for (let told = 0; ;) {
			const { status } = await n8n.client.storedExecution(executionId);
			if (!['new', 'running', 'waiting', 'unknown'].includes(status)) return;
			const fresh = piApi.tasks.slice(told);
			if (status !== 'waiting' || fresh.length === 0) {
				await new Promise((resolve) => setTimeout(resolve, 100));
				continue;
			}
			told += fresh.length;
			piApi.endTasks();
			for (const task of fresh) await piApi.call(task);
		}
	};

	beforeAll(async () => {
		n8n = await PublicN8n.open();
	}, limitOf(1));

	afterAll(async () => {
		await Promise.all(opened.map(async (piApi) => await piApi.close()));
		await n8n?.close();
	});

	it('leaves a Wait node that comes after it alone when the callback is repeated', async () => {
		const piApi = await open();
		const videos = callbackWorkflow(piApi.credential);
		const workflow: Workflow = {
			...videos,
			nodes: [
				...videos.nodes,
				nodeOf(
					'Approval',
					'n8n-nodes-base.wait',
					{ resume: 'webhook', httpMethod: 'POST', options: {} },
					{ typeVersion: 1.1, webhookId: randomUUID() },
				),
				nodeOf('Publish', 'n8n-nodes-base.noOp'),
			],
			connections: {
				...videos.connections,
				[VIDEOS]: { main: [[{ node: 'Approval', type: 'main', index: 0 }]] },
				Approval: { main: [[{ node: 'Publish', type: 'main', index: 0 }]] },
			},
		};
		const executionId = await startRun(n8n.client, workflow);
		await asleep(n8n.client, executionId);
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0))).toBe(200);
		await pWaitFor(async () => (await itemsOf(executionId, VIDEOS)).length > 0, { interval: 100 });
		await asleep(n8n.client, executionId);
		expect(await piApi.call(piApi.task(0))).toBe(404);
		expect((await n8n.client.storedExecution(executionId)).status).toBe('waiting');
		expect(await itemsOf(executionId, 'Publish')).toEqual([]);
		// The address of the execution itself still resumes the Wait node.
		const endpoint = new URL(piApi.task(0).request.config?.webhook_config?.endpoint ?? '');
		endpoint.pathname = endpoint.pathname.replace(/\/piapi$/, '');
		expect(await piApi.call(piApi.task(0), { endpoint: endpoint.href })).toBe(200);
		const execution = await n8n.client.executionEnd(executionId);
		expect(execution.failure).toBeUndefined();
		expect(execution.items('Publish')).toHaveLength(1);
	});

	it.each([
		['two-in-a-row', ['a', 'b']],
		['loop', ['p0', 'p1']],
	])(
		'a late status request of an earlier callback resumes nothing twice: %s',
		async (name, prompts) => {
			const piApi = await open();
			const executionId = await startRun(n8n.client, await report(name, piApi));
			await asleep(n8n.client, executionId);
			const [first] = piApi.tasks;
			if (first === undefined) throw new Error('There is no task');
			piApi.endTasks();
			const looks = piApi.looks;
			const release = piApi.simulator.hold({ on: 'status', when: 'first' });
			const late = piApi.call(first);
			await pWaitFor(() => piApi.looks === looks + 1);
			expect(await piApi.call(first)).toBe(200);
			await pWaitFor(() => piApi.tasks.length === 2);
			await asleep(n8n.client, executionId);
			release();
			expect(await late).toBe(200);
			await finishInRounds(piApi, executionId);
			const execution = await n8n.client.executionEnd(executionId);
			expect(execution.failure).toBeUndefined();
			expect(promptsOf(piApi)).toEqual(prompts);
		},
	);

	it.each([
		['two-branches', ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']],
		['two-branches-legacy-order', ['left', 'right']],
	])('runs the node again for the other branch: %s', async (name, prompts) => {
		const piApi = await open();
		const executionId = await startRun(n8n.client, await report(name, piApi));
		await finishInRounds(piApi, executionId);
		const execution = await n8n.client.executionEnd(executionId);
		expect(execution.failure).toBeUndefined();
		expect(promptsOf(piApi).sort()).toEqual(prompts);
		const items = await itemsOf(executionId, MAKE);
		expect(items.map(({ json }) => json.status)).toEqual(prompts.map(() => 'completed'));
		expect(items.map(({ json }) => json.taskId).sort()).toEqual(
			piApi.tasks.map(({ id }) => id).sort(),
		);
	});

	it('polls in a sub-workflow, so that each call returns its item', async () => {
		const piApi = await open({ taskSeconds: (_, taskNumber) => taskNumber });
		const subId = await n8n.client.importWorkflow(await report('sub-workflow', piApi));
		await n8n.client.activate(subId);
		const parent = JSON.stringify(await report('sub-for-each-item', piApi));
		const workflow = JSON.parse(parent.replace('ID-OF-THE-SUB-WORKFLOW', subId)) as Workflow;
		const executionId = await startRun(n8n.client, workflow);
		const execution = await n8n.client.executionEnd(executionId);
		expect(execution.failure).toBeUndefined();
		const got = execution.items('After').map(({ json }) => json.got);
		expect(got).toEqual(Array(3).fill(expect.objectContaining({ status: 'completed' })));
	});

	it.each(['lastNode', 'responseNode'])(
		'answers the caller of a webhook with the result: %s',
		async (mode) => {
			const responds = mode === 'responseNode';
			const piApi = await open(responds ? {} : { taskSeconds: 3 });
			const path = `caller-${mode}-${randomUUID()}`;
			const text = JSON.stringify(await report('webhook-last-node', piApi))
				.replaceAll('report-09', path)
				.replace('"responseMode":"lastNode"', `"responseMode":"${mode}"`);
			const hooked = JSON.parse(text) as Workflow;
			const workflow: Workflow = {
				...hooked,
				nodes: [
					...hooked.nodes,
					...(responds
						? [nodeOf('Answer', 'n8n-nodes-base.respondToWebhook', {}, { typeVersion: 1.1 })]
						: []),
				],
				connections: {
					...hooked.connections,
					...(responds ? { Done: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } } : {}),
				},
			};
			const workflowId = await n8n.client.importWorkflow(workflow);
			await n8n.client.activate(workflowId);
			const calling = fetch(`${n8n.client.url}/webhook/${path}`, { method: 'POST' });
			if (responds) {
				const pauses = async (): Promise<boolean> =>
					(await n8n.client.executionsOf(workflowId)).open.some(
						({ status }) => status === 'waiting',
					);
				await pWaitFor(pauses, { interval: 100 });
				const [task, ...others] = piApi.tasks;
				if (task === undefined) throw new Error('There is no task');
				expect(others).toEqual([]);
				piApi.endTasks();
				expect(await piApi.call(task)).toBe(200);
			}
			const response = await calling;
			expect([response.status, await response.json()]).toEqual([
				200,
				expect.objectContaining({ status: 'completed' }),
			]);
		},
	);

	it('pauses after a webhook that answers at the end when another trigger has started it', async () => {
		const piApi = await open();
		const videos = callbackWorkflow(piApi.credential);
		const webhook = nodeOf(
			'Idle webhook',
			'n8n-nodes-base.webhook',
			{ path: randomUUID(), responseMode: 'lastNode', options: {} },
			{ typeVersion: 2, webhookId: randomUUID() },
		);
		const executionId = await startRun(n8n.client, {
			...videos,
			nodes: [...videos.nodes, webhook],
			connections: {
				...videos.connections,
				[webhook.name]: { main: [[{ node: 'Numbers', type: 'main', index: 0 }]] },
			},
		});
		await asleep(n8n.client, executionId);
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0))).toBe(200);
		expect((await n8n.client.executionEnd(executionId)).failure).toBeUndefined();
	});

	it('polls with Cancel Tasks on Stop, so that a stop cancels the tasks', async () => {
		const piApi = await open({ pendingSeconds: 1000 });
		const executionId = await startRun(n8n.client, await report('cancel-on-stop', piApi));
		await pWaitFor(() => piApi.tasks.length === 2 && piApi.looks > 2);
		expect((await n8n.client.storedExecution(executionId)).status).toBe('running');
		await n8n.client.stopExecution(executionId);
		await pWaitFor(() => piApi.simulator.ledger.requestsTo('cancel').length === 2);
		expect(piApi.tasks.map(({ alive }) => alive)).toEqual([false, false]);
	});

	it('is called again when a callback comes before the status request shows it', async () => {
		const piApi = await open();
		const executionId = await startRun(n8n.client, callbackWorkflow(piApi.credential));
		await asleep(n8n.client, executionId);
		expect(await piApi.call(piApi.task(0), { status: 'completed' })).toBe(503);
		piApi.endTasks();
		expect(await piApi.call(piApi.task(0))).toBe(200);
		expect((await n8n.client.executionEnd(executionId)).items(VIDEOS)[0]?.json.status).toBe(
			'completed',
		);
	});

	it('returns all ten finished though one of their callbacks is lost', async () => {
		const piApi = await open({
			// They finish one after the other, and the tenth last.
			taskSeconds: (request) => LONG * (1 + numberOf({ request })),
		});
		const executionId = await startRun(
			n8n.client,
			callbackWorkflow(piApi.credential, { count: 10 }),
		);
		await asleep(n8n.client, executionId);
		for (let number = 0; number < 8; number++) {
			piApi.endTasks();
			expect(await piApi.call(piApi.task(number))).toBe(200);
		}
		piApi.endTasks();
		expect(await piApi.call(piApi.task(8))).toBe(503);
		expect((await n8n.client.storedExecution(executionId)).status).toBe('waiting');
		// Nobody calls about the tenth, which finishes while PiAPI repeats the call about the ninth.
		piApi.endTasks();
		expect(await piApi.call(piApi.task(8))).toBe(200);
		const execution = await n8n.client.executionEnd(executionId);
		expect(execution.items(VIDEOS).map(({ json }) => json.status)).toEqual(
			Array(10).fill('completed'),
		);
	});
});
