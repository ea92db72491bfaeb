import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowRun } from '../../tools/engine';
import { imagine, locator, type Setting } from '../engine/setting';
import type { FaultKind } from '../../tools/simulator/faults';
import { outOfBalance, promptOf } from './balance';
import { casesOf, plainTarget, requestsOf, type FaultCase } from './cases';
import { SETTINGS_OF } from './conditions';
import type { Target } from './plays';
import { inputItems, nodeSettings, SETTLED_AFTER, SPEED, stopMidway, testEach } from './runCase';

/** Where the history has to be read in time, and where requests are counted that a fast clock leaves no time for. */
const SLOW_SPEED = 10;

/** Short only where nothing else would end the run; on a busy machine the fast clock runs ahead. */
const taskOptionsFor = (target: Target, kind: FaultKind): INodeParameters => ({
	webhookUrl: 'https://example.com/hook',
	timeout: target === 'status' || kind === 'keyRevoked' ? 300 : 3_000,
});

/** `promptOf`, as an expression. */
export const PROMPT = `=${promptOf(0).replace('0', '{{ $json.number }}')}`;

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

async function runOnce(
	target: Target,
	played: FaultCase,
	setting: Setting,
	isStopped: boolean,
): Promise<WorkflowRun> {
	const { on, items } = requestsOf(target);
	const { parameters, nodeType } = nodeFor(target, played.play.kind);
	const more = { nodeType, items: inputItems(items), settings: nodeSettings(played) };
	if (!isStopped) return await setting.run(parameters, more);
	const started = setting.start(parameters, more);
	const hasBegun = (): boolean => setting.piApi.ledger.requestsTo(on).length > 0;
	const run = await stopMidway(setting, started, hasBegun, played);
	await setting.sleep(SETTLED_AFTER);
	return run;
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

/** Makes a test of each case of the targets. */
export const testCasesOf = (...targets: readonly Target[]): void =>
	testEach({
		cases: targets.flatMap((target) => casesOf(target).map((one) => ({ ...one, target }))),
		title: '$target',
		speed: targets.some(isSlow) ? SLOW_SPEED : SPEED,
		behaviourOf: ({ play: { condition } }) => (condition ? SETTINGS_OF[condition] : {}),
		play: async ({ target, ...played }, setting) => await play(target, played, setting),
	});
