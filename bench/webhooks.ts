import { setTimeout as sleep } from 'node:timers/promises';

import type { FileNode } from '../converter/workflow/workflowFile';
import { webhookUrls } from '../tools/n8n/webhooks';
import type { DeliveryRecord } from '../tools/simulator/deliveries';
import { node } from '../tools/pairs/workflows';
import { inRounds, type Bench } from './bench';
import { atMost, figuresOf, ratioAtMost, type Figure } from './figure';
import { onStage, type Stage } from './stage';
import { inLine, ownNode } from './workflows';

const CALLS = 300;
const AT_ONCE = 10;
const BURST = 1_000;
const BURST_AT_ONCE = 50;

/** What n8n keeps up with; at 50 a second its memory grows beyond 20 GB. */
const STEADY_A_SECOND = [5, 10, 15];
/** In quick mode the tail of the answer times does not show. */
const STEADY_SECONDS = { usual: 60, quick: 10 };

const TRIGGER = 'Trigger';

interface Published {
	readonly workflowId: string;
	readonly url: string;
}

async function publish({ n8n: { client }, add }: Stage, trigger: FileNode): Promise<Published> {
	const workflowId = await add(inLine([trigger]));
	await client.activate(workflowId);
	const { production: url } = await webhookUrls(client, workflowId, TRIGGER);
	return { workflowId, url };
}

const emptyTrigger = node(TRIGGER, 'n8n-nodes-empty-trigger.emptyTrigger', {});

const piApiTrigger = (stage: Stage, verifyWithPiApi: boolean): FileNode =>
	ownNode(stage, TRIGGER, 'piApiTrigger', {
		events: ['completed'],
		options: { verifyWithPiApi },
	});

/** More than n8n keeps up with: what it still owes when nothing has finished for so long, it does not run any more. */
const PATIENCE = 60_000;

/** Waits until so many executions have finished; resolves with how many have, and when the last one did. */
async function allEnded(
	{ n8n: { client } }: Stage,
	workflowId: string,
	expected: number,
): Promise<{ ended: number; at: number }> {
	let ended = 0;
	let at = performance.now();
	while (ended < expected && performance.now() - at < PATIENCE) {
		await sleep(100);
		const now = (await client.executionsOf(workflowId)).ended;
		if (now > ended) at = performance.now();
		ended = now;
	}
	return { ended, at };
}

type Send = (stage: Stage, endpoint: string, taskIds: string[]) => Promise<DeliveryRecord[]>;

const atOnce =
	(concurrency: number): Send =>
	async ({ piApi, secret }, endpoint, taskIds) =>
		await piApi.notifyMany(taskIds, { endpoint, secret, concurrency });

/** Whether or not the ones before are answered. */
const evenly =
	(aSecond: number): Send =>
	async ({ piApi, secret }, endpoint, taskIds) => {
		const sent = taskIds.map(async (id, index) => {
			await sleep((index * 1000) / aSecond);
			return await piApi.notify(id, { endpoint, secret, tries: 1 });
		});
		return (await Promise.all(sent)).flat();
	};

/** Sends webhooks of as many tasks, and waits until their executions have finished. */
async function call(stage: Stage, { workflowId, url }: Published, count: number, send: Send) {
	const { n8n, piApi } = stage;
	const taskIds = Array.from({ length: count }, () => piApi.addTask().id);
	const before = (await n8n.client.executionsOf(workflowId)).ended;
	const startedAt = performance.now();
	const deliveries = await send(stage, url, taskIds);
	const taken = deliveries.filter(({ answered }) => answered === 200);
	const { ended, at } = await allEnded(stage, workflowId, before + taken.length);
	return {
		/** Times of the answers, in milliseconds. */
		...piApi.ledger.answerTimes(deliveries),
		lost: count - taken.length,
		/** Executions that have finished, each of a webhook that was taken. */
		ended: ended - before,
		/** Until the last execution has finished, from the first call on. */
		seconds: (at - startedAt) / 1000,
	};
}

/** Webhooks at the same time, all of which n8n has to take. */
async function callAll(stage: Stage, trigger: Published, count: number, concurrency = AT_ONCE) {
	const called = await call(stage, trigger, count, atOnce(concurrency));
	if (called.lost > 0) throw new Error(`${called.lost} of ${count} webhooks were not taken`);
	return called;
}

async function benchBurst(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async (stage) => {
		const triggers = {
			empty: await publish(stage, emptyTrigger),
			unconfirmed: await publish(stage, piApiTrigger(stage, false)),
			confirmed: await publish(stage, piApiTrigger(stage, true)),
		};
		for (const trigger of Object.values(triggers)) await callAll(stage, trigger, 50);
		const rounds = await inRounds(bench, async () => ({
			empty: await callAll(stage, triggers.empty, CALLS),
			unconfirmed: await callAll(stage, triggers.unconfirmed, CALLS),
			confirmed: await callAll(stage, triggers.confirmed, CALLS),
		}));
		const burst = await callAll(stage, triggers.confirmed, BURST, BURST_AT_ONCE);
		const timed = {
			unit: 'ms',
			against: ['empty trigger', ({ empty }: (typeof rounds)[number]) => empty.median],
		} as const;
		const calls = `${CALLS} webhooks, ${AT_ONCE} at once`;
		const figure = figuresOf('', rounds);
		const ofBurst = figuresOf(`${BURST} webhooks, ${BURST_AT_ONCE} at once, confirmed`, [burst]);
		return [
			figure(`${calls}, unconfirmed: median answer`, ({ unconfirmed }) => unconfirmed.median, {
				...timed,
				goal: ratioAtMost(1.25),
			}),
			figure(`${calls}, confirmed: median answer`, ({ confirmed }) => confirmed.median, {
				...timed,
				note: 'with one status request about the task',
			}),
			ofBurst('executions a second', ({ seconds }) => BURST / seconds, { unit: '1/s' }),
			ofBurst('median answer', ({ median }) => median, {
				unit: 'ms',
				note: `95 % within ${Math.round(burst.p95)} ms, longest ${Math.round(burst.max)} ms`,
			}),
		];
	});
}

async function benchSteady(
	{ stop }: Bench,
	aSecond: number,
	forSeconds: number,
): Promise<Figure[]> {
	return await onStage(stop, {}, async (stage) => {
		const triggers = {
			empty: await publish(stage, emptyTrigger),
			unconfirmed: await publish(stage, piApiTrigger(stage, false)),
			confirmed: await publish(stage, piApiTrigger(stage, true)),
		};
		for (const trigger of Object.values(triggers)) await callAll(stage, trigger, 50);
		const measure = async (trigger: Published) =>
			await call(stage, trigger, aSecond * forSeconds, evenly(aSecond));
		const empty = await measure(triggers.empty);
		const unconfirmed = await measure(triggers.unconfirmed);
		const confirmed = await measure(triggers.confirmed);
		const named = `${aSecond} webhooks a second for ${forSeconds} s`;
		const median = (name: string, called: typeof empty) =>
			figuresOf(`${named}, ${name}`, [called])('median answer', ({ median: value }) => value, {
				unit: 'ms',
				against: ['empty trigger', () => empty.median],
				goal: ratioAtMost(1.1),
				note: `95 % within ${Math.round(called.p95)} ms; empty: ${Math.round(empty.p95)} ms`,
			});
		const figure = figuresOf(`${named}, confirmed`, [confirmed]);
		return [
			median('unconfirmed', unconfirmed),
			median('confirmed', confirmed),
			figure('until all executions ended', ({ seconds }) => seconds, {
				unit: 's',
				against: ['empty trigger', () => empty.seconds],
			}),
			figure('executions', ({ ended }) => ended, {
				against: ['empty trigger', () => empty.ended],
			}),
			figure('webhooks not taken, for PiAPI to repeat', ({ lost }) => lost, {
				goal: atMost(empty.lost),
				note: 'the goal is what the empty trigger does not take',
			}),
		];
	});
}

/** The answer times of the trigger against those of one that does nothing, in a real n8n. */
export async function benchWebhooks(bench: Bench): Promise<Figure[]> {
	const figures = await benchBurst(bench);
	const forSeconds = bench.rounds > 1 ? STEADY_SECONDS.usual : STEADY_SECONDS.quick;
	for (const aSecond of STEADY_A_SECOND) {
		figures.push(...(await benchSteady(bench, aSecond, forSeconds)));
	}
	return figures;
}
