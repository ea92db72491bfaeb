import pWaitFor from 'p-wait-for';
import { readExample, nodeOf, withCredential, type Workflow } from '../../tools/n8n/workflow';
import { PublicN8n, SteeredPiApi } from './callbackStage';
import { limitOf } from './timeLimit';

const GENERATE = 'When clicking Execute workflow';
const SWEEP = 'Every hour';

type Row = Readonly<Record<string, unknown>>;

const reader: Workflow = {
	name: 'Read the ledger',
	nodes: [
		nodeOf('Start', 'n8n-nodes-base.manualTrigger'),
		nodeOf(
			'Rows',
			'n8n-nodes-base.dataTable',
			{
				resource: 'row',
				operation: 'get',
				dataTableId: { __rl: true, mode: 'name', value: 'piapi-tasks' },
				matchType: 'anyCondition',
				filters: {},
				returnAll: true,
			},
			{ typeVersion: 1.1 },
		),
	],
	connections: { Start: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

/** The day in the time zone that n8n has when none is set. */
const dayOf = (milliseconds: number): string =>
	new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(milliseconds);

describe('the ledger of all tasks and its sweeper, in a real n8n', () => {
	let n8n: PublicN8n;
	let piApi: SteeredPiApi;
	let workflowId: string;

	beforeAll(async () => {
		n8n = await PublicN8n.open();
	}, limitOf(1));

	afterAll(async () => await n8n?.close());

	afterEach(async () => await piApi.close());

	/** Imports the example with these prompts and task options. */
	const open = async (
		count: number,
		taskOptions: object,
		more: Parameters<typeof SteeredPiApi.open>[1] = {},
	): Promise<void> => {
		piApi = await SteeredPiApi.open(n8n, { prices: 'documented', ...more });
		const example = await readExample('ledger-with-sweeper');
		const prompts = Array.from({ length: count }, (_, index) => `a market ${index}`);
		const changed = example.nodes.map((node) => {
			const parameters = JSON.stringify(node.parameters).replace(
				/\{\{ \[.*?\] \}\}/,
				`{{ ${JSON.stringify(JSON.stringify(prompts)).slice(1, -1)} }}`,
			);
			const own = JSON.parse(parameters) as Row;
			return node.name === 'Generate the image'
				? { ...node, parameters: { ...own, taskOptions } }
				: { ...node, parameters: own };
		});
		workflowId = await n8n.client.importWorkflow(
			withCredential({ ...example, nodes: changed }, piApi.credential),
		);
	};

	const sweep = async () => {
		const execution = await n8n.client.run(workflowId, SWEEP);
		expect(execution.failure).toBeUndefined();
		return execution;
	};

	/** Rows of this PiAPI's tasks, by task ID. */
	const rows = async (): Promise<Row[]> => {
		const execution = await n8n.client.run(await n8n.client.importWorkflow(reader), 'Start');
		expect(execution.failure).toBeUndefined();
		const known = new Set<unknown>(piApi.simulator.ledger.tasks.map(({ id }) => id));
		return execution
			.items('Rows')
			.map(({ json }) => json)
			.filter(({ taskId }) => known.has(taskId))
			.sort((one, other) => String(one.taskId).localeCompare(String(other.taskId)));
	};

	/** What the ledger is to say of all tasks that have finished. */
	const finished = () => {
		const { ledger } = piApi.simulator;
		return [...ledger.tasks]
			.sort((one, other) => one.id.localeCompare(other.id))
			.map(({ id, request, createdAt, endsAt }) => {
				const status = ledger.task(id)?.statusAt(endsAt);
				const isCompleted = status === 'completed';
				return expect.objectContaining({
					taskId: id,
					day: dayOf(createdAt),
					model: request.model,
					status,
					costUsd: ledger.chargedUsdOf(id),
					link: isCompleted ? piApi.simulator.resultFile(id, 'image.png') : null,
				}) as unknown;
			});
	};

	const creates = (): number => piApi.simulator.ledger.requestsTo('create').length;

	it.each([
		['creates its tasks', { answerSeconds: 1 }, () => piApi.tasks.length >= 4],
		['waits for its tasks', {}, () => piApi.looks >= 12],
	])(
		'has every paid task after n8n was killed while it %s, and one sweep',
		async (_, more, isDue) => {
			await open(12, {}, { accountConcurrency: 4, ...more });
			piApi.simulator.behaviour.outcome = (_request, taskNumber) =>
				taskNumber === 2 ? { failed: { code: 1, message: 'no market' } } : 'completed';
			await n8n.client.startRun(workflowId, GENERATE);
			await pWaitFor(isDue);
			await n8n.end('crash');
			await piApi.disconnected();
			const made = piApi.tasks.map(({ id }) => id);
			expect(made.length).toBeGreaterThanOrEqual(4);
			await n8n.startAgain();
			piApi.simulator.behaviour.answerSeconds = 0;
			piApi.endTasks();

			await sweep();
			const swept = await rows();
			expect(swept).toEqual(finished());
			expect(swept.map(({ status }) => status).sort()).toEqual([
				...made.slice(1).map(() => 'completed'),
				'failed',
			]);
			const sent = creates();

			const second = await sweep();
			expect(await rows()).toEqual(swept);
			expect(second.items('List the tasks of three days')).toHaveLength(made.length);
			expect(second.nodesRun).not.toContain('Get each task');
			expect(piApi.tasks.map(({ id }) => id)).toEqual(made);
			expect(creates()).toBe(sent);
		},
		limitOf(1),
	);

	it('completes rows of tasks that nobody waited for, once they have finished', async () => {
		await open(3, { waitForResult: 'doNotWait' });
		const execution = await n8n.client.run(workflowId, GENERATE);
		expect(execution.failure).toBeUndefined();
		const unfinished = { costUsd: null, link: null };
		await sweep();
		expect(await rows()).toEqual(
			Array(3).fill(expect.objectContaining({ ...unfinished, status: 'processing' })),
		);
		piApi.endTasks();
		await sweep();
		expect(await rows()).toEqual(finished());
		expect(piApi.tasks).toHaveLength(3);
	});

	it('adds tasks of other programs, and tries again what PiAPI could not return', async () => {
		await open(1, {});
		const request = { model: 'Qubico/flux1-dev', task_type: 'txt2img', input: { prompt: 'a fox' } };
		piApi.simulator.addTask({ request });
		piApi.simulator.fault({ on: 'status', kind: 'notFound', when: 'all' });
		await sweep();
		expect(await rows()).toMatchObject([{ status: 'found', link: null }]);
		piApi.simulator.clearFaults();
		await sweep();
		expect(await rows()).toMatchObject([{ status: 'completed', model: request.model }]);
	});
});
