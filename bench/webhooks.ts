import { setTimeout as sleep } from 'node:timers/promises';
import waitFor from 'p-wait-for';

import type { FileNode } from '../converter/workflow/workflowFile';
import { webhookUrls } from '../tools/n8n/webhooks';
import { node } from '../tools/pairs/workflows';
import { inRounds, type Bench } from './bench';
import { EMPTY_TRIGGER } from './emptyTrigger';
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

const emptyTrigger = node(TRIGGER, EMPTY_TRIGGER, {});

const piApiTrigger = (stage: Stage, verifyWithPiApi: boolean): FileNode =>
	ownNode(stage, TRIGGER, 'piApiTrigger', {
		events: ['completed'],
		options: { verifyWithPiApi },
	});

/** Sends webhooks of as many tasks; their answer times in milliseconds, and how long until all have run, in seconds. */
async function call(
	{ n8n: { client }, piApi, secret }: Stage,
	{ workflowId, url }: Published,
	count: number,
	concurrency: number,
): Promise<{ median: number; p95: number; max: number; seconds: number }> {
	const ids = Array.from({ length: count }, () => piApi.addTask().id);
	const before = (await client.executionsOf(workflowId)).ended;
	const startedAt = performance.now();
	const deliveries = await piApi.notifyMany(ids, { endpoint: url, secret, concurrency });
	const lost = deliveries.filter(({ answered }) => answered !== 200).length;
	if (lost > 0) throw new Error(`${lost} of ${count} webhooks were not taken`);
	await waitFor(async () => (await client.executionsOf(workflowId)).ended >= before + count, {
		interval: 100,
	});
	const seconds = (performance.now() - startedAt) / 1000;
	const { median, p95, max } = piApi.ledger.answerTimes(deliveries);
	return { median, p95, max, seconds };
}

interface Pace {
	readonly aSecond: number;
	readonly forSeconds: number;
}

interface Steady {
	readonly median: number;
	readonly p95: number;
	readonly lost: number;
	/** Executions that have finished, each of a webhook that was taken. */
	readonly ended: number;
	/** Until the last execution has finished, from the first call on. */
	readonly seconds: number;
}

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
		await sleep(250);
		const now = (await client.executionsOf(workflowId)).ended;
		if (now > ended) at = performance.now();
		ended = now;
	}
	return { ended, at };
}

/** Webhooks that come evenly, whether or not the ones before are answered. */
async function callSteadily(
	stage: Stage,
	{ workflowId, url }: Published,
	{ aSecond, forSeconds }: Pace,
): Promise<Steady> {
	const { n8n, piApi, secret } = stage;
	const count = aSecond * forSeconds;
	const ids = Array.from({ length: count }, () => piApi.addTask().id);
	const before = (await n8n.client.executionsOf(workflowId)).ended;
	const startedAt = performance.now();
	const sent = ids.map(async (id, index) => {
		await sleep((index * 1000) / aSecond);
		return await piApi.notify(id, { endpoint: url, secret, tries: 1 });
	});
	const deliveries = (await Promise.all(sent)).flat();
	const taken = deliveries.filter(({ answered }) => answered === 200);
	const { ended, at } = await allEnded(stage, workflowId, before + taken.length);
	const { median, p95 } = piApi.ledger.answerTimes(deliveries);
	const seconds = (at - startedAt) / 1000;
	return { median, p95, lost: count - taken.length, ended: ended - before, seconds };
}

async function benchBurst(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async (stage) => {
		const triggers = {
			empty: await publish(stage, emptyTrigger),
			unconfirmed: await publish(stage, piApiTrigger(stage, false)),
			confirmed: await publish(stage, piApiTrigger(stage, true)),
		};
		for (const trigger of Object.values(triggers)) await call(stage, trigger, 50, AT_ONCE);
		const rounds = await inRounds(bench, async () => ({
			empty: await call(stage, triggers.empty, CALLS, AT_ONCE),
			unconfirmed: await call(stage, triggers.unconfirmed, CALLS, AT_ONCE),
			confirmed: await call(stage, triggers.confirmed, CALLS, AT_ONCE),
		}));
		const burst = await call(stage, triggers.confirmed, BURST, BURST_AT_ONCE);
		const timed = {
			unit: 'ms',
			against: ['empty trigger', ({ empty }: (typeof rounds)[number]) => empty.median],
		} as const;
		const calls = `${CALLS} webhooks, ${AT_ONCE} at once`;
		const ofBurst = figuresOf(`${BURST} webhooks, ${BURST_AT_ONCE} at once, confirmed`, [burst]);
		return [
			figuresOf(`${calls}, unconfirmed`, rounds)(
				'median answer',
				({ unconfirmed }) => unconfirmed.median,
				{
					...timed,
					goal: ratioAtMost(1.25),
				},
			),
			figuresOf(`${calls}, confirmed`, rounds)(
				'median answer',
				({ confirmed }) => confirmed.median,
				{
					...timed,
					note: 'with one status request about the task',
				},
			),
			ofBurst('executions a second', ({ seconds }) => BURST / seconds, { unit: '1/s' }),
			ofBurst('median answer', ({ median }) => median, {
				unit: 'ms',
				note: `95 % within ${Math.round(burst.p95)} ms, longest ${Math.round(burst.max)} ms`,
			}),
		];
	});
}

async function benchSteady({ stop }: Bench, pace: Pace): Promise<Figure[]> {
	return await onStage(stop, {}, async (stage) => {
		const triggers = [
			await publish(stage, emptyTrigger),
			await publish(stage, piApiTrigger(stage, true)),
		] as const;
		for (const trigger of triggers) await call(stage, trigger, 50, AT_ONCE);
		const empty = await callSteadily(stage, triggers[0], pace);
		const own = await callSteadily(stage, triggers[1], pace);
		const figure = figuresOf(
			`${pace.aSecond} webhooks a second for ${pace.forSeconds} s, confirmed`,
			[own],
		);
		return [
			figure('median answer', ({ median }) => median, {
				unit: 'ms',
				against: ['empty trigger', () => empty.median],
				goal: ratioAtMost(1.1),
				note: `95 % within ${Math.round(own.p95)} ms; empty: ${Math.round(empty.p95)} ms`,
			}),
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
		figures.push(...(await benchSteady(bench, { aSecond, forSeconds })));
	}
	return figures;
}
