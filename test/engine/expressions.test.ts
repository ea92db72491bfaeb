import type { INodeParameters } from 'n8n-workflow';

import { runResource } from './resources';
import { bodies, imagine, items, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterEach(async () => await setting.close());

/** Gives the first item one value and the second item another. */
const perItem = (first: string, second: string): string =>
	`={{ $json.number === 0 ? ${first} : ${second} }}`;

const runTwo = async (parameters: INodeParameters) =>
	await setting.run(imagine('a fox', parameters), { items: items(2) });

type Place = 'top' | 'options' | 'taskOptions';

const OPTIONS: ReadonlyArray<readonly [name: string, label: string, place: Place]> = [
	['output', 'Output', 'taskOptions'],
	['outputFields', 'Output Fields', 'taskOptions'],
	['waitForResult', 'Wait for Result', 'taskOptions'],
	['maxFileSize', 'Max File Size (MB)', 'taskOptions'],
	['timeout', 'Timeout (Seconds)', 'taskOptions'],
	['onTimeout', 'On Timeout', 'taskOptions'],
	['maxConcurrentTasks', 'Max Concurrent Tasks', 'taskOptions'],
	['cancelTasksOnStop', 'Cancel Tasks on Stop', 'taskOptions'],
	['serviceMode', 'Service Mode', 'taskOptions'],
	['webhookUrl', 'Webhook URL', 'taskOptions'],
	['aspectRatio', 'Aspect Ratio', 'top'],
	['processMode', 'Process Mode', 'top'],
	['skipPromptCheck', 'Skip Prompt Check', 'options'],
	['botId', 'Bot ID', 'options'],
];

const RUN_WIDE: readonly string[] = [
	'output',
	'outputFields',
	'waitForResult',
	'maxFileSize',
	'timeout',
	'onTimeout',
	'maxConcurrentTasks',
	'cancelTasksOnStop',
	'serviceMode',
];

/** The others hold for the whole run and take no expression: n8n passes its text on as it is. */
const isOfItem = ([name]: readonly [string, ...unknown[]]): boolean => !RUN_WIDE.includes(name);

const at = (place: Place, values: INodeParameters): INodeParameters =>
	place === 'top' ? values : { [place]: values };

const NOT_SET = [['undefined'], ['null'], ['""']];

describe('each item has the value that its expression returns', () => {
	it.each([
		['"https://example.com/one"', '"https://example.com/two"'],
		['" https://example.com/one "', '"https://example.com/two"'],
	])('Webhook URL: %s and %s', async (first, second) => {
		await runTwo({ taskOptions: { webhookUrl: perItem(first, second) } });
		expect(bodies(setting.piApi)).toMatchObject([
			{ config: { webhook_config: { endpoint: 'https://example.com/one' } } },
			{ config: { webhook_config: { endpoint: 'https://example.com/two' } } },
		]);
	});

	it.each([
		['"fast"', '"relax"'],
		['"Fast"', '" RELAX "'],
	])('Process Mode: %s and %s', async (first, second) => {
		await runTwo({ processMode: perItem(first, second) });
		expect(bodies(setting.piApi)).toMatchObject([
			{ input: { process_mode: 'fast' } },
			{ input: { process_mode: 'relax' } },
		]);
	});

	it.each([
		['true', 'false'],
		['"TRUE"', '" False "'],
		['1', '"0"'],
	])('Skip Prompt Check: %s and %s', async (first, second) => {
		await runTwo({ options: { skipPromptCheck: perItem(first, second) } });
		expect(bodies(setting.piApi)).toMatchObject([
			{ input: { skip_prompt_check: true } },
			{ input: { skip_prompt_check: false } },
		]);
	});
});

describe('a wrong value is refused by its label before anything is sent', () => {
	it.each(['({ a: 1 })', '"anything else"', 'undefined', 'null', '""'])(
		'downloadFiles, which takes no expression: %s',
		async (value) => {
			const { error } = await setting.run(imagine('x', { downloadFiles: `={{ ${value} }}` }));
			expect(error?.message).toMatch(/^Download Files is .*\[item 0\]$/);
			expect(bodies(setting.piApi)).toEqual([]);
		},
	);

	it.each(OPTIONS)('%s', async (name, label, place) => {
		const { error } = await setting.run(imagine('x', at(place, { [name]: '={{ ({ a: 1 }) }}' })));
		expect(error?.message).toContain(label);
		expect(bodies(setting.piApi)).toEqual([]);
	});

	it.each(OPTIONS)('%s by an expression that fails', async (name, label, place) => {
		const { error } = await setting.run(
			imagine('x', at(place, { [name]: "={{ $('Nowhere').item.json.x }}" })),
		);
		const begin = isOfItem([name]) ? `${label}: ` : label;
		expect(error?.message.slice(0, begin.length)).toBe(begin);
		expect(error?.message).toMatch(/\[item 0\]$/);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});

it.each(NOT_SET)('an option whose expression returns %s counts as not set', async (value) => {
	const of = (place: Place): INodeParameters =>
		Object.fromEntries(
			OPTIONS.filter((option) => isOfItem(option) && option[2] === place).map(([name]) => [
				name,
				`={{ ${value} }}`,
			]),
		);
	const { output, error } = await setting.run(
		imagine('x', { ...of('top'), options: of('options'), taskOptions: of('taskOptions') }),
	);
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
		[{ input: '{"a":1}', options: { customConfig: '={{ "text" }}' } }, 'Config is not an object'],
	])('refuses %j', async (parameters, message) => {
		const { error } = await custom(parameters);
		expect(error?.message).toContain(message);
		expect(bodies(setting.piApi)).toEqual([]);
	});
});
