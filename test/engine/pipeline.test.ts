import type { INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../tools/engine';
import { imagine, items, NO_DOWNLOAD, openSetting, type Setting } from './setting';

/** One pipeline runs tasks, chat, reads, cancels and uploads, so each promise is kept by all of them. */

const PI_API = 'n8n-nodes-piapi-unified.piApi';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const piApi = async (parameters: INodeParameters, more: Partial<RunOptions> = {}) =>
	await setting.run({ ...NO_DOWNLOAD, ...parameters }, { nodeType: PI_API, ...more });

const chat = (prompt: string): INodeParameters => ({
	resource: 'chat',
	operation: 'message',
	chatModel: 'gpt-4o-mini',
	prompt,
});

const requestsTo = (kind: Parameters<Setting['piApi']['ledger']['requestsTo']>[0]) =>
	setting.piApi.ledger.requestsTo(kind);

const WRONG_ITEM = '={{ $json.number === 0 ? "" : "item " + $json.number }}';
const LOST_NODE = '={{ $json.number === 2 ? $("Nowhere").item.json.x : "item " + $json.number }}';

describe('Retry On Fail with Continue, when the first item is an error', () => {
	const settings = {
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 10,
		onError: 'continueRegularOutput',
	} as const;

	it('asks a language model once for each item', async () => {
		const run = await piApi(chat(WRONG_ITEM), { items: items(4), settings });
		expect(requestsTo('chat')).toHaveLength(3);
		expect(run.output.map(({ json }) => 'error' in json)).toEqual([true, false, false, false]);
	});

	it('creates one task for each item', async () => {
		const run = await setting.run(imagine(WRONG_ITEM), { items: items(4), settings });
		expect(setting.piApi.ledger.createdTasks()).toHaveLength(3);
		expect(run.output.map(({ json }) => 'error' in json)).toEqual([true, false, false, false]);
	});

	it('leaves no record of answers once no retry can follow', async () => {
		const run = await piApi(chat('={{ "item " + $json.number }}'), {
			items: items(2),
			settings: { ...settings, retryOnFail: false },
		});
		expect(JSON.stringify(run.context)).not.toContain('piApiRecords');
	});
});

describe('an expression that fails', () => {
	const ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';
	const lostId = `={{ $json.number === 2 ? $("Nowhere").item.json.x : "${ID}" }}`;
	const lostTime = '={{ $json.number === 2 ? $("Nowhere").item.json.x : $now.toISO() }}';
	const lostNumber = '={{ $json.number === 2 ? $("Nowhere").item.json.x : 5 }}';
	const cases: Array<[string, INodeParameters, label: string]> = [
		['Chat', chat(LOST_NODE), 'Prompt'],
		[
			'GPT Image',
			{ resource: 'gptImage', operation: 'generate', imageModel: 'gpt-image-1', prompt: LOST_NODE },
			'Prompt',
		],
		['Task > Cancel', { resource: 'task', operation: 'cancel', taskId: lostId }, 'Task'],
		['Task > Get', { resource: 'task', operation: 'get', taskId: lostId }, 'Task'],
		['Task > Wait for Many', { resource: 'task', operation: 'wait', taskIds: lostId }, 'Task IDs'],
		[
			'Task > Cancel Many',
			{ resource: 'task', operation: 'cancelMany', createdBefore: lostTime, cancelModel: 'kling' },
			'Created Before',
		],
		['Task > Get Many', { resource: 'task', operation: 'getMany', limit: lostNumber }, 'Limit'],
		['File > Upload', { resource: 'file', operation: 'upload', binaryField: LOST_NODE }, 'Input'],
		[
			'Custom Task',
			{
				resource: 'customTask',
				operation: 'create',
				customModel: 'midjourney',
				customTaskType: 'imagine',
				inputAs: 'json',
				input: '={{ $json.number === 2 ? $("Nowhere").item.json.x : { a: 1 } }}',
			},
			'Input',
		],
		[
			'a family',
			{
				resource: 'flux',
				operation: 'generateImage',
				model: 'Qubico/flux1-schnell',
				prompt: LOST_NODE,
			},
			'Prompt',
		],
		[
			'an option of a family',
			{
				resource: 'flux',
				operation: 'generateImage',
				model: 'Qubico/flux1-schnell',
				prompt: 'a fox',
				options: { negativePrompt: LOST_NODE },
			},
			'Negative Prompt',
		],
	];

	it.each(cases)(
		'%s: is the fault of its item alone, and names the field',
		async (_, node, label) => {
			const run = await piApi(node, {
				items: items(4),
				settings: { onError: 'continueRegularOutput' },
			});
			expect(run.error).toBeUndefined();
			const failed = run.output.filter(({ json }) =>
				String(json.error).includes("Referenced node doesn't exist"),
			);
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 2 }]);
			expect(failed[0]?.json.error).toContain(label);
			const order = run.output.map(({ pairedItem }) => (pairedItem as { item: number }).item);
			expect(order).toEqual([...order].sort());
		},
	);

	it.each(cases)('%s: stops before anything is sent, without Continue', async (_, node, label) => {
		const run = await piApi(node, { items: items(4) });
		expect(run.error?.message).toContain(label);
		expect(run.error?.message).toContain('[item 2]');
		expect(setting.piApi.ledger.requests).toEqual([]);
	});
});

describe('settings by expression', () => {
	it.each([
		[
			'Wait for Result',
			{
				taskOptions: {
					waitForResult: '={{ $json.number === 0 ? "doNotWait" : "pollUntilFinished" }}',
				},
			},
		],
		['Output', { taskOptions: { output: '={{ $json.number === 0 ? "raw" : "simplified" }}' } }],
		['On Timeout', { taskOptions: { onTimeout: '={{ "fail" }}' } }],
		['Max File Size (MB)', { taskOptions: { maxFileSize: '={{ $json.number + 1 }}' } }],
		['Max Concurrent Tasks', { taskOptions: { maxConcurrentTasks: '={{ $json.number + 1 }}' } }],
		['Cancel Tasks on Stop', { taskOptions: { cancelTasksOnStop: '={{ $json.number === 0 }}' } }],
		['Timeout (Seconds)', { taskOptions: { timeout: '={{ $json.number === 0 ? 20 : 600 }}' } }],
		['Service Mode', { taskOptions: { serviceMode: '={{ "private" }}' } }],
		['Output Fields', { taskOptions: { outputFields: '={{ "url" }}' } }],
		['Download Files', { downloadFiles: '={{ $json.number === 0 }}' }],
	])('%s holds for the whole run, so an expression is refused', async (label, more) => {
		const run = await setting.run(imagine('a fox', more), { items: items(2) });
		expect(run.error?.message).toContain(label);
		expect(setting.piApi.ledger.requests).toEqual([]);
	});
});

it('uploads the same file of several items once', async () => {
	const data = { data: 'YSBmb3g=', mimeType: 'image/png', fileName: 'fox.png' };
	const run = await piApi(
		{ resource: 'file', operation: 'upload', binaryField: 'data' },
		{ items: items(3).map((item) => ({ ...item, binary: { data } })) },
	);
	expect(run.output).toHaveLength(3);
	expect(new Set(run.output.map(({ json }) => json.url)).size).toBe(1);
	expect(requestsTo('upload')).toHaveLength(1);
});

describe('a retry from the list of executions', () => {
	const changing = '={{ "item " + $json.number + " at " + $now.toMillis() }}';
	const other = 'item {{ $json.number }} of another kind';

	const failFirst = async (prompt: string) => {
		const usual = setting.piApi.behaviour.outcome;
		setting.piApi.behaviour.outcome = ({ input }) =>
			String(input.prompt).includes('item 1')
				? { failed: { code: 1, message: 'no' } }
				: { output: {} };
		const first = await setting.run(imagine(prompt), { items: items(4) });
		expect(first.error?.message).toContain('no');
		setting.piApi.behaviour.outcome = usual;
		return first;
	};

	it('resumes finished tasks although an expression such as $now gives something else', async () => {
		const first = await failFirst(changing);
		const retried = await setting.run(imagine(changing), {
			items: items(4),
			context: first.context,
		});
		expect(retried.output).toHaveLength(4);
		expect(setting.piApi.ledger.createdTasks()).toHaveLength(5);
	});

	it('creates again what the node or the item asks for otherwise', async () => {
		const first = await failFirst(changing);
		await setting.run(imagine(`=${other}`), { items: items(4), context: first.context });
		expect(setting.piApi.ledger.createdTasks()).toHaveLength(8);
		const second = await failFirst(changing);
		const before = setting.piApi.ledger.createdTasks().length;
		const others = items(4).map(({ json }) => ({ json: { ...json, more: 1 } }));
		await setting.run(imagine(changing), { items: others, context: second.context });
		expect(setting.piApi.ledger.createdTasks()).toHaveLength(before + 4);
	});

	it('asks a language model only for what is missing', async () => {
		setting.piApi.fault({ on: 'chat', when: (count) => count === 2, kind: 'serverError' });
		const first = await piApi(chat(changing), { items: items(3) });
		expect(first.error).toBeDefined();
		const retried = await piApi(chat(changing), { items: items(3), context: first.context });
		expect(retried.output).toHaveLength(3);
		expect(requestsTo('chat')).toHaveLength(4);
	});
});

it('the error of a stopped execution names the tasks that keep running, the log how far they are', async () => {
	setting.piApi.behaviour.taskSeconds = 100;
	const started = setting.start(imagine('={{ "item " + $json.number }}'), { items: items(2) });
	const made = () => setting.piApi.ledger.createdTasks();
	const checksAtLeast = (count: number) => () =>
		made().length === 2 &&
		made().every(({ id }) => setting.piApi.ledger.statusRequestsOf(id).length >= count);
	await setting.until(checksAtLeast(1));
	await setting.until(() => made().every(({ status }) => status === 'processing'));
	await setting.until(
		checksAtLeast(
			Math.max(...made().map(({ id }) => setting.piApi.ledger.statusRequestsOf(id).length)) + 2,
		),
	);
	started.stop();
	const run = await started.ended;
	const warnings = run.logs.filter(({ level }) => level === 'warn').map(({ message }) => message);
	for (const { id } of made()) {
		expect(run.error?.message).toContain(id);
		expect(warnings.join()).toContain(`${id} (processing)`);
	}
	expect(run.error?.message).toContain('canceled');
});
