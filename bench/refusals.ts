import type { INodeParameters } from 'n8n-workflow';
import { startWorkflow } from '../tools/engine';
import type { Fault } from '../tools/simulator/faults';
import type { RequestKind } from '../tools/simulator/ledger';
import { atSpeed } from './atSpeed';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { imagine, itemsOf, timeNode } from './nodeRun';

const ITEMS = 20;
const WINDOW = 20_000;
const SPEED = 4;
const MOST_REQUESTS = 40;

async function benchCredit(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const status of [200, 400, 402, 500] as const) {
		const rounds = await inRounds(bench, async () => {
			const address = await bench.host.open({
				taskSeconds: 2,
				accountConcurrency: ITEMS,
				faults: [{ on: 'create', every: 1, kind: 'noCredit', status }],
			});
			const { seconds } = await timeNode(address, {
				parameters: imagine(),
				items: itemsOf(ITEMS),
				settings: { onError: 'continueRegularOutput' },
			});
			return seconds;
		});
		figures.push({
			name: `${ITEMS} items without credit, told with HTTP ${status}: in all`,
			unit: 's',
			rounds,
			goal: { of: 'value', is: 'at most', value: 5 },
		});
	}
	return figures;
}

const WAITS: ReadonlyArray<readonly [words: string, retryAfter: Fault['retryAfter']]> = [
	['0', 0],
	['in the past', { secondsFromNow: -3600 }],
	['3600', 3600],
];

const KINDS: readonly RequestKind[] = ['create', 'status', 'account', 'file'];

const withFile: INodeParameters = {
	resource: 'flux',
	operation: 'generateImage',
	model: 'Qubico/flux1-schnell',
	prompt: 'a fox',
	downloadFiles: true,
};

/** Requests of one item in 20 seconds, where each of a kind is told to wait. */
async function requestsUnder(
	{ host }: Bench,
	on: RequestKind,
	retryAfter: Fault['retryAfter'],
): Promise<number> {
	return await atSpeed(SPEED, async (clock, timing) => {
		const { url, uploadUrl, apiKey } = await host.open({
			taskSeconds: 1,
			clock: timing,
			faults: [{ on, every: 1, kind: 'rateLimited', retryAfter }],
		});
		const started = startWorkflow({
			mode: 'trigger',
			nodeType: 'n8n-nodes-piapi-unified.piApi',
			parameters: withFile,
			credentials: { apiKey, baseUrl: url, uploadUrl },
		});
		await clock.sleep(WINDOW);
		const { requestTimes } = await host.story();
		started.stop();
		await started.ended;
		return requestTimes.length;
	});
}

async function benchRetryAfter(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const on of KINDS) {
		for (const [words, retryAfter] of WAITS) {
			bench.stop.throwIfAborted();
			figures.push({
				name: `Retry-After ${words} on each ${on}: requests in ${WINDOW / 1000} s`,
				unit: '',
				rounds: await inRounds(bench, async () => await requestsUnder(bench, on, retryAfter)),
				goal: { of: 'value', is: 'at most', value: MOST_REQUESTS },
			});
		}
	}
	return figures;
}

/** What refusals cost: how long a run without credit takes, and how often a busy PiAPI is asked. */
export const benchRefusals = async (bench: Bench): Promise<Figure[]> => [
	...(await benchCredit(bench)),
	...(await benchRetryAfter(bench)),
];
