import type { Fault } from '../../tools/simulator/faults';
import type { Behaviour } from '../../tools/simulator/options';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { numberOf, PublicN8n, startRun } from './callbackStage';
import { callbackWorkflow, VIDEOS, DONE, type CallbackSettings } from './callbackWorkflow';
import { saveCredential } from '../../tools/n8n/sharedSession';
import { limitOf } from './timeLimit';

const ITEMS = 20;
const SECRET = 'callbacks-keep-this-secret';
/** Port 9 throws everything away; nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/';

const WHEN: Readonly<Record<string, (count: number) => boolean>> = {
	first: (count) => count === 1,
	last: (count) => count === ITEMS,
	everyThird: (count) => count % 3 === 0,
	all: () => true,
};

interface Trouble {
	readonly name: string;
	readonly behaviour?: Partial<Behaviour>;
	/** Which tries to call, counted from 1, meet nobody. */
	readonly turnedAway?: (count: number) => boolean;
	readonly fault?: Fault;
}

const TROUBLES: readonly Trouble[] = [
	...Object.entries(WHEN).flatMap(([when, hits]): Trouble[] => [
		{ name: `lost, ${when}`, behaviour: { webhookLost: (_, taskNumber) => hits(taskNumber) } },
		{
			name: `late, ${when}`,
			behaviour: { webhookDelaySeconds: (_, taskNumber) => (hits(taskNumber) ? 8 : 0) },
		},
		{ name: `not taken at first, ${when}`, turnedAway: (count) => count <= ITEMS && hits(count) },
		{
			name: `answered with 500 when it asks back, ${when}`,
			fault: { on: 'status', when: hits, times: ITEMS, kind: 'serverError' },
		},
	]),
	{ name: 'twice', behaviour: { webhookTimes: 2 } },
	{ name: 'three times at once', behaviour: { webhookTimes: 3, webhookAtOnce: true } },
	{
		name: 'out of order',
		behaviour: {
			webhookEvents: { created: true, progress: true },
			webhookOrder: 'endFirst',
			webhookDelaySeconds: (_, taskNumber) => taskNumber % 4,
		},
	},
];

const CASES = TROUBLES.flatMap((trouble) =>
	(['continueRegularOutput', 'continueErrorOutput'] as const).map((onError) => ({
		...trouble,
		onError,
	})),
);

interface DoneItem {
	readonly number: number;
	readonly taskId?: string;
	readonly details?: { readonly taskId: string };
}

describe('callbacks that go wrong, of 20 items each, side by side', () => {
	const begun = new Map<unknown, Promise<{ simulator: Simulator; executionId: string }>>();
	const simulators: Simulator[] = [];
	let n8n: PublicN8n;

	const begin = async (
		{ behaviour, turnedAway, fault }: Trouble,
		onError: CallbackSettings['onError'],
	) => {
		let calls = 0;
		const simulator = await startSimulator({
			taskSeconds: (_, taskNumber) => 15 + (taskNumber % 5),
			outcome: (_, taskNumber) =>
				taskNumber === 4 ? { failed: { code: 10_000, message: 'the sky fell' } } : 'completed',
			accountConcurrency: 200,
			webhookRoute: (endpoint) =>
				turnedAway?.(++calls) === true ? NOWHERE : n8n.routeTo(endpoint),
			...behaviour,
		});
		simulators.push(simulator);
		if (fault) simulator.fault(fault);
		const credential = await saveCredential(n8n.client, simulator, SECRET);
		const workflow = callbackWorkflow(credential, {
			count: ITEMS,
			onError,
			taskOptions: { timeout: 90 },
		});
		return { simulator, executionId: await startRun(n8n.client, workflow) };
	};

	beforeAll(async () => {
		n8n = await PublicN8n.open();
		for (const played of CASES) {
			const beginning = begin(played, played.onError);
			begun.set(played, beginning);
			await beginning;
		}
	}, limitOf(1));

	afterAll(async () => {
		await Promise.all(simulators.map(async (simulator) => await simulator.close()));
		await n8n?.close();
	});

	it.each(CASES)(
		'$name, $onError',
		async (played) => {
			const { simulator, executionId } = (await begun.get(played)) ?? {};
			if (!simulator || !executionId) throw new Error('It was not begun');
			const execution = await n8n.client.executionEnd(executionId);
			expect(execution.failure).toBeUndefined();
			const made = simulator.ledger.createdTasks();
			expect(made.map(numberOf).sort((a, b) => a - b)).toEqual([...Array(ITEMS).keys()]);
			const outputs = [0, 1].map((output) => execution.items(VIDEOS, output));
			const items = outputs.flat();
			const ids = items.map(({ json }) => {
				const { taskId } = (json.details ?? json) as { taskId?: string };
				return taskId;
			});
			expect(ids.sort()).toEqual(made.map(({ id }) => id).sort());
			for (const { json } of execution.items(DONE)) {
				const { taskId, number, details } = json as unknown as DoneItem;
				const task = simulator.ledger.task(taskId ?? details?.taskId ?? '');
				expect(task && numberOf(task)).toBe(number);
			}
			const text = JSON.stringify(await n8n.client.storedExecution(executionId));
			expect(text).not.toContain(SECRET);
			expect(text).not.toContain(simulator.apiKey);
		},
		400_000,
	);

	it('and the log holds no secret', () => {
		expect(n8n.log).not.toContain(SECRET);
		for (const { apiKey } of simulators) expect(n8n.log).not.toContain(apiKey);
	});
});
