import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pWaitFor from 'p-wait-for';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { ensureN8n } from '../../tools/n8n/installation';
import { N8nInstance } from '../../tools/n8n/instance';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import type { ManyNotices } from '../../tools/simulator/webhooks';
import { openClient, owner, saveCredential } from '../../tools/n8n/sharedSession';
import {
	confirmations,
	othersThanMarker,
	publish,
	startedBy,
	TRIGGER,
	triggerWorkflow,
	type PublishedTrigger,
	type TriggerSettings,
} from './triggerWorkflow';
import { limitOf } from './timeLimit';

const EVERY_EVENT = ['completed', 'failed', 'pending', 'processing', 'staged'];

describe('webhooks that come again, in a real n8n', () => {
	const secret = randomBytes(16).toString('hex');
	let simulator: Simulator;

	beforeEach(async () => {
		// A slow machine must not look like a lost webhook.
		simulator = await startSimulator({ webhookTimeoutSeconds: 600 });
	});

	afterEach(async () => await simulator.close());

	/** The HTTP statuses of the answers. */
	const call = async (
		{ url }: Pick<PublishedTrigger, 'url'>,
		taskIds: readonly string[],
		notice: ManyNotices = {},
	): Promise<Array<number | undefined>> => {
		const one = { endpoint: url, secret, tries: 1, ...notice };
		return (await simulator.notifyMany(taskIds, one)).map(({ answered }) => answered);
	};

	/** Of calls at the same time, those that came before it was known whether the workflow starts are to come again. */
	const expectTaken = (answers: ReadonlyArray<number | undefined>, times: number): void => {
		expect(answers).toHaveLength(times);
		expect(answers).toContain(200);
		expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
	};

	describe('to one process', () => {
		let client: N8nClient;
		let credential: CredentialReference;

		beforeEach(async () => {
			client = await openClient();
			credential = await saveCredential(client, simulator, secret);
		});

		const open = async (settings: TriggerSettings = {}): Promise<PublishedTrigger> =>
			await publish(client, triggerWorkflow(credential, settings));

		const others = async (trigger: PublishedTrigger, already: number): Promise<string[]> =>
			await othersThanMarker(client, simulator, trigger, secret, already);

		describe.each(confirmations)('%s', (_, verifyWithPiApi) => {
			it.each([2, 3, 50])('%d times one after the other: one execution', async (times) => {
				const trigger = await open({ options: { verifyWithPiApi } });
				const { id } = simulator.addTask();
				expect(new Set(await call(trigger, [id], { times }))).toEqual(new Set([200]));
				expect(await others(trigger, 1)).toEqual([id]);
			});

			it.each([2, 3, 50])('%d times at the same time: one execution', async (times) => {
				const trigger = await open({ options: { verifyWithPiApi } });
				const { id } = simulator.addTask();
				const answers = await call(trigger, [id], { times, atOnce: true });
				expectTaken(answers, times);
				expect(await call(trigger, [id])).toEqual([200]);
				expect(await others(trigger, 1)).toEqual([id]);
			});

			it('50 different ones at the same time: 50 executions', async () => {
				const trigger = await open({ options: { verifyWithPiApi } });
				const ids = Array.from({ length: 50 }, () => simulator.addTask().id);
				expect(new Set(await call(trigger, ids))).toEqual(new Set([200]));
				const started = await startedBy(client, trigger.workflowId, ids.length);
				expect(started.sort()).toEqual([...ids].sort());
			});

			it('a late word of progress after the end: no execution', async () => {
				const trigger = await open({ events: EVERY_EVENT, options: { verifyWithPiApi } });
				const { id } = simulator.addTask();
				expect(await call(trigger, [id])).toEqual([200]);
				for (const status of ['pending', 'staged', 'processing']) {
					expect(await call(trigger, [id], { status })).toEqual([200]);
				}
				expect(await others(trigger, 1)).toEqual([id]);
			});
		});

		it('starts the workflow for each state of a task, in their order', async () => {
			const trigger = await open({ events: EVERY_EVENT, options: { verifyWithPiApi: false } });
			const { id } = simulator.addTask();
			for (const status of ['pending', 'processing', 'processing', 'completed', 'completed']) {
				expect(await call(trigger, [id], { status })).toEqual([200]);
			}
			expect(await others(trigger, 3)).toEqual([id, id, id]);
		});

		it('gives a late word of progress as what PiAPI says by then, and the end once', async () => {
			const trigger = await open({ events: EVERY_EVENT });
			const { id } = simulator.addTask();
			expect(await call(trigger, [id], { status: 'processing' })).toEqual([200]);
			expectTaken(await call(trigger, [id], { times: 3, atOnce: true }), 3);
			expect(await call(trigger, [id], { times: 3 })).toEqual([200, 200, 200]);
			expect(await others(trigger, 1)).toEqual([id]);
			const { over } = await client.executionsOf(trigger.workflowId);
			const executions = await Promise.all(
				over.map(async (summary) => await client.execution(summary.id)),
			);
			const states = executions.flatMap((execution) => execution.items(TRIGGER));
			expect(states.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		});

		it('two workflows hear of the same task independently of each other', async () => {
			const trigger = await open();
			const other = await open();
			const { id } = simulator.addTask();
			for (const one of [trigger, other])
				expect(await call(one, [id], { times: 2 })).toEqual([200, 200]);
			expect(await startedBy(client, trigger.workflowId, 1)).toEqual([id]);
			expect(await startedBy(client, other.workflowId, 1)).toEqual([id]);
		});
	});

	it.each([
		['that came one after the other', 1],
		['that came at the same time', 50],
	])(
		'%s start nothing after an orderly restart of n8n',
		async (_, concurrency) => {
			const installation = await ensureN8n({ say: () => undefined });
			const userFolder = await mkdtemp(join(tmpdir(), 'n8n-'));
			const early = Array.from({ length: 50 }, () => simulator.addTask().id);
			const [lone = ''] = early;
			let n8n = await N8nInstance.start({ installation, userFolder });
			try {
				await n8n.client.setUpOwner(owner);
				const credential = await saveCredential(n8n.client, simulator, secret);
				const workflow = triggerWorkflow(credential, { events: EVERY_EVENT });
				const { workflowId, url } = await publish(n8n.client, workflow);
				const { pathname } = new URL(url);
				expect(new Set(await call({ url }, early, { concurrency }))).toEqual(new Set([200]));
				const started = await startedBy(n8n.client, workflowId, early.length);
				expect(started.sort()).toEqual([...early].sort());
				await n8n.stop();

				n8n = await N8nInstance.start({ installation, userFolder });
				await n8n.client.logIn(owner);
				const again = { url: n8n.url + pathname };
				expect(await call(again, [lone], { status: 'processing' })).toEqual([200]);
				expect(new Set(await call(again, early, { concurrency: 5 }))).toEqual(new Set([200]));
				const trigger = { workflowId, ...again };
				const all = await othersThanMarker(n8n.client, simulator, trigger, secret, early.length);
				expect(all.sort()).toEqual([...early].sort());
			} finally {
				await n8n.stop();
				await rm(userFolder, { recursive: true, force: true });
			}
		},
		limitOf(2),
	);

	it(
		'one whose confirmation was cut off by the death of n8n starts the workflow when it comes again',
		async () => {
			const installation = await ensureN8n({ say: () => undefined });
			const userFolder = await mkdtemp(join(tmpdir(), 'n8n-'));
			const [cutOff = '', other = ''] = [simulator.addTask().id, simulator.addTask().id];
			let n8n = await N8nInstance.start({ installation, userFolder });
			try {
				await n8n.client.setUpOwner(owner);
				const credential = await saveCredential(n8n.client, simulator, secret);
				const { workflowId, url } = await publish(n8n.client, triggerWorkflow(credential));
				simulator.fault({ on: 'status', when: 'first', kind: 'hang' });
				const lost = call({ url }, [cutOff]);
				await pWaitFor(() => simulator.ledger.statusRequestsOf(cutOff).length > 0);
				expect(await call({ url }, [other])).toEqual([200]);
				expect(await startedBy(n8n.client, workflowId, 1)).toEqual([other]);
				await n8n.crash();
				expect(await lost).toEqual([undefined]);

				n8n = await N8nInstance.start({ installation, userFolder });
				await n8n.client.logIn(owner);
				const again = { url: n8n.url + new URL(url).pathname };
				expect(await call(again, [cutOff])).toEqual([200]);
				const trigger = { workflowId, ...again };
				const all = await othersThanMarker(n8n.client, simulator, trigger, secret, 1);
				expect(all.sort()).toEqual([cutOff, other].sort());
			} finally {
				await n8n.stop();
				await rm(userFolder, { recursive: true, force: true });
			}
		},
		limitOf(2),
	);
});
