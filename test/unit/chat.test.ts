import type { IDataObject } from 'n8n-workflow';

import { jsonIn } from '../../nodes/actions/chat';
import { answer, answering, ask, items } from './chatStage';
import { canceled, refusedWith } from './connectionStage';
import { endsSoon } from './endsSoon';

describe('what a model is asked', () => {
	it('is the prompt alone, as text', async () => {
		const { bodies, limits } = await ask();
		expect(bodies).toEqual([
			{ model: 'gpt-4o', messages: [{ role: 'user', content: 'Name a fox' }] },
		]);
		expect(limits[0]).toBeGreaterThan(0);
	});

	it('is the system message first, the messages, then the prompt with its images', async () => {
		const message = { role: 'assistant', content: 'Hello' };
		const { bodies } = await ask({
			parameters: {
				chatImages: ['https://x.example/1.png', 'https://x.example/2.png'],
				options: {
					messages: [message],
					systemMessage: 'Be short',
					temperature: 0.5,
					jsonAnswer: true,
				},
			},
		});
		expect(bodies).toEqual([
			{
				model: 'gpt-4o',
				temperature: 0.5,
				messages: [
					{ role: 'system', content: 'Be short' },
					message,
					{
						role: 'user',
						content: [
							{ type: 'text', text: 'Name a fox' },
							{ type: 'image_url', image_url: { url: 'https://x.example/1.png' } },
							{ type: 'image_url', image_url: { url: 'https://x.example/2.png' } },
						],
					},
				],
				response_format: { type: 'json_object' },
			},
		]);
	});

	it('can be messages without a prompt', async () => {
		const messages = [{ role: 'user', content: 'Hello' }];
		const { bodies } = await ask({ parameters: { prompt: '', options: { messages } } });
		expect(bodies).toEqual([{ model: 'gpt-4o', messages }]);
	});

	it('holds a binary as a data URL', async () => {
		const { bodies } = await ask({
			parameters: { chatImages: [{ __rl: true, mode: 'binary', value: 'photo' }] },
			helpers: {
				assertBinaryData: () => ({ mimeType: 'image/png', fileName: 'fox.png', data: '' }),
				getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('fox')),
			},
		});
		expect(bodies[0]?.messages).toMatchObject([
			{ content: [{}, { image_url: { url: 'data:image/png;base64,Zm94' } }] },
		]);
	});

	it('is nothing where a binary is missing', async () => {
		const { bodies, error } = await ask({
			parameters: { chatImages: [{ __rl: true, mode: 'binary', value: 'photo' }] },
			helpers: {
				assertBinaryData: () => {
					throw new Error('No such field');
				},
			},
		});
		expect(bodies).toEqual([]);
		expect(error?.message).toContain('could not be read from the binary field "photo"');
	});

	it('has the time of the Timeout', async () => {
		const { limits } = await ask({ parameters: { options: { timeout: 7 } } });
		expect(limits).toEqual([7000]);
	});

	it.each([
		[{ prompt: '' }, /Prompt/],
		[{ chatModel: '' }, /Model/],
		[{ options: { timeout: 0 } }, /Timeout/],
		[{ chatImages: 'no link' }, /Images/],
	])('is nothing for %j', async (parameters, message) => {
		const { bodies, error } = await ask({ parameters });
		expect(bodies).toEqual([]);
		expect(error?.message).toMatch(message);
	});
});

describe('the item of an answer', () => {
	it('holds text, model, reason and usage', async () => {
		const { output } = await ask();
		expect(output).toEqual([
			{
				json: {
					text: 'Reynard',
					model: 'gpt-4o',
					finishReason: 'stop',
					usage: { total_tokens: 5 },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('holds the calls that the model asks for', async () => {
		const functionCall = { name: 'get_weather', arguments: '{"city":"Oslo"}' };
		const toolCalls = [{ id: '1', type: 'function', function: functionCall }];
		const calls = { ...answer(''), functionCall, toolCalls };
		const { output, hints } = await ask({
			answers: [{ outcome: 'answered', answer: calls }],
			parameters: { options: { jsonAnswer: true } },
		});
		expect(output[0]?.json).toMatchObject({ text: '', functionCall, toolCalls });
		expect(hints).toEqual([]);
	});

	it.each([
		['{"a":1}', { a: 1 }],
		['```json\n{"a":1}\n```', { a: 1 }],
		['```\n[1]\n``` ', [1]],
		['Sure! Here it is:\n```json\n{"a":1}\n```\nAnything else?', { a: 1 }],
		['First:\n```json\n{"a":1}\n```\nthen:\n```\n{"b":2}\n```', { a: 1 }],
		['```json\n{"code":"```x```"}\n```', { code: '```x```' }],
		['no JSON', null],
	])('reads %j as JSON where JSON is asked for', async (text, json) => {
		const { output } = await ask({ text, parameters: { options: { jsonAnswer: true } } });
		expect(output[0]?.json).toMatchObject({ text, answer: json });
	});

	it.each([
		['', 'Item 0: The answer is not JSON'],
		['length', 'Item 0: The answer is not JSON: it ends at Max Tokens'],
	])('says where it is none (finish reason %j)', async (finishReason, hint) => {
		const parameters = { options: { jsonAnswer: true } };
		const cut = { outcome: 'answered' as const, answer: { ...answer('{"a":'), finishReason } };
		const { hints, output } = await ask({ answers: [cut], parameters });
		expect(output[0]?.json).toMatchObject({ text: '{"a":', answer: null });
		expect(hints).toEqual([hint]);
		expect((await ask({ text: '5', parameters })).hints).toEqual([]);
	});

	it('finds the end of a code block in any text', () => {
		for (const text of ['\n'.repeat(400_000), '```json\n'.repeat(50_000)]) {
			expect(endsSoon(() => jsonIn(`a${text}b`))).toBeUndefined();
		}
	});

	it('lists the pictures in the text', async () => {
		const text = 'See ![a](https://x.example/1.png) and ![](http://x.example/2.png)';
		const { output } = await ask({ text });
		expect(output[0]?.json).toMatchObject({
			url: 'https://x.example/1.png',
			files: [
				{ url: 'https://x.example/1.png', kind: 'image', role: 'image' },
				{ url: 'http://x.example/2.png', kind: 'image', role: 'image' },
			],
		});
	});

	it.each(['Generation failed: no foxes', '  Failure reason: no foxes  '])(
		'is an error where an image model says "%s"',
		async (text) => {
			const { error } = await ask({ text, parameters: { chatModel: 'gpt-4o-image' } });
			expect(error).toMatchObject({
				message: `${text.trim()} [item 0]`,
				description: 'Change the prompt, or run it again.',
			});
		},
	);

	it.each([
		['gpt-4o', 'Generation failed'],
		['gpt-4o-image', 'A fox'],
		['gpt-4o-image', 'Generation failed ![a](https://x.example/1.png)'],
	])('is not an error for %s that says "%s"', async (chatModel, text) => {
		const { output } = await ask({ text, parameters: { chatModel } });
		expect(output[0]?.json.text).toBe(text);
	});
});

describe('what is paid', () => {
	it('is not asked again on another try', async () => {
		const kept: IDataObject = {};
		const stage = { items: items(3), kept, parameters: { prompt: (i: number) => `item ${i}` } };
		const first = await ask({
			...stage,
			answers: [await answering('zero'), await answering('one'), refusedWith('Not now')],
		});
		expect(first.error?.message).toBe('Not now [item 2]');
		const second = await ask({ ...stage, text: 'two' });
		expect(second.bodies).toHaveLength(1);
		expect(second.output.map(({ json }) => json.text)).toEqual(['zero', 'one', 'two']);
		const third = await ask(stage);
		expect(third.bodies).toHaveLength(3);
	});

	it('is found after a manual retry, by what was asked', async () => {
		const kept: IDataObject = {};
		const parameters = { prompt: (i: number) => `item ${i}` };
		await ask({
			items: items(2),
			kept,
			parameters,
			answers: [await answering('zero'), refusedWith('Not now')],
		});
		const again = await ask({ items: items(2), kept, parameters, executionId: 'another' });
		expect(again.bodies).toHaveLength(1);
		expect(again.output[0]?.json.text).toBe('zero');
	});

	it('is asked again after a manual retry that asks for something else', async () => {
		const kept: IDataObject = {};
		const answers = [await answering('zero'), refusedWith('Not now')];
		await ask({ items: items(2), kept, answers });
		const again = await ask({
			items: items(2),
			kept,
			parameters: { prompt: 'Name a bear' },
			executionId: 'another',
			node: { parameters: { changed: true } },
		});
		expect(again.bodies).toHaveLength(2);
	});

	it('stays known while n8n runs the node again for an error in its first item', async () => {
		const kept: IDataObject = {};
		const stage = { items: items(2), kept, continueOnFail: true, node: { retryOnFail: true } };
		const parameters = { prompt: (i: number) => `item ${i}` };
		const first = await ask({ ...stage, parameters, answers: [refusedWith('Not now')] });
		expect(first.output[0]?.json.error).toContain('Not now');
		const second = await ask({ ...stage, parameters });
		expect(second.bodies).toHaveLength(1);
		expect(kept).toEqual({});
	});

	it('is given up by a stop', async () => {
		expect(await ask({ answers: [canceled] })).toMatchObject({ output: [] });
	});
});

describe('the media in an answer', () => {
	const A = 'https://x.example/a.png';
	const V = 'https://x.example/v.mp4';

	it.each([
		['none', 'See https://x.example/docs', {}],
		['one', `[Play](${V})`, { url: V, files: [{ url: V, kind: 'video', role: 'video' }] }],
	])('is %s', async (_, text, media) => {
		const { output } = await ask({ text });
		const { url, files } = output[0]?.json ?? {};
		expect({ url, files }).toEqual({ url: undefined, files: undefined, ...media });
		expect(output[0]?.json.text).toBe(text);
	});

	it('has its kind, a video first and each once', async () => {
		const { output } = await ask({ text: `![fox](${A}) [Play](${V}) ${V}` });
		expect(output[0]?.json.files).toEqual([
			{ url: V, kind: 'video', role: 'video' },
			{ url: A, kind: 'image', role: 'image' },
		]);
	});

	it('is not what was sent', async () => {
		const parameters = { prompt: `What is on ${A}?`, chatImages: ['https://x.example/b.png'] };
		const text = `${A} shows a fox, https://x.example/b.png a hen. ![new](https://x.example/c.png)`;
		const { output } = await ask({ parameters, text });
		expect(output[0]?.json.files).toEqual([
			expect.objectContaining({ url: 'https://x.example/c.png' }),
		]);
	});
});
