import pWaitFor from 'p-wait-for';
import { readExample, triggerOf, withCredential } from '../../tools/n8n/workflow';
import { PublicN8n, startRun, SteeredPiApi } from './callbackStage';
import { callbackWorkflow } from './callbackWorkflow';
import { limitOf } from './timeLimit';

describe('n8n that is killed while a node works', () => {
	let n8n: PublicN8n;

	beforeAll(async () => {
		n8n = await PublicN8n.open();
	}, limitOf(1));

	afterAll(async () => await n8n?.close());

	it.each([
		['creates its tasks', { answerSeconds: 1 }, (piApi: SteeredPiApi) => piApi.tasks.length >= 4],
		['waits for its tasks', {}, (piApi: SteeredPiApi) => piApi.looks >= 12],
	])(
		'pays nothing twice when it %s, and the history shows every task',
		async (_, more, isDue) => {
			const piApi = await SteeredPiApi.open(n8n, { accountConcurrency: 4, ...more });
			try {
				const workflow = callbackWorkflow(piApi.credential, {
					count: 12,
					taskOptions: { waitForResult: 'pollUntilFinished' },
				});
				const executionId = await startRun(n8n.client, workflow);
				await pWaitFor(() => isDue(piApi));
				await n8n.end('crash');
				await piApi.disconnected();
				const made = piApi.tasks.map(({ id }) => id);
				await n8n.startAgain();
				const status = async () => (await n8n.client.storedExecution(executionId)).status;
				await pWaitFor(async () => (await status()) === 'crashed', { interval: 100 });

				piApi.simulator.behaviour.answerSeconds = 0;
				const example = withCredential(await readExample('find-paid-tasks'), piApi.credential);
				const id = await n8n.client.importWorkflow(example);
				const execution = await n8n.client.run(id, triggerOf(example));
				expect(execution.failure).toBeUndefined();
				const found = execution.items('Show requests and results').map(({ json }) => json);
				expect(found.map(({ taskId }) => taskId).sort()).toEqual([...made].sort());
				// Were n8n to run it again by itself, it would have paid again by now.
				expect(piApi.tasks.map(({ id }) => id)).toEqual(made);
				expect(await status()).toBe('crashed');
				for (const { taskId, request } of found) {
					expect(request).toMatchObject(
						piApi.simulator.ledger.task(String(taskId))?.request.input ?? { none: true },
					);
				}
			} finally {
				await piApi.close();
			}
		},
		limitOf(1),
	);
});
