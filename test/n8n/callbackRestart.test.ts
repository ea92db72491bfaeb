import pWaitFor from 'p-wait-for';
import { readExample, triggerOf, withCredential } from '../../tools/n8n/workflow';
import { numberOf, PublicN8n, runsOf, startSleeper, SteeredPiApi } from './callbackStage';
import { callbackWorkflow, VIDEOS, DONE } from './callbackWorkflow';
import { limitOf } from './timeLimit';

describe('a paused execution and a restart of n8n', () => {
	const opened: SteeredPiApi[] = [];
	let n8n: PublicN8n;

	const open = async (): Promise<SteeredPiApi> => {
		const piApi = await SteeredPiApi.open(n8n);
		opened.push(piApi);
		return piApi;
	};

	/** The example with the shortest timeout, paused. */
	const openExample = async (): Promise<{ piApi: SteeredPiApi; executionId: string }> => {
		const piApi = await open();
		const example = withCredential(await readExample('long-video-callback'), piApi.credential);
		const nodes = example.nodes.map((node) =>
			node.name === 'Generate the videos'
				? {
						...node,
						parameters: {
							...node.parameters,
							taskOptions: { waitForResult: 'pauseUntilCallback', timeout: 60 },
						},
					}
				: node,
		);
		return { piApi, executionId: await startSleeper(n8n.client, { ...example, nodes }) };
	};

	beforeAll(async () => {
		n8n = await PublicN8n.open();
	}, limitOf(1));

	afterAll(async () => {
		await Promise.all(opened.map(async (piApi) => await piApi.close()));
		await n8n?.close();
	});

	it.each(['stop', 'crash'] as const)(
		'resumes by a callback after a %s',
		async (way) => {
			const piApi = await open();
			const workflow = callbackWorkflow(piApi.credential, { count: 3, downloadFiles: true });
			const executionId = await startSleeper(n8n.client, workflow);
			const looks = piApi.looks;
			await n8n.end(way);
			piApi.endTasks();
			// Nobody is there to take it.
			expect(await piApi.call(piApi.task(0))).toBeUndefined();
			await n8n.startAgain();
			expect((await n8n.client.storedExecution(executionId)).status).toBe('waiting');
			expect(await piApi.call(piApi.task(1))).toBe(200);
			const execution = await n8n.client.executionEnd(executionId);
			expect(execution.failure).toBeUndefined();
			expect(
				execution
					.items(DONE)
					.map(({ json: { number, taskId, status } }) => [number, taskId, status]),
			).toEqual([0, 1, 2].map((number) => [number, piApi.task(number).id, 'completed']));
			expect(execution.items(VIDEOS).every(({ binary }) => binary?.data !== undefined)).toBe(true);
			expect(await runsOf(n8n.client, executionId, DONE)).toHaveLength(1);
			expect(piApi.looks - looks).toBe(3);
			expect(piApi.tasks.map(numberOf).sort()).toEqual([0, 1, 2]);
			expect(piApi.simulator.ledger.requestsTo('create')).toHaveLength(3);
		},
		limitOf(1),
	);

	it(
		'fetches the tasks with Get Task when all callbacks were lost, and pays nothing twice',
		async () => {
			const { piApi, executionId } = await openExample();
			const looks = piApi.looks;
			await n8n.end('crash');
			await n8n.startAgain();
			const { client } = n8n;
			// The tasks still run at the timeout: from then on Get Task checks them.
			await pWaitFor(() => piApi.looks > looks);
			piApi.endTasks();
			const execution = await client.executionEnd(executionId);
			expect(execution.failure).toBeUndefined();
			const asked = execution.items('Generate the videos');
			expect(asked.map(({ json }) => json.status)).toEqual(Array(3).fill('processing'));
			const fetched = execution.items('Get the finished videos');
			expect(fetched.map(({ json }) => json.status)).toEqual(Array(3).fill('completed'));
			expect(fetched.map(({ json }) => json.taskId)).toEqual(asked.map(({ json }) => json.taskId));
			expect(fetched.every(({ binary }) => binary?.data !== undefined)).toBe(true);
			expect(piApi.tasks).toHaveLength(3);
			expect(piApi.simulator.ledger.requestsTo('create')).toHaveLength(3);
		},
		limitOf(1),
	);

	describe('and the example', () => {
		it('resumes at the last callback, and says why a video failed', async () => {
			const piApi = await open();
			piApi.simulator.behaviour.outcome = ({ input }) =>
				String(input.prompt).includes('storm')
					? { failed: { code: 10_000, message: 'the sky fell' } }
					: 'completed';
			const example = await readExample('long-video-callback');
			const executionId = await startSleeper(n8n.client, withCredential(example, piApi.credential));
			expect(triggerOf(example)).not.toBe('');
			const [first] = piApi.tasks;
			piApi.endTasks();
			expect(await piApi.call(first ?? piApi.task(0))).toBe(200);
			const execution = await n8n.client.executionEnd(executionId);
			expect(execution.failure).toBeUndefined();
			const kept = execution.items('Keep what matters');
			expect(kept).toHaveLength(2);
			expect(kept.map(({ json }) => Object.keys(json).sort())).toEqual(
				Array(2).fill(['prompt', 'taskId', 'url']),
			);
			expect(kept.every(({ binary }) => binary?.data !== undefined)).toBe(true);
			const promptOf = (taskId: unknown) =>
				piApi.simulator.ledger.task(String(taskId))?.request.input.prompt;
			expect(kept.map(({ json }) => json.prompt)).toEqual(
				kept.map(({ json }) => promptOf(json.taskId)),
			);
			expect(execution.items('Failed videos').map(({ json }) => json)).toEqual([
				{
					prompt: expect.stringContaining('storm'),
					reason: expect.stringContaining('the sky fell'),
				},
			]);
			expect(piApi.tasks).toHaveLength(3);
		});
	});
});
