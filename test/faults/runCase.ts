import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import {
	useFastClock,
	type RunOptions,
	type StartedWorkflow,
	type WorkflowRun,
} from '../../tools/engine';
import { openSettingOn, type Setting } from '../engine/setting';
import type { SimulatorOptions } from '../../tools/simulator/options';
import type { FaultCase } from './cases';
import type { Way } from './plays';

/** Faster, and a slow machine would take a request for one that got no answer. */
export const SPEED = 30;
/** Milliseconds of the scaled clock: longer than a create may take to be found again after a stop. */
export const SETTLED_AFTER = 300_000;

/** The same for a create that is not searched for after the stop. */
const ANSWERED_AFTER = 90_000;

const ON_ERROR: Readonly<Record<Way, INode['onError']>> = {
	stop: 'stopWorkflow',
	stopped: 'stopWorkflow',
	continue: 'continueRegularOutput',
	errorOutput: 'continueErrorOutput',
};

/** n8n's settings of the node. */
export const nodeSettings = ({ way, retryOnFail }: FaultCase) => ({
	onError: ON_ERROR[way],
	retryOnFail,
	maxTries: 2,
	waitBetweenTries: 10,
});

/** `from` is the number of the first one. */
export const inputItems = (count: number, from = 0): INodeExecutionData[] =>
	Array.from({ length: count }, (_, index) => ({
		json: { number: from + index },
		binary: {
			data: {
				data: Buffer.from(`picture ${from + index}`).toString('base64'),
				mimeType: 'image/png',
				fileName: `${from + index}.png`,
			},
		},
	}));

/** A time in the run, the same for the same case at each time. */
const momentOf = ({ name, when }: FaultCase): number =>
	[...`${name}${when}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 20_000, 7);

/** Presses Stop some time after the run has begun. */
export async function stopMidway(
	setting: Setting,
	started: StartedWorkflow,
	hasBegun: () => boolean,
	played: FaultCase,
): Promise<WorkflowRun> {
	for (let rounds = 0; !hasBegun() && rounds < 1_000; rounds++) await setting.sleep(500);
	await setting.sleep(momentOf(played));
	started.stop();
	return await started.ended;
}

/** One execution. After a stop it is retried, with what n8n has stored of it. */
export async function runAndRetry(
	setting: Setting,
	parameters: INodeParameters,
	options: Partial<RunOptions>,
	played: FaultCase,
): Promise<WorkflowRun[]> {
	if (played.way !== 'stopped') return [await setting.run(parameters, options)];
	const executionId = 'stopped';
	const started = setting.start(parameters, { ...options, executionId });
	const hasBegun = (): boolean => setting.piApi.ledger.requestsTo('create').length > 0;
	const stopped = await stopMidway(setting, started, hasBegun, played);
	// It may have been quicker.
	if (stopped.error === undefined) return [stopped];
	const context = structuredClone(stopped.context);
	const retried = await setting.run(parameters, { ...options, context, executionId: 'retried' });
	await setting.sleep(ANSWERED_AFTER);
	return [stopped, retried];
}

/** Whether nothing but the speed of the machine keeps the fault from happening. */
const isSure = ({ way, when }: FaultCase): boolean =>
	way !== 'stopped' && (when === 'first' || when === 'all');

/** On a busy machine the fast clock may end a run before its fault; that must stay rare. */
const LEAST_SHARE = 0.9;

interface Cases<C> {
	readonly cases: readonly C[];
	/** What is before the fault in the name of a test; the reporter reads it. */
	readonly title: string;
	readonly speed: number;
	readonly behaviourOf?: (played: C) => SimulatorOptions;
	/** Resolves with whether the fault happened. */
	readonly play: (played: C, setting: Setting) => Promise<boolean>;
}

/** Makes a test of each case; they run side by side, on one fast clock. */
export function testEach<C extends FaultCase>({
	cases,
	title,
	speed,
	behaviourOf,
	play,
}: Cases<C>): void {
	const clock = useFastClock(speed);
	const happened: boolean[] = [];

	afterAll(() => {
		clock.restore();
		const hits = happened.filter(Boolean).length;
		expect(hits).toBeGreaterThanOrEqual(happened.length * LEAST_SHARE);
	});

	if (cases.length === 0) {
		it('has no case of this fault', () => expect(process.env.FAULT).toBeDefined());
		return;
	}

	it.concurrent.each(cases)(
		`${title} | $name | $when | retry $retryOnFail | $way`,
		async (played) => {
			const setting = await openSettingOn(clock, {
				taskSeconds: 5,
				maxConcurrent: 8,
				accountConcurrency: 8,
				...behaviourOf?.(played),
			});
			// Painting pictures would stop the fast clock's only process for long.
			const image = setting.piApi.bigFile(50_000, 'picture.png');
			const { outcome } = setting.piApi.behaviour;
			setting.piApi.behaviour.outcome = (request, number) => {
				const own = outcome(request, number);
				return own === 'completed' ? { output: { image_url: image } } : own;
			};
			try {
				const isHit = await play(played, setting);
				if (isSure(played)) happened.push(isHit);
			} finally {
				await setting.close();
			}
		},
	);
}
