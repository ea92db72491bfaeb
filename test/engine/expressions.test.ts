import type { INodeParameters } from 'n8n-workflow';

import { runResource } from './resources';
import { bodies, imagine, items, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ speed: 20, taskSeconds: 1 });
});

afterEach(async () => await setting.close());

/** Gives the first item one value and the second item another. */
const perItem = (first: string, second: string): string =>
	`={{ $json.number === 0 ? ${first} : ${second} }}`;

const runTwo = async (parameters: INodeParameters) =>
	await setting.run(imagine('a fox', parameters), { items: items(2) });

/** The others hold for the whole run and take no expression: n8n passes its text on as it is. */
const isOfItem = ([name]: readonly [string, string]): boolean =>
	!['maxConcurrentTasks', 'cancelTasksOnStop'].includes(name);

const NOT_SET = [['undefined'], ['null'], ['""']];

describe('each item has the setting that its expression returns', () => {
	it.each([
		['"raw"', '"simplified"'],
		['"RAW"', '"Simplified"'],
	])('Output: %s and %s', async (first, second) => {
		const { output, error } = await runTwo({ output: perItem(first, second) });
		expect(error?.message).toBeUndefined();
		expect(output.map(({ json }) => ['task' in json, 'taskId' in json])).toEqual([
			[true, false],
			[false, true],
		]);
	});

	it.each([
		['["url"]', '["taskId", "status"]'],
		['"[\\"url\\"]"', '"Task ID, STATUS"'],
	])('Output Fields: %s and %s', async (first, second) => {
		const { output, error } = await runTwo({ outputFields: perItem(first, second) });
		expect(error?.message).toBeUndefined();
		expect(output.map(({ json }) => Object.keys(json))).toEqual([['url'], ['taskId', 'status']]);
	});

	it.each([
		['true', 'false'],
		['"TRUE"', '" False "'],
		['1', '"0"'],
		['"1"', 'undefined'],
	])('Download Files: %s and %s', async (first, second) => {
		const { output, error } = await runTwo({ downloadFiles: perItem(first, second) });
		expect(error?.message).toBeUndefined();
		expect(output.map(({ binary }) => binary !== undefined)).toEqual([true, false]);
	});

	it.each([
		['"private"', '"public"'],
		['"Private"', '" PUBLIC "'],
	])('Service Mode: %s and %s', async (first, second) => {
		await runTwo({ taskOptions: { serviceMode: perItem(first, second) } });
		expect(bodies(setting.piApi)).toMatchObject([
			{ config: { service_mode: 'private' } },
			{ config: { service_mode: 'public' } },
		]);
	});
});

const SETTINGS: ReadonlyArray<readonly [name: string, label: string, parameters: INodeParameters]> =
	[
		['output', 'Output', {}],
		['outputFields', 'Output Fields', {}],
		['wait', 'Wait', {}],
	];
const OPTIONS: ReadonlyArray<readonly [name: string, label: string]> = [
	['downloadFiles', 'Download Files'],
	['maxFileSize', 'Max File Size (MB)'],
	['timeout', 'Timeout'],
	['onTimeout', 'On Timeout'],
	['maxConcurrentTasks', 'Max Concurrent Tasks'],
	['cancelTasksOnStop', 'Cancel Tasks on Stop'],
	['serviceMode', 'Service Mode'],
	['webhookUrl', 'Webhook URL'],
	['aspectRatio', 'Aspect Ratio'],
	['skipPromptCheck', 'Skip Prompt Check'],
	['botId', 'Bot'],
];

describe('a wrong value is refused by its label before anything is sent', () => {
	it.each(SETTINGS)('%s', async (name, label, parameters) => {
		for (const value of ['({ a: 1 })', '"anything else"', 'undefined', 'null', '""']) {
			const { error } = await setting.run(
				imagine('x', { ...parameters, [name]: `={{ ${value} }}` }),
			);
			expect(error?.message).toMatch(new RegExp(`^${label} is .*\\[item 0\\]$`));
		}
		expect(bodies(setting.piApi)).toEqual([]);
	});

	it.each(OPTIONS)('%s', async (name, label) => {
		const { error } = await setting.run(imagine('x', { options: { [name]: '={{ ({ a: 1 }) }}' } }));
		expect(error?.message).toContain(label);
		expect(bodies(setting.piApi)).toEqual([]);
	});

	it.each(OPTIONS)('%s by an expression that fails', async (name) => {
		const { error } = await setting.run(
			imagine('x', { options: { [name]: "={{ $('Nowhere').item.json.x }}" } }),
		);
		expect(error?.message).toMatch(/\w.*\[item 0\]$/);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});

it.each(NOT_SET)('an option whose expression returns %s counts as not set', async (value) => {
	const options = Object.fromEntries(
		OPTIONS.filter(isOfItem).map(([name]) => [name, `={{ ${value} }}`]),
	);
	const { output, error } = await setting.run(imagine('x', { options }));
	expect(error?.message).toBeUndefined();
	expect(output[0]?.json.status).toBe('completed');
	expect(bodies(setting.piApi)).toEqual([
		{ model: 'midjourney', task_type: 'imagine', input: { prompt: 'x' } },
	]);
});

describe('dates without an offset', () => {
	// The engine's workflows are in n8n's default time zone, America/New_York.
	it('Cancel Many cancels up to the time in the zone of the workflow', async () => {
		const { output } = await runResource(setting, 'task', 'cancelMany', {
			createdBefore: '2026-01-01T12:00:00',
			cancelModel: 'Kling',
		});
		expect(output[0]?.json).toMatchObject({
			createdBefore: '2026-01-01T17:00:00.000Z',
			model: 'kling',
		});
	});

	it.each(['={{ undefined }}', '={{ "everything" }}'])(
		'Cancel Many cancels nothing when Model is %s',
		async (cancelModel) => {
			const { error } = await runResource(setting, 'task', 'cancelMany', {
				createdBefore: '2026-01-01T12:00:00',
				cancelModel,
			});
			expect(error?.message).toMatch(/^Model is/);
			expect(setting.piApi.ledger.requestsTo('cancelMany')).toEqual([]);
		},
	);
});

/** Rows of Custom Task. An expression in place of all rows is dropped by n8n before a node sees it. */
const rows = (...entries: INodeParameters[]): INodeParameters => ({
	inputAs: 'fields',
	inputFields: { items: entries },
});

describe('Custom Task', () => {
	const custom = async (parameters: INodeParameters) =>
		await runResource(setting, 'customTask', 'create', {
			customModel: 'midjourney',
			customTaskType: 'imagine',
			...parameters,
		});

	it('sends keys that errors have, too', async () => {
		const input = { prompt: 'x', message: 'm', advice: 'a' };
		await custom({
			inputAs: '={{ "json" }}',
			input: JSON.stringify(input),
			options: { customConfig: '{"advice": "x", "message": "y"}' },
		});
		expect(bodies(setting.piApi)).toMatchObject([{ input, config: { advice: 'x', message: 'y' } }]);
	});

	it('takes name, type and value of a row from expressions, each item its own', async () => {
		const row = {
			name: perItem('"prompt"', '"n"'),
			valueType: perItem('"Text"', '"NUMBER"'),
			value: perItem('"x"', '" 2 "'),
		};
		await runResource(
			setting,
			'customTask',
			'create',
			{
				customModel: 'midjourney',
				customTaskType: 'imagine',
				inputAs: perItem('"fields"', '"Fields"'),
				inputFields: { items: [row] },
			},
			{ items: items(2), settings: { onError: 'continueRegularOutput' } },
		);
		expect(bodies(setting.piApi)).toMatchObject([{ input: { prompt: 'x' } }, { input: { n: 2 } }]);
	});

	it.each<[INodeParameters, string]>([
		[{ customModel: '={{ undefined }}' }, 'Model Name is empty'],
		[{ customTaskType: '={{ ({}) }}' }, 'Task Type is not text'],
		[{ inputAs: '={{ "xml" }}' }, 'Input As is "xml"'],
		[rows({ name: '={{ ({}) }}' }), 'Input Fields, row 1 is not text'],
		[rows({ name: '={{ undefined }}', value: 'x' }), 'Input Fields, row 1 has no name'],
		[rows({ name: 'a', valueType: '={{ "date" }}' }), 'Input Fields, row 1: Type is "date"'],
		[rows({ name: 'a', valueType: '={{ undefined }}' }), 'Input Fields, row 1: Type is empty'],
		[rows({ name: 'a[20000000]', value: 'x' }), 'a[20000000] is not a valid input path'],
		[{ options: { customConfig: '={{ "text" }}' } }, 'Config is not an object'],
	])('refuses %j', async (parameters, message) => {
		const { error } = await custom(parameters);
		expect(error?.message).toContain(message);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});
