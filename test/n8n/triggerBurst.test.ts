import { randomBytes } from 'node:crypto';
import pWaitFor from 'p-wait-for';
import type { N8nClient } from '../../tools/n8n/client';
import { nodeOf } from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import { confirmations, publish, triggerWorkflow } from './triggerWorkflow';

const CALLS = 1_000;
/** As many as PiAPI may have in flight at once. */
const AT_ONCE = 50;

describe('a burst of webhooks in a real n8n', () => {
	const secret = randomBytes(16).toString('hex');
	let client: N8nClient;
	let simulator: Simulator;

	beforeAll(async () => {
		client = await openClient();
		simulator = await startSimulator({ webhookTimeoutSeconds: 600 });
	});

	afterAll(async () => await simulator.close());

	/** Tells the simulator which task started the workflow. */
	const reportBack = () =>
		nodeOf(
			'Report back',
			'n8n-nodes-base.httpRequest',
			{ url: `=${simulator.externalUrl}/started/{{ $json.taskId }}`, options: {} },
			{ typeVersion: 4.2 },
		);

	const reported = (): string[] =>
		simulator.ledger
			.requestsTo('external')
			.map(({ path }) => path)
			.filter((path) => path.startsWith('/started/'))
			.map((path) => path.slice('/started/'.length));

	it.each(confirmations)(
		`${CALLS} from as many tasks, %s: as many executions, none lost`,
		async (name, confirms) => {
			const credential = await saveCredential(client, simulator, secret);
			const settings = { options: { verifyWithPiApi: confirms } };
			const workflow = triggerWorkflow(credential, settings, [reportBack()]);
			const { workflowId, url } = await publish(client, workflow);
			const ids = Array.from({ length: CALLS }, () => simulator.addTask().id);
			const before = reported().length;
			const deliveries = await simulator.notifyMany(ids, {
				endpoint: url,
				secret,
				concurrency: AT_ONCE,
			});
			expect(deliveries).toHaveLength(CALLS);
			expect(deliveries.map(({ answered }) => answered)).toEqual(deliveries.map(() => 200));
			const { median, p95, max } = simulator.ledger.answerTimes(deliveries);
			const times = [median, p95, max].map((time) => `${Math.round(time)} ms`);
			process.stdout.write(
				`${CALLS} webhooks ${name}, ${AT_ONCE} at once: answered in ${times.join(', ')} (median, 95 %, longest)\n`,
			);
			const isOver = async () => (await client.executionsOf(workflowId)).ended >= CALLS;
			await pWaitFor(isOver, { interval: 250 });
			expect((await client.executionsOf(workflowId)).ended).toBe(CALLS);
			expect(reported().slice(before).sort()).toEqual([...ids].sort());
		},
		// Seconds on a quiet machine, many minutes on a busy one.
		900_000,
	);
});
