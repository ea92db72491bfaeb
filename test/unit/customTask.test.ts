import type { IDataObject } from 'n8n-workflow';

import { createCustomTask } from '../../nodes/actions/customTask';
import { families } from '../../nodes/catalog';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import type { TaskRequest } from '../../nodes/transport/task';
import { answeredWith, connectionWith } from './connectionStage';
import { runAction } from './runAction';

let accounts = 0;

async function create(parameters: Record<string, unknown>, helpers: object = {}) {
	const sent: TaskRequest[] = [];
	const run = await runAction(createCustomTask(families), {
		parameters: {
			customModel: ' fox ',
			customTaskType: ' hunt ',
			input: '{"a":1}',
			taskOptions: { waitForResult: 'doNotWait' },
			...parameters,
		},
		helpers,
		connection: {
			...connectionWith({
				createTask: async (request, mayGo) => {
					if (mayGo()) sent.push(request);
					return await Promise.resolve(
						answeredWith({ task_id: 'task-1', status: 'pending', model: request.model }),
					);
				},
				upload: async () => await Promise.resolve(answeredWith({ url: 'https://files.example/a' })),
			}),
			account: `custom ${++accounts}`,
			time: createPiApiTime(),
			webhookSecret: '',
		},
	});
	return { ...run, sent };
}

const rows = (...items: unknown[]) => ({ inputAs: 'fields', inputFields: { items } });
const row = (name: unknown, valueType: unknown, value: unknown) => ({ name, valueType, value });

it('creates a task of the model, the type and the input', async () => {
	const { sent, output } = await create({ input: '{"prompt":"a fox"}' });
	expect(sent).toEqual([{ model: 'fox', task_type: 'hunt', input: { prompt: 'a fox' } }]);
	expect(output).toMatchObject([
		{ json: { taskId: 'task-1', status: 'pending' }, pairedItem: { item: 0 } },
	]);
});

it.each([
	['an object', { input: { a: 1 } }, { a: 1 }],
	['an input with a model of its own', { input: { model: 'v2.3' } }, { model: 'v2.3' }],
	['an input below the input', { input: { input: { a: 1 } } }, { input: { a: 1 } }],
])('takes %s as the input', async (_, parameters, input) => {
	expect((await create(parameters)).sent).toMatchObject([{ input }]);
});

it('reads rows by their types, and leaves out rows without a name and a value', async () => {
	const { sent } = await create(
		rows(
			row('text', 'text', '5'),
			row(' deep.number ', 'number', '5'),
			row('flag', 'boolean', 'true'),
			row('list[0].a', 'json', '[1]'),
			{ name: 'untyped', value: 'x' },
			row('', 'text', ''),
			null,
		),
	);
	const input: IDataObject = {
		text: '5',
		deep: { number: 5 },
		flag: true,
		list: [{ a: [1] }],
		untyped: 'x',
	};
	expect(sent).toMatchObject([{ input }]);
});

it.each<[string, object, unknown]>([
	['a number', { name: 'a', value: 5 }, 5],
	['zero', { name: 'a', value: 0 }, 0],
	['false', { name: 'a', value: false }, false],
	['a list', { name: 'a', value: ['https://a.example'] }, ['https://a.example']],
	['an object', { name: 'a', value: { b: 1 } }, { b: 1 }],
	['a text of digits', { name: 'a', value: '5' }, '5'],
	['a number as text', { name: 'a', type: 'Text', value: 5 }, '5'],
	['a text as a number', { Name: 'a', TYPE: 'number', Value: '5' }, 5],
])('takes %s without a type as it is, and reads the names of the form', async (_, entry, value) => {
	const { sent } = await create({ inputAs: 'fields', inputFields: [entry] });
	expect(sent).toMatchObject([{ input: { a: value } }]);
});

it('uploads the file of a binary row', async () => {
	const { sent } = await create(rows(row('image_url', 'binary', 'photo')), {
		assertBinaryData: () => ({ mimeType: 'image/png', fileName: 'a.png', data: '' }),
		getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('fox')),
	});
	expect(sent).toMatchObject([{ input: { image_url: 'https://files.example/a' } }]);
});

it.each([
	['text', '{"a":1}'],
	['an object', { a: 1 }],
])('sends Config, also as %s', async (_, customConfig) => {
	const { sent } = await create({ options: { customConfig } });
	expect(sent).toMatchObject([{ config: { a: 1 } }]);
});

it('takes a Config that looks like an error of this package for what it is', async () => {
	const { sent } = await create({ options: { customConfig: { message: 'x', advice: 'y' } } });
	expect(sent).toMatchObject([{ config: { message: 'x', advice: 'y' } }]);
});

it.each([
	[{ customModel: ' ' }, /^Model Name/],
	[{ customModel: {} }, /^Model Name is not text/],
	[{ customTaskType: '' }, /^Task Type is empty/],
	[{ inputAs: 'fox' }, /^Input As is "fox"/],
	[{ inputAs: '' }, /^Input As is empty/],
	[{ input: 'no JSON' }, /^Input /],
	[{ input: undefined }, /^Input is empty/],
	[{ input: '' }, /^Input is empty/],
	[{ input: '{}' }, /^Input is empty/],
	[{ input: {} }, /^Input is empty/],
	[{ inputAs: 'fields', inputFields: {} }, /^Input Fields is empty/],
	[rows(row('', 'text', '')), /^Input Fields is empty/],
	[
		{ input: '{"model": "fox", "task_type": "hunt", "input": {"prompt": "x"}}' },
		/^Input contains the whole request/,
	],
	[{ input: { task_type: 'hunt', input: {} } }, /^Input contains the whole request/],
	[{ input: { model: 'fox', input: { a: 1 } } }, /^Input contains the whole request/],
	[{ options: { customConfig: '[1]' } }, /^Config /],
	[{ inputAs: 'fields', inputFields: 5 }, /^Input Fields is not a list/],
	[rows('text'), /^Input Fields, row 1 is not an object/],
	[rows(row('a', 'text', 1), row('', 'text', 'x')), /^Input Fields, row 2 has no name/],
	[rows(row({}, 'text', 'x')), /^Input Fields, row 1 is not text/],
	[rows(row('a', 'fox', 'x')), /^Input Fields, row 1: Type is "fox"/],
	[rows(row('a', '', 'x')), /^Input Fields, row 1: Type is empty/],
	[rows(row('a', 'number', 'fox')), /^a /],
	[rows({ name: 'a', val: 5 }), /^Input Fields, row 1: "val" is not a field/],
	[rows({ name: 'a', type: '', value: 5 }), /^Input Fields, row 1: Type is empty/],
	[rows({ name: 'a', type: 'text', valueType: 'json' }), /row 1: Type is set twice/],
	[rows({ name: 'a', value: Number.NaN }), /^a is not a number/],
	[rows({ value: 5 }), /^Input Fields, row 1 has no name/],
])('sends nothing for %j', async (parameters, message) => {
	const { sent, error } = await create(parameters);
	expect(sent).toEqual([]);
	expect(error?.message).toMatch(message);
	expect(error?.description).not.toBe('');
});

it('tells PiAPI where to report to', async () => {
	const { sent } = await create({
		taskOptions: { waitForResult: 'doNotWait', webhookUrl: ' https://hook.example/a ' },
	});
	expect(sent).toMatchObject([
		{ config: { webhook_config: { endpoint: 'https://hook.example/a' } } },
	]);
});
