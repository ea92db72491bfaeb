import type { INodeParameters } from 'n8n-workflow';
import { startWorkflow } from '../tools/engine';
import type { Fault } from '../tools/simulator/faults';
import type { RequestKind } from '../tools/simulator/requestRecord';
import { inRounds, type Bench, type Round } from './bench';
import { atMost, figuresOf, type Figure } from './figure';
import { credentialsFor, runItems } from './nodeRun';

const ITEMS = 20;
const WINDOW = 20_000;
const SPEED = 4;
const MOST_REQUESTS = 40;

async function benchCredit(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const status of [200, 400, 402, 500] as const) {
		const fault = { on: 'create', every: 1, kind: 'noCredit', status } as const;
		const plan = { taskSeconds: 2, accountConcurrency: ITEMS, faults: [fault] };
		const settings = { onError: 'continueRegularOutput' } as const;
		const rounds = await inRounds(
			bench,
			async (round) => await runItems(round, plan, ITEMS, { settings }),
		);
		const figure = figuresOf(`${ITEMS} items without credit, told with HTTP ${status}`, rounds);
		figures.push(figure('in all', ({ seconds }) => seconds, { unit: 's', goal: atMost(5) }));
	}
	return figures;
}

const WAITS: ReadonlyArray<readonly [words: string, retryAfter: Fault['retryAfter']]> = [
	['0', 0],
	['in the past', { secondsFromNow: -3600 }],
	['3600', 3600],
];

const KINDS: ReadonlyArray<readonly [kind: RequestKind, words: string]> = [
	['create', 'create'],
	['status', 'status request'],
	['account', 'account'],
	['file', 'file'],
];

const withFile: INodeParameters = {
	resource: 'flux',
	operation: 'generateImage',
	model: 'Qubico/flux1-schnell',
	prompt: 'a fox',
	downloadFiles: true,
};

/** Requests of one item in 20 seconds, where each of a kind is told to wait. */
async function requestsUnder(
	round: Round,
	on: RequestKind,
	retryAfter: Fault['retryAfter'],
): Promise<number> {
	const address = await round.open({
		taskSeconds: 1,
		faults: [{ on, every: 1, kind: 'rateLimited', retryAfter }],
	});
	const started = startWorkflow({
		mode: 'trigger',
		nodeType: 'n8n-nodes-piapi-unified.piApi',
		parameters: withFile,
		credentials: credentialsFor(address),
	});
	await round.clock.sleep(WINDOW);
	const { requests } = await round.story();
	started.stop();
	await started.ended;
	return requests;
}

async function benchRetryAfter(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const [on, kind] of KINDS) {
		for (const [words, retryAfter] of WAITS) {
			const rounds = await inRounds(
				bench,
				async (round) => await requestsUnder(round, on, retryAfter),
				SPEED,
			);
			const figure = figuresOf(`Retry-After ${words} on each ${kind}`, rounds);
			const what = `requests in ${WINDOW / 1000} s`;
			figures.push(figure(what, (requests) => requests, { goal: atMost(MOST_REQUESTS) }));
		}
	}
	return figures;
}

/** What refusals cost: how long a run without credit takes, and how often a busy PiAPI is asked. */
export const benchRefusals = async (bench: Bench): Promise<Figure[]> => [
	...(await benchCredit(bench)),
	...(await benchRetryAfter(bench)),
];
