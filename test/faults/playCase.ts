import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { useScaledClock, type StartedWorkflow, type WorkflowRun } from '../engine/harness';
import { imagine, locator, openSettingOn, type Setting } from '../engine/setting';
import type { FaultKind } from '../simulator/faults';
import { outOfBalance, promptOf } from './balance';
import { casesOf, plainTarget, requestsOf, type FaultCase, type Target } from './cases';
import { CONDITIONS } from './conditions';

/** Faster, and a slow machine would take a request for one that got no answer. */
const SPEED = 30;
/** Where the history has to be read in time, and where requests are counted that a fast clock leaves no time for. */
const SLOW_SPEED = 10;
/** Milliseconds of the scaled clock: longer than a create may take to be found again after a stop. */
const SETTLED_AFTER = 300_000;

const ON_ERROR: Readonly<Record<FaultCase['way'], INode['onError']>> = {
	stop: 'stopWorkflow',
	stopped: 'stopWorkflow',
	continue: 'continueRegularOutput',
	errorOutput: 'continueErrorOutput',
};

/** Short only where nothing else would end the run; on a busy machine the fast clock runs ahead. */
const taskOptionsFor = (target: Target, kind: FaultKind): INodeParameters => ({
	webhookUrl: 'https://example.com/hook',
	timeout: target === 'look' || kind === 'keyRevoked' ? 300 : 3_000,
});

/** `promptOf`, as an expression. */
const PROMPT = `=${promptOf(0).replace('0', '{{ $json.number }}')}`;

/** Whether nothing but the speed of the machine keeps the history from being read. */
const hasHistory = (target: Target): boolean =>
	target === 'lost' || target === 'executions' || target === 'credit';

const isSlow = (target: Target): boolean => hasHistory(target) || target.startsWith('wait-');

const nodeFor = (
	whole: Target,
	kind: FaultKind,
): { nodeType?: string; parameters: INodeParameters } => {
	const target = plainTarget(whole);
	const taskOptions = taskOptionsFor(target, kind);
	if (target === 'upload') {
		const imageUrl = locator('data', 'binary');
		return { parameters: { operation: 'describe', imageUrl, taskOptions } };
	}
	if (target !== 'download') return { parameters: imagine(PROMPT, { taskOptions }) };
	return {
		nodeType: 'n8n-nodes-piapi-unified.piApi',
		parameters: {
			resource: 'flux',
			operation: 'generateImage',
			model: 'Qubico/flux1-schnell',
			prompt: PROMPT,
			downloadFiles: true,
			taskOptions,
		},
	};
};

const inputItems = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({
		json: { number },
		binary: {
			data: {
				data: Buffer.from(`picture ${number}`).toString('base64'),
				mimeType: 'image/png',
				fileName: `${number}.png`,
			},
		},
	}));

/** A moment in the run, the same for the same case at each time. */
const momentOf = ({ name, when }: FaultCase): number =>
	[...`${name}${when}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 20_000, 7);

async function stopMidway(
	setting: Setting,
	started: StartedWorkflow,
	hasBegun: () => boolean,
	moment: number,
): Promise<WorkflowRun> {
	for (let rounds = 0; !hasBegun() && rounds < 1_000; rounds++) await setting.sleep(500);
	await setting.sleep(moment);
	started.stop();
	const run = await started.ended;
	await setting.sleep(SETTLED_AFTER);
	return run;
}

async function runOnce(
	target: Target,
	played: FaultCase,
	setting: Setting,
	isStopped: boolean,
): Promise<WorkflowRun> {
	const { on, items } = requestsOf(target);
	const { parameters, nodeType } = nodeFor(target, played.play.kind);
	const more = {
		nodeType,
		items: inputItems(items),
		settings: {
			onError: ON_ERROR[played.way],
			retryOnFail: played.retryOnFail,
			maxTries: 2,
			waitBetweenTries: 10,
		},
	};
	if (!isStopped) return await setting.run(parameters, more);
	const started = setting.start(parameters, more);
	const hasBegun = (): boolean => setting.piApi.ledger.requestsTo(on).length > 0;
	return await stopMidway(setting, started, hasBegun, momentOf(played));
}

/** Resolves with whether the fault happened. */
async function play(target: Target, played: FaultCase, setting: Setting): Promise<boolean> {
	const { on, usual, items, executions } = requestsOf(target);
	const { condition: _condition, ways: _ways, ...fault } = played.play;
	if (plainTarget(target) === 'history') {
		setting.piApi.fault({ on: 'create', when: 'everyThird', kind: 'resetAfter' });
	}
	// Something that an answer about another task can be about.
	if (fault.kind === 'anotherTask') setting.piApi.addTask();
	setting.piApi.fault({ on, when: played.when, total: usual, ...fault });
	const runs = await Promise.all(
		Array.from({ length: executions }, async (_, index) => {
			const isStopped = played.way === 'stopped' && index === 0;
			return await runOnce(target, played, setting, isStopped);
		}),
	);
	const facts = {
		items,
		hasPrompts: plainTarget(target) !== 'upload',
		hasHistory: hasHistory(target),
	};
	expect(outOfBalance({ setting, played, runs, ...facts })).toEqual([]);
	return setting.piApi.ledger.requestsTo(on).some((request) => request.fault !== undefined);
}

/** Whether nothing but the speed of the machine keeps the fault from happening. */
const isSure = ({ way, when }: FaultCase): boolean =>
	way !== 'stopped' && (when === 'first' || when === 'all');

/** On a busy machine the fast clock may end a run before its fault; that must stay rare. */
const LEAST_SHARE = 0.9;

/** Makes a test of each case of the targets; they run side by side, on one fast clock. */
export function testCasesOf(...targets: readonly Target[]): void {
	const clock = useScaledClock(targets.some(isSlow) ? SLOW_SPEED : SPEED);
	const happened: boolean[] = [];

	afterAll(() => {
		clock.restore();
		const hits = happened.filter(Boolean).length;
		expect(hits).toBeGreaterThanOrEqual(happened.length * LEAST_SHARE);
	});

	const cases = targets.flatMap((target) => casesOf(target).map((one) => ({ ...one, target })));

	if (cases.length === 0) {
		it('has no case of this fault', () => expect(process.env.FAULT).toBeDefined());
		return;
	}

	it.concurrent.each(cases)(
		'$target | $name | $when | retry $retryOnFail | $way',
		async ({ target, ...played }) => {
			const setting = await openSettingOn(clock, {
				taskSeconds: 5,
				maxConcurrent: 8,
				accountConcurrency: 8,
				...(played.play.condition && CONDITIONS[played.play.condition]),
			});
			// Painting pictures would stop the fast clock's only process for long.
			const image = setting.piApi.bigFile(50_000, 'picture.png');
			setting.piApi.behaviour.outcome = () => ({ output: { image_url: image } });
			try {
				const isHit = await play(target, played, setting);
				if (isSure(played)) happened.push(isHit);
			} finally {
				await setting.close();
			}
		},
	);
}
