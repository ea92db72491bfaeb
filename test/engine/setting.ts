import type { INodeParameters } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import type { SimulatorOptions } from '../../tools/simulator/options';
import {
	runWorkflow,
	startWorkflow,
	useFastClock,
	type RunOptions,
	type StartedWorkflow,
	type TestClock,
	type WorkflowRun,
} from '../../tools/engine';

export const API_KEY = 'key-that-nobody-may-see';
export const WEBHOOK_SECRET = 'secret-that-nobody-may-see';

/** A simulated PiAPI and the Midjourney node, on the same fast clock. */
export interface Setting {
	readonly piApi: Simulator;
	/** Runs the node; the credential leads to the simulator. */
	run(parameters: INodeParameters, more?: Partial<RunOptions>): Promise<WorkflowRun>;
	start(parameters: INodeParameters, more?: Partial<RunOptions>): StartedWorkflow;
	/** The time of its clock. Milliseconds since the epoch. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** Waits for something that has to happen; fails when it does not. */
	until(condition: () => boolean): Promise<void>;
	/** Every task created must be known to someone: an item, an error, a log line. Returns those that are not. */
	lostTasks(run: WorkflowRun): string[];
	close(): Promise<void>;
}

/** A setting with a clock of its own, which the engine follows until it is closed. */
export async function openSetting(
	options: SimulatorOptions & { speed?: number } = {},
): Promise<Setting> {
	const { speed = 20, ...behaviour } = options;
	const clock = useFastClock(speed);
	const setting = await openSettingOn(clock, behaviour);
	return {
		...setting,
		close: async () => {
			clock.restore();
			await setting.close();
		},
	};
}

/** A setting on a clock that is installed already, so that several can be open side by side. */
export async function openSettingOn(
	clock: TestClock,
	behaviour: SimulatorOptions = {},
): Promise<Setting> {
	const piApi = await startSimulator({ apiKey: API_KEY, clock, ...behaviour });
	const optionsOf = (parameters: INodeParameters, more: Partial<RunOptions>): RunOptions => ({
		parameters,
		...more,
		credentials: {
			apiKey: API_KEY,
			webhookSecret: WEBHOOK_SECRET,
			baseUrl: piApi.url,
			uploadUrl: piApi.uploadUrl,
			...more.credentials,
		},
	});
	return {
		piApi,
		run: async (parameters, more = {}) => await runWorkflow(optionsOf(parameters, more)),
		start: (parameters, more = {}) => startWorkflow(optionsOf(parameters, more)),
		now: () => clock.now(),
		sleep: async (milliseconds) => await clock.sleep(milliseconds),
		until: async (condition) => {
			for (let rounds = 0; !condition(); rounds++) {
				if (rounds > 1000) throw new Error('It did not happen');
				await clock.sleep(100);
			}
		},
		lostTasks: (run) => {
			const told = JSON.stringify([
				run.output,
				run.errorOutput,
				run.error?.message,
				run.error?.description,
				run.logs,
			]);
			return piApi.ledger
				.createdTasks()
				.map(({ id }) => id)
				.filter((id) => !told.includes(id));
		},
		close: async () => await piApi.close(),
	};
}

export const ORIGIN = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

export const locator = (value: unknown, mode = 'id') =>
	({ __rl: true, mode, value }) as INodeParameters;

/** Most tests are not about files. */
export const NO_DOWNLOAD: INodeParameters = { downloadFiles: false };

export const reroll = (more: INodeParameters = {}): INodeParameters => ({
	operation: 'reroll',
	originTaskId: locator(ORIGIN),
	...NO_DOWNLOAD,
	...more,
});

export const imagine = (prompt: string, more: INodeParameters = {}): INodeParameters => ({
	operation: 'imagine',
	prompt,
	...NO_DOWNLOAD,
	...more,
});

/** The rows of a field that takes several files. */
export const files = (...locators: INodeParameters[]): INodeParameters => ({
	items: locators.map((file) => ({ file })),
});

/** Items with a number each. */
export const items = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ json: { number: index } }));

/** The bodies of all requests that made, or should have made, a task. */
export const bodies = (piApi: Simulator): unknown[] =>
	piApi.ledger.requestsTo('create').map(({ body }) => body);
