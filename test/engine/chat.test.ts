import type { INodeParameters } from 'n8n-workflow';

import { PI_API, runResource } from './resources';
import { files, items, locator, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const ask = async (parameters: INodeParameters, more = {}) =>
	await runResource(
		setting,
		'chat',
		'message',
		{ chatModel: locator('gpt-4o-mini'), ...parameters },
		more,
	);

const bodies = () => setting.piApi.ledger.requestsTo('chat').map(({ body }) => body);

it('asks with a prompt, streams the answer and gives it whole, with usage', async () => {
	const run = await ask({ prompt: 'Say "hello",\nplease {{ now }} 🦊' });
	expect(run.error).toBeUndefined();
	expect(run.output[0]?.json).toEqual({
		text: 'You said: Say "hello",\nplease {{ now }} 🦊',
		model: 'gpt-4o-mini',
		finishReason: 'stop',
		usage: { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 },
	});
	expect(bodies()).toEqual([
		{
			model: 'gpt-4o-mini',
			stream: true,
			messages: [{ role: 'user', content: 'Say "hello",\nplease {{ now }} 🦊' }],
		},
	]);
});

it('sends messages, a system message, images and settings', async () => {
	const run = await ask(
		{
			prompt: 'And this?',
			chatImages: files(locator('https://example.com/fox.png', 'url'), locator('photo', 'binary')),
			options: {
				systemMessage: 'Be brief',
				messages: {
					items: [
						{ role: locator('user'), content: 'Hello' },
						{ role: locator('assistant', 'list'), content: 'Good day' },
					],
				},
				temperature: 0.2,
				maxTokens: 50,
			},
		},
		{
			items: [
				{
					json: {},
					binary: { photo: { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'a.png' } },
				},
			],
		},
	);
	expect(run.error?.message).toBeUndefined();
	expect(bodies()).toEqual([
		{
			model: 'gpt-4o-mini',
			stream: true,
			temperature: 0.2,
			max_tokens: 50,
			messages: [
				{ role: 'system', content: 'Be brief' },
				{ role: 'user', content: 'Hello' },
				{ role: 'assistant', content: 'Good day' },
				{
					role: 'user',
					content: [
						{ type: 'text', text: 'And this?' },
						{ type: 'image_url', image_url: { url: 'https://example.com/fox.png' } },
						{ type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
					],
				},
			],
		},
	]);
});

it.each(['streamed', 'whole'] as const)(
	'calls a function, and tells what it gave: %s',
	async (form) => {
		setting.piApi.behaviour.chatForm = form;
		const functions = [{ name: 'now' }, { name: 'get_weather', parameters: { type: 'object' } }];
		const functionCall = { name: 'get_weather', arguments: '{"asked":"Rain in Oslo?"}' };
		const first = await ask({
			prompt: 'Rain in Oslo?',
			options: { functions: JSON.stringify(functions), functionCall: 'get_weather' },
		});
		expect(first.error?.message).toBeUndefined();
		expect(first.output[0]?.json).toMatchObject({
			text: '',
			functionCall,
			finishReason: 'function_call',
		});
		const second = await ask(
			{
				prompt: '',
				options: {
					functions: JSON.stringify(functions),
					moreInput:
						'={{ { messages: [{ role: "user", content: "Rain in Oslo?" }, { role: "assistant", content: null, function_call: $json.functionCall }, { role: "function", name: $json.functionCall.name, content: "no" }] } }}',
				},
			},
			{ items: [{ json: first.output[0]?.json ?? {} }] },
		);
		expect(second.error?.message).toBeUndefined();
		expect(second.output[0]?.json).toMatchObject({ text: 'You said: no' });
		expect(bodies()).toMatchObject([
			{ functions, function_call: { name: 'get_weather' } },
			{
				messages: [
					{ role: 'user', content: 'Rain in Oslo?' },
					{ role: 'assistant', content: null, function_call: functionCall },
					{ role: 'function', name: 'get_weather', content: 'no' },
				],
			},
		]);
	},
);

it('reads a JSON answer', async () => {
	const run = await ask({ prompt: 'x', options: { jsonAnswer: true } });
	expect(run.output[0]?.json.answer).toEqual({ asked: 'x' });
	expect(bodies()[0]).toMatchObject({ response_format: { type: 'json_object' } });
});

it('finds the picture of an image model', async () => {
	const run = await ask({ chatModel: locator('gpt-4o-image'), prompt: 'a fox' });
	expect(run.output[0]?.json.url).toMatch(/^http.*picture\.png$/);
	expect(run.output[0]?.json.files).toHaveLength(1);
});

it('takes an answer that was not streamed', async () => {
	setting.piApi.behaviour.chatForm = 'whole';
	const run = await ask({ prompt: 'x' });
	expect(run.output[0]?.json).toMatchObject({ text: 'You said: x', finishReason: 'stop' });
});

it.each([
	['cut', /ended early/],
	['error', /stopped answering/],
] as const)('does not ask again after an answer that is %s', async (form, text) => {
	setting.piApi.behaviour.chatForm = form;
	const run = await ask({ prompt: 'a long question, so that there are pieces' });
	expect(run.error?.message).toMatch(text);
	expect(bodies()).toHaveLength(1);
});

it('asks again after 429, and only then', async () => {
	setting.piApi.fault({ on: 'chat', when: 'all', times: 2, kind: 'rateLimited', retryAfter: 1 });
	const run = await ask({ prompt: 'x' });
	expect(run.error?.message).toBeUndefined();
	expect(bodies()).toHaveLength(3);
});

it('asks nothing more once an item has stopped the workflow', async () => {
	setting.piApi.fault({ on: 'chat', when: (count) => count === 1, kind: 'notFound' });
	setting.piApi.fault({ on: 'chat', when: (count) => count === 2, kind: 'rateLimited' });
	const run = await ask({ prompt: '={{ "item " + $json.number }}' }, { items: items(2) });
	expect(run.error?.message).toContain('[item 0]');
	await setting.sleep(5_000);
	expect(bodies()).toHaveLength(2);
});

it('keeps the order of many items, and lets a bad one harm no other', async () => {
	const run = await ask(
		{ prompt: '={{ $json.number === 3 ? "" : "item " + $json.number }}' },
		{ items: items(12), settings: { onError: 'continueRegularOutput' } },
	);
	expect(run.output.map(({ json }) => json.text ?? json.error)).toEqual(
		items(12).map((_, index) =>
			index === 3
				? expect.stringContaining('Prompt and Messages are empty')
				: `You said: item ${index}`,
		),
	);
	expect(run.output.map(({ pairedItem }) => pairedItem)).toEqual(
		items(12).map((_, item) => ({ item })),
	);
});

it('asks with Retry On Fail only for what is missing', async () => {
	setting.piApi.fault({ on: 'chat', when: (count) => count === 2, kind: 'serverError' });
	const run = await ask(
		{ prompt: '={{ "item " + $json.number }}' },
		{ items: items(4), settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 } },
	);
	expect(run.error?.message).toBeUndefined();
	expect(run.output).toHaveLength(4);
	expect(bodies()).toHaveLength(5);
});

it('says what is missing, before anything is asked', async () => {
	const run = await ask({ chatModel: locator('={{ "" }}'), prompt: 'x' });
	expect(run.error?.message).toContain('Model is empty');
	expect(bodies()).toEqual([]);
});

it('asks nothing when one of many items is wrong and the node is to stop', async () => {
	const run = await ask(
		{ prompt: '={{ $json.number === 9 ? "" : "item" }}' },
		{ items: items(10) },
	);
	expect(run.error?.message).toMatch(/empty.*\[item 9\]/);
	expect(bodies()).toEqual([]);
});

it('ends with the execution, and asks nothing more', async () => {
	setting.piApi.fault({ on: 'chat', when: 'all', kind: 'hang' });
	const started = setting.start(
		{ resource: 'chat', operation: 'message', chatModel: locator('gpt-5'), prompt: 'x' },
		{ nodeType: PI_API, items: items(20) },
	);
	await setting.until(() => bodies().length >= 8);
	await setting.sleep(2_000);
	const asked = bodies().length;
	started.stop();
	const run = await started.ended;
	expect(run.status).toBe('canceled');
	await setting.sleep(2_000);
	expect(bodies()).toHaveLength(asked);
	expect(asked).toBe(8);
});
