import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeFor } from '../../nodes/request/nodeFor';
import { effect, IMAGE, optionsOf } from './effectBody';

const PIAPI = 'n8n-nodes-piapi-unified.piApi';
const HOOK = 'https://example.com/hook';

const configOf = (node: { parameters: INodeParameters }): unknown => {
	const { customConfig } = optionsOf(node);
	return customConfig === undefined ? undefined : JSON.parse(String(customConfig));
};

describe('a body that an operation sends', () => {
	it('becomes a node of that operation', () => {
		expect(nodeFor(effect())).toEqual({
			type: PIAPI,
			typeVersion: 1,
			parameters: {
				resource: 'kling',
				operation: 'applyEffect',
				imageUrl: { __rl: true, mode: 'url', value: IMAGE },
				effect: { __rl: true, mode: 'value', value: 'squish' },
				professionalMode: '',
				downloadFiles: false,
			},
			notes: [],
			details: [],
		});
	});

	it('of Midjourney becomes a node of its own', () => {
		const body = { model: 'midjourney', task_type: 'imagine', input: { prompt: 'a fox' } };
		expect(nodeFor(body)).toMatchObject({
			type: 'n8n-nodes-piapi-unified.midjourney',
			parameters: { operation: 'imagine', prompt: 'a fox' },
		});
	});

	it('has the model that it names', () => {
		const body = (model: string) => ({ model, task_type: 'txt2img', input: { prompt: 'a fox' } });
		const [fast, good] = ['Qubico/flux1-schnell', 'Qubico/flux1-dev'].map((model) =>
			nodeFor(body(model)),
		);
		expect(fast?.parameters).toMatchObject({ resource: 'flux', operation: 'generateImage' });
		expect(good?.parameters).toMatchObject({ resource: 'flux', operation: 'generateImage' });
		expect(fast?.parameters.model).not.toBe(good?.parameters.model);
	});

	it('keeps n8n from filling in defaults that the body does not have', () => {
		const input = { prompt: 'a fox', version: '3.0' };
		const { parameters } = nodeFor({ model: 'kling', task_type: 'video_generation', input });
		expect(parameters).toMatchObject({ operation: 'generateVideo3', duration: '', modeChoice: '' });
	});

	it('keeps n8n from filling in a default beside a value that no list has', () => {
		const input = { prompt: 'a fox', model: 'v2.3', resolution: 512 };
		const { parameters } = nodeFor({ model: 'hailuo', task_type: 'video_generation', input });
		expect(parameters).toMatchObject({
			resolutionPixels: '',
			durationChoice: '',
			options: { moreInput: JSON.stringify({ resolution: 512 }, null, 2) },
		});
	});

	it('returns links and downloads nothing, as the request does; a text has no files', () => {
		const lyrics = { model: 'music-u', task_type: 'generate_lyrics', input: { prompt: 'a fox' } };
		expect(nodeFor(lyrics).parameters).not.toHaveProperty('downloadFiles');
		expect(nodeFor(effect({ task_type: 'effects-2' })).parameters).toMatchObject({
			resource: 'customTask',
			downloadFiles: false,
		});
	});

	it('may hold empty texts and empty settings, which count as unset', () => {
		const plain = nodeFor(effect());
		const input = { image_url: IMAGE, effect: 'squish', prompt: '' };
		for (const config of [{}, { service_mode: '' }, { webhook_config: { endpoint: '' } }]) {
			expect(nodeFor(effect({ input, config }))).toEqual(plain);
		}
	});
});

describe('a body that no operation sends', () => {
	it.each<[string, IDataObject, RegExp]>([
		[
			'a missing field',
			effect({ input: { effect: 'squish' } }),
			/Kling: Apply Effect requires Image/,
		],
		[
			'a required field of another type',
			effect({ input: { image_url: IMAGE, effect: 5 } }),
			/requires Effect/,
		],
		[
			'blanks that a form cuts off a required field',
			effect({ input: { image_url: ` ${IMAGE}`, effect: 'squish' } }),
			/requires Image/,
		],
		[
			'nothing of what one is required',
			{ model: 'kling', task_type: 'video_generation', input: { mode: 'pro' } },
			/Prompt and First Frame are empty/,
		],
		[
			'another version',
			{ model: 'kling', task_type: 'omni_video_generation', input: { prompt: 'a', version: '9' } },
			/Kling: Generate Omni Video 3.0 always sends version 3.0/,
		],
		[
			'an unknown task type',
			effect({ task_type: 'effects-2' }),
			/no operation sends the task type effects-2 of the model kling/,
		],
		[
			'an unknown model',
			effect({ model: 'kling-9' }),
			/no operation sends the task type effects of the model kling-9/,
		],
		['no input', { model: 'a', task_type: 'b', input: {} }, /no operation sends/],
	])('for %s becomes a custom task with all of it, and says why', (_, body, reason) => {
		const { type, parameters, notes } = nodeFor(body);
		expect(type).toBe(PIAPI);
		expect(parameters).toMatchObject({
			resource: 'customTask',
			operation: 'create',
			customModel: body.model,
			customTaskType: body.task_type,
			inputAs: 'json',
		});
		expect(JSON.stringify(JSON.parse(String(parameters.input)))).toBe(JSON.stringify(body.input));
		expect(notes).toEqual([expect.stringMatching(/^This becomes a Custom Task: .*\.$/)]);
		expect(notes[0]).toMatch(reason);
	});

	it('for its config says so', () => {
		const { notes } = nodeFor(effect({ config: { priority: 9, webhook_config: { retries: 3 } } }));
		expect(notes).toEqual([
			'This becomes a Custom Task: only that sends config.priority and config.webhook_config.',
		]);
	});
});

describe('the config of a body', () => {
	it.each<[unknown, INodeParameters]>([
		[{ service_mode: 'private' }, { serviceMode: 'private' }],
		[{ webhook_config: { endpoint: HOOK } }, { webhookUrl: HOOK }],
		[
			{ service_mode: 'public', webhook_config: { endpoint: HOOK } },
			{ serviceMode: 'public', webhookUrl: HOOK },
		],
	])('%j is in Task Options', (config, taskOptions) => {
		const node = nodeFor(effect({ config: config as IDataObject }));
		expect(node.parameters.resource).toBe('kling');
		expect(node.parameters.taskOptions).toEqual(taskOptions);
	});

	it.each<[unknown, unknown, INodeParameters | undefined]>([
		[{ priority: 9 }, { priority: 9 }, undefined],
		[{ service_mode: 'own' }, { service_mode: 'own' }, undefined],
		[{ service_mode: 5 }, { service_mode: 5 }, undefined],
		[{ webhook_config: { endpoint: 'here' } }, { webhook_config: { endpoint: 'here' } }, undefined],
		[
			{ webhook_config: { endpoint: HOOK, retries: 3 } },
			{ webhook_config: { retries: 3 } },
			{ webhookUrl: HOOK },
		],
		[{ webhook_config: HOOK }, { webhook_config: HOOK }, undefined],
		[{ webhook_config: [HOOK] }, { webhook_config: [HOOK] }, undefined],
		[{ webhook_config: null }, { webhook_config: null }, undefined],
	])('%j goes into the custom task', (config, custom, taskOptions) => {
		const node = nodeFor(effect({ config: config as IDataObject }));
		expect(node.parameters.resource).toBe('customTask');
		expect(configOf(node)).toEqual(custom);
		expect(node.parameters.taskOptions).toEqual(taskOptions);
	});

	it.each([{ endpoint: HOOK }, {}, { retries: 3 }])(
		'leaves out the webhook secret beside %j, and says so',
		(webhook) => {
			const secret = 'not to be seen';
			const node = nodeFor(effect({ config: { webhook_config: { ...webhook, secret } } }));
			expect(JSON.stringify(node)).not.toContain(secret);
			expect(node.notes.join(' ')).toContain("the PiAPI credential's Webhook Secret");
		},
	);
});

it('tells what is beside input', () => {
	const { notes } = nodeFor(effect({ mode: 'pro', webhook: HOOK }));
	expect(notes).toHaveLength(2);
	expect(notes.join(' ')).toMatch(/"mode" .*"webhook" /);
});

it('blanks around model and task type are cut off, as PiAPI knows no such names', () => {
	expect(nodeFor(effect({ model: ' kling ', task_type: 'effects\n' }))).toEqual(nodeFor(effect()));
});

it('the body stays as it was', () => {
	const body = effect({ input: { image_url: IMAGE, effect: 'squish', prompt: '' }, config: {} });
	const before = JSON.stringify(body);
	nodeFor(body);
	expect(JSON.stringify(body)).toBe(before);
});

const endless: Record<string, unknown> = { model: 'a', task_type: 'b' };
endless.input = { endless };

/** A BigInt does not do here: n8n-workflow gives it a form in JSON. */
const withoutJson = {
	toJSON: () => {
		throw new TypeError('No JSON');
	},
};

describe('what is not a body', () => {
	it.each<[string, unknown, RegExp]>([
		['nothing', undefined, /object with model and task_type/],
		['null', null, /object with model and task_type/],
		['text', '{ "model": "a", "task_type": "b" }', /object with model and task_type/],
		['a number', 5, /object with model and task_type/],
		['a list', [effect()], /object with model and task_type/],
		['a function', () => effect(), /object with model and task_type/],
		['an empty object', {}, /requires model and task_type/],
		['no task type', { model: 'a', input: {} }, /requires model and task_type/],
		['a task type that is not text', { model: 'a', task_type: 5 }, /requires model and task_type/],
		['an empty model', { model: '', task_type: 'b' }, /requires model and task_type/],
		['a blank task type', { model: 'a', task_type: ' ' }, /requires model and task_type/],
		[
			'a list as input',
			{ model: 'a', task_type: 'b', input: [] },
			/input and config must be objects/,
		],
		[
			'text as config',
			{ model: 'a', task_type: 'b', config: 'x' },
			/input and config must be objects/,
		],
		[
			'null as input',
			{ model: 'a', task_type: 'b', input: null },
			/input and config must be objects/,
		],
		['an object that holds itself', endless, /JSON/],
		['a value without JSON', { model: 'a', task_type: 'b', input: { a: withoutJson } }, /JSON/],
	])('%s is refused in words', (_, junk, words) => {
		expect(() => nodeFor(junk)).toThrow(TypeError);
		expect(() => nodeFor(junk)).toThrow(words);
	});
});
