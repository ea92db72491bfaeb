import type { INodeExecutionData } from 'n8n-workflow';

import type { WorkflowRun } from '../../tools/engine';
import { imagine, items, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({
		outcome: ({ input }) =>
			String(input.prompt).endsWith('bad')
				? {
						failed: {
							code: 10000,
							message: 'the prompt was refused',
							raw_message: 'invalid image',
						},
					}
				: 'completed',
	});
});

afterEach(async () => await setting.close());

const made = () => setting.piApi.ledger.createdTasks();
const taskOfPrompt = (prompt: string) =>
	made().find(({ request }) => request.input.prompt === prompt)?.id;

/** Every third task fails, one item has no prompt, one create is refused. */
const mixed: INodeExecutionData[] = items(20).map(({ json: { number } }) => ({
	json: { prompt: number === 7 ? '' : `picture ${number}${number % 3 === 0 ? ' bad' : ''}` },
}));
const mixedRun = async (onError: 'continueRegularOutput' | 'continueErrorOutput') =>
	await setting.run(imagine('={{ $json.prompt }}', { taskOptions: { maxConcurrentTasks: 1 } }), {
		items: mixed,
		settings: { onError },
	});
const isBad = (index: number): boolean => index % 3 === 0 || index === 7 || index === 11;

const itemNumbers = (run: INodeExecutionData[]): number[] =>
	run.map(({ pairedItem }) => (pairedItem as { item: number }).item);

describe('20 items with mixed outcomes', () => {
	beforeEach(() =>
		setting.piApi.fault({
			on: 'create',
			// One at a time, and item 7 sends nothing: the eleventh request is that of item 11.
			when: (count) => count === 11,
			kind: 'refusedInside200',
			message: 'no such aspect ratio',
		}),
	);

	/** On the regular output an item that failed has the task where a good one has it; n8n's error output allows no more keys. */
	const expectErrors = (failed: INodeExecutionData[], known: 'top' | 'details'): void => {
		for (const { json, pairedItem } of failed) {
			const { item } = pairedItem as { item: number };
			const { error, details, ...top } = json as {
				error: string;
				details: Record<string, unknown>;
			};
			const request = { model: 'midjourney', taskType: 'imagine' };
			expect(Object.keys(details)).toEqual([
				'type',
				'taskId',
				'status',
				'httpCode',
				'costUsd',
				'candidates',
			]);
			const none = { taskId: null, status: null, httpCode: null, costUsd: null, candidates: [] };
			expect(error).toContain(`[item ${item}]`);
			if (item === 7) {
				expect(error).toContain('Prompt is empty');
				expect(top).toEqual({});
			} else if (item === 11) {
				expect(error).toContain('no such aspect ratio');
				expect(details).toEqual({ ...none, type: 'invalid', httpCode: '400' });
				expect(top).toEqual(known === 'top' ? request : {});
			} else {
				const taskId = taskOfPrompt(`picture ${item} bad`);
				expect(details).toEqual({ ...none, type: 'failed', taskId, status: 'failed', costUsd: 0 });
				expect(top).toEqual(
					known === 'top' ? { taskId, status: 'failed', ...request, costUsd: 0 } : {},
				);
				expect(error).toContain('the prompt was refused; invalid image (code 10000)');
				expect(error).toContain(`Task ${taskId}.`);
				expect(error).toContain('Open the link in a private window');
				expect(error).toContain('Midjourney');
			}
		}
	};

	it('Continue: all are returned, in order, paired, with the task in every error', async () => {
		const run = await mixedRun('continueRegularOutput');
		expect(run.error).toBeUndefined();
		expect(itemNumbers(run.output)).toEqual(mixed.map((_, index) => index));
		run.output.forEach(({ json }, index) => expect('error' in json).toBe(isBad(index)));
		expectErrors(
			run.output.filter((_, index) => isBad(index)),
			'top',
		);
		const good = run.output.filter((_, index) => !isBad(index));
		expect(good.map(({ json }) => json.taskId)).toEqual(
			mixed
				.filter((_, index) => !isBad(index))
				.map(({ json }) => taskOfPrompt(String(json.prompt))),
		);
		expect(setting.lostTasks(run)).toEqual([]);
		expect(made()).toHaveLength(18);
	});

	it('Continue with error output: the failed ones are returned there', async () => {
		const run = await mixedRun('continueErrorOutput');
		expect(run.error).toBeUndefined();
		expect(itemNumbers(run.output)).toEqual(
			mixed.map((_, index) => index).filter((index) => !isBad(index)),
		);
		expect(itemNumbers(run.errorOutput)).toEqual(mixed.map((_, index) => index).filter(isBad));
		const inputKeys = ['prompt'];
		expectErrors(
			run.errorOutput.map(({ json, ...item }) => ({
				...item,
				json: Object.fromEntries(Object.entries(json).filter(([key]) => !inputKeys.includes(key))),
			})),
			'details',
		);
		expect(setting.lostTasks(run)).toEqual([]);
	});

	it('Stop: what is wrong with the input shows before anything is paid', async () => {
		const run = await setting.run(imagine('={{ $json.prompt }}'), { items: mixed });
		expect(run.error?.message).toBe('Prompt is empty [item 7]');
		expect(made()).toEqual([]);
	});
});

describe('Stop', () => {
	it('throws at the first failure, names every task and makes no more', async () => {
		setting.piApi.behaviour.taskSeconds = ({ input }) =>
			String(input.prompt).endsWith('bad') ? 2 : 50;
		const run = await setting.run(
			imagine('={{ $json.prompt }}', { taskOptions: { maxConcurrentTasks: 10 } }),
			{
				items: items(20).map((_, index) => ({
					json: { prompt: index === 4 ? 'bad' : `good ${index}` },
				})),
			},
		);
		expect(run.status).toBe('error');
		expect(run.error?.message).toContain('the prompt was refused');
		expect(run.error?.description).toContain(taskOfPrompt('bad'));
		expect(run.error).toMatchObject({ context: { itemIndex: 4 } });
		expect(setting.lostTasks(run)).toEqual([]);
		const count = made().length;
		expect(count).toBeLessThan(20);
		await setting.sleep(60_000);
		expect(made()).toHaveLength(count);
	});

	it('says in a sub-workflow which retry resumes its tasks', async () => {
		setting.piApi.fault({ on: 'create', when: (count) => count === 3, kind: 'unauthorized' });
		const run = await setting.run(
			imagine('={{ "picture " + $json.number }}', { taskOptions: { maxConcurrentTasks: 1 } }),
			{ items: items(3), mode: 'integrated' },
		);
		expect(run.error?.description).toContain('a retry of its parent creates them again');
		expect(setting.lostTasks(run)).toEqual([]);
	});

	it('a retry with the key of another account creates nothing, and says which one to use', async () => {
		setting.piApi.fault({ on: 'create', when: (count) => count === 3, kind: 'unauthorized' });
		const parameters = imagine('={{ "picture " + $json.number }}', {
			taskOptions: { maxConcurrentTasks: 1 },
		});
		const first = await setting.run(parameters, { items: items(3) });
		const other = await openSetting();
		const more = { items: items(3), mode: 'retry', context: first.context } as const;
		const second = await other.run(parameters, more);
		expect(second.error?.message).toContain('PiAPI does not know the task of an earlier try');
		expect(second.error?.description).toContain('the credential that created it');
		expect(second.error?.description).not.toContain('A retry resumes them');
		expect(other.piApi.ledger.requestsTo('create')).toEqual([]);
		await other.close();
	});

	it('a retry resumes the tasks of the first try', async () => {
		const run = await setting.run(
			imagine('={{ "picture " + $json.number + ($json.number === 2 ? " bad" : "") }}'),
			{
				items: items(5),
				settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
			},
		);
		expect(run.error?.message).toContain('the prompt was refused');
		// The failed one is created again by the second try, the others are not.
		expect(made()).toHaveLength(6);
		// Of the first try an older n8n logs nothing; its failed task holds nothing of use.
		const failedFirst = taskOfPrompt('picture 2 bad');
		expect(setting.lostTasks(run).filter((taskId) => taskId !== failedFirst)).toEqual([]);
	});
});

describe('Retry On Fail', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

	it('pays once when nothing is wrong', async () => {
		const run = await setting.run(imagine('={{ "picture " + $json.number }}'), {
			items: items(3),
			settings,
		});
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(3);
		expect(JSON.stringify(run.context)).not.toContain('piApiRecords');
	});

	it('pays once for Raw output too', async () => {
		const run = await setting.run(reroll({ taskOptions: { output: 'raw' } }), { settings });
		expect(run.output[0]?.json).toHaveProperty('task.error.code', 0);
		expect(made()).toHaveLength(1);
	});

	it('with Continue and a first item that fails, only that one is made again', async () => {
		const run = await setting.run(
			imagine('={{ "picture " + $json.number + ($json.number === 0 ? " bad" : "") }}'),
			{ items: items(4), settings: { ...settings, onError: 'continueRegularOutput' } },
		);
		expect(run.output).toHaveLength(4);
		expect(made()).toHaveLength(6);
		expect(made().filter(({ request }) => request.input.prompt === 'picture 1')).toHaveLength(1);
	});

	// n8n looks only at the first item of the first output, before it moves the failed ones to the error output.
	it.each([
		[0, 6],
		[1, 4],
	])('with the error output and item %p failed, %p tasks are created', async (bad, count) => {
		const run = await setting.run(
			imagine(`={{ "picture " + $json.number + ($json.number === ${bad} ? " bad" : "") }}`),
			{ items: items(4), settings: { ...settings, onError: 'continueErrorOutput' } },
		);
		expect(run.error).toBeUndefined();
		expect(run.output).toHaveLength(3);
		expect(run.errorOutput.map(({ json }) => json)).toMatchObject([
			{ details: { status: 'failed' }, number: bad },
		]);
		expect(made()).toHaveLength(count);
	});

	it('counts although the prompt differs on every try', async () => {
		setting.piApi.behaviour.taskSeconds = 30;
		const run = await setting.run(
			imagine('={{ "at " + Math.random() }}', { taskOptions: { timeout: 15 } }),
			{ settings: { ...settings, waitBetweenTries: 500 } },
		);
		expect(made()).toHaveLength(1);
		expect(run.output[0]?.json.taskId).toBe(made()[0]?.id);
	});
});

describe("n8n's Retry of a failed execution", () => {
	const unfinished = async (prompt: string): Promise<WorkflowRun> => {
		setting.piApi.behaviour.taskSeconds = 30;
		const run = await setting.run(imagine(prompt, { taskOptions: { timeout: 5 } }), {
			executionId: '1',
		});
		expect(run.error?.message).toContain('Timeout');
		await setting.sleep(40_000);
		return run;
	};

	it('resumes the task when it asks for the same', async () => {
		const { context } = await unfinished('a fox');
		const run = await setting.run(imagine('a fox'), { executionId: '2', context });
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(1);
		expect(run.output[0]?.json.taskId).toBe(made()[0]?.id);
	});

	it('creates a new task when it asks for something else', async () => {
		const { context } = await unfinished('a fox');
		const run = await setting.run(imagine('an owl'), { executionId: '2', context });
		expect(run.error).toBeUndefined();
		expect(made()).toHaveLength(2);
	});
});

describe('a node that runs several times in an execution', () => {
	it('creates tasks in each run', async () => {
		const first = await setting.run(imagine('a fox'), { executionId: '1' });
		const second = await setting.run(imagine('a fox'), {
			executionId: '1',
			context: first.context,
		});
		expect(second.error).toBeUndefined();
		expect(made()).toHaveLength(2);
	});
});
