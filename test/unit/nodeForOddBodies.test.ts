import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { nodeFor } from '../../nodes/request/nodeFor';
import { effect, IMAGE, optionsOf } from './effectBody';

const sentAsMore = (node: { parameters: INodeParameters }): unknown => {
	const { moreInput } = optionsOf(node);
	return moreInput === undefined ? undefined : JSON.parse(String(moreInput));
};

const CONTROLLED = {
	prompt: 'a fox',
	control_net_settings: [{ control_image: IMAGE, control_type: 'depth' }],
};

describe('a body with something odd in it', () => {
	it.each<[string, IDataObject, string, unknown]>([
		[
			'an unknown input',
			{ ...(effect().input as IDataObject), strength: 1 },
			'applyEffect',
			{ strength: 1 },
		],
		['another type', { image_url: IMAGE, effect: 'a', prompt: 5 }, 'applyEffect', { prompt: 5 }],
		['null', { image_url: IMAGE, effect: 'squish', prompt: null }, 'applyEffect', { prompt: null }],
		[
			'text for a switch',
			{ image_url: IMAGE, effect: 'a', professional_mode: 'so' },
			'applyEffect',
			{ professional_mode: 'so' },
		],
		['an empty object', { image_url: IMAGE, effect: 'a', extra: {} }, 'applyEffect', { extra: {} }],
		[
			'a key like that of all objects',
			JSON.parse(
				`{ "image_url": "${IMAGE}", "effect": "a", "__proto__": { "a": 1 } }`,
			) as IDataObject,
			'applyEffect',
			JSON.parse('{ "__proto__": { "a": 1 } }'),
		],
	])('%s: keeps its fields, the odd one goes into More Input', (_, input, operation, more) => {
		const node = nodeFor(effect({ input }));
		expect(node.parameters).toMatchObject({ resource: 'kling', operation });
		expect(JSON.stringify(sentAsMore(node))).toBe(JSON.stringify(more));
		expect(node.notes).toEqual([
			expect.stringMatching(
				/^"\w+" is in More Input \(JSON\): Kling: Apply Effect (has no field for it|does not take this value)\.$/,
			),
		]);
	});

	it.each<[string, string, IDataObject, string, unknown]>([
		[
			'Qubico/flux1-dev-advanced',
			'controlnet-lora',
			{ ...CONTROLLED, lora_settings: [] },
			'generateImageWithControlNet',
			{ lora_settings: [] },
		],
		[
			'kling',
			'video_generation',
			{ prompt: 'a', version: '3.0', multi_shots: [] },
			'generateVideo3',
			{ multi_shots: [] },
		],
		[
			'gemini',
			'nano-banana-pro',
			{ prompt: 'a', image_urls: [] },
			'generateImageNanoBananaPro',
			{ image_urls: [] },
		],
		['Qubico/flux1-dev', 'txt2img', { prompt: 'a', loras: [] }, 'generateImage', { loras: [] }],
	])('%s %s with an empty list keeps it', (model, task_type, input, operation, more) => {
		const node = nodeFor({ model, task_type, input });
		expect(node.parameters).toMatchObject({ operation });
		expect(sentAsMore(node)).toEqual(more);
	});

	it.each<[string, string, IDataObject, unknown]>([
		['kling', 'video_generation', { prompt: 'a', aspect_ratio: '4:3' }, { aspect_ratio: '4:3' }],
		['kling', 'video_generation', { prompt: 'a', version: '9.9', mode: 'std' }, { version: '9.9' }],
		['Qubico/flux1-dev', 'txt2img', { prompt: 'a', guidance_scale: 50 }, { guidance_scale: 50 }],
		[
			'kling',
			'video_generation',
			{ prompt: 'a', camera_control: { type: 'simple', tempo: 1 } },
			{ camera_control: { type: 'simple', tempo: 1 } },
		],
	])(
		'%s %s with a value that its field does not take keeps it: %j',
		(model, task_type, input, more) => {
			const node = nodeFor({ model, task_type, input });
			expect(node.parameters.resource).not.toBe('customTask');
			expect(sentAsMore(node)).toEqual(more);
			expect(node.parameters.prompt).toBe('a');
		},
	);

	it('goes to the operation that has the most fields for it', () => {
		const input = { prompt: 'a', version: '3.0', mode: 'pro', prefer_multi_shots: true, odd: 1 };
		const node = nodeFor({ model: 'kling', task_type: 'video_generation', input });
		expect(node.parameters.operation).toBe('generateVideo3');
		expect(sentAsMore(node)).toEqual({ odd: 1 });
	});
});

describe('a value as text', () => {
	const of = (input: IDataObject, task = 'video_generation', model = 'kling') =>
		nodeFor({ model, task_type: task, input });
	const allOf = (node: { parameters: INodeParameters }) => ({
		...node.parameters,
		...optionsOf(node),
	});

	it.each<[IDataObject, INodeParameters, RegExp]>([
		[
			{ prompt: 'a', cfg_scale: '0.5' },
			{ cfgScale: 0.5 },
			/^"cfg_scale" was the text "0.5" and is sent as a number: PiAPI refuses/,
		],
		[
			{ prompt: 'a', duration: '10' },
			{ durationChoice: 10 },
			/"duration" was the text "10" and is sent as a number/,
		],
		[
			{ prompt: 'a', version: '2.6', enable_audio: 'true' },
			{ enableAudio: true },
			/"enable_audio" was the text "true" and is sent as true: /,
		],
		[
			{ prompt: 'a', version: '2.6', enable_audio: 'False' },
			{ enableAudio: false },
			/is sent as false/,
		],
		[
			{
				prompt: 'a',
				camera_control: {
					type: 'simple',
					config: { pan: ' -3 ', tilt: 0, roll: 0, zoom: 0, horizontal: 0, vertical: 0 },
				},
			},
			{ cameraControlConfigPan: -3 },
			/"camera_control.config.pan"/,
		],
	])('%j is sent as what it means, with a note', (input, parameters, note) => {
		const node = of(input);
		expect(node.parameters.resource).toBe('kling');
		expect(allOf(node)).toMatchObject(parameters);
		expect(optionsOf(node).moreInput).toBeUndefined();
		expect(node.notes).toEqual([expect.stringMatching(note)]);
	});

	it('in a list of rows, too', () => {
		const node = of({ version: '3.0', multi_shots: [{ prompt: 'a', duration: '4' }] });
		expect(node.parameters.operation).toBe('generateVideo3');
		expect(JSON.stringify(node.parameters)).toContain('"duration":4');
		expect(node.notes).toEqual([
			expect.stringMatching(/"multi_shots\[0\].duration" was the text "4"/),
		]);
	});

	it.each<[IDataObject, unknown]>([
		[{ prompt: 'a', cfg_scale: '0,5' }, { cfg_scale: '0,5' }],
		[{ prompt: 'a', cfg_scale: '0x1' }, { cfg_scale: '0x1' }],
		[{ prompt: 'a', cfg_scale: 'Infinity' }, { cfg_scale: 'Infinity' }],
		[{ prompt: 'a', enable_audio: 'yes' }, { enable_audio: 'yes' }],
		[{ prompt: 'a', cfg_scale: '5' }, { cfg_scale: 5 }],
	])(
		'%j: what has no clear meaning stays, what has no place is sent as it means',
		(input, more) => {
			expect(sentAsMore(of(input))).toEqual(more);
		},
	);

	it('stays where a text is wanted', () => {
		const node = of({ prompt: '5', version: '1.6' });
		expect(node.parameters.prompt).toBe('5');
		expect(node.notes).toEqual([]);
		const veo = of({ prompt: 'a', duration: '8s' }, 'veo3-video', 'veo3');
		expect([veo.notes, veo.parameters.resource]).toEqual([[], 'veo3']);
	});

	it('stays where nobody knows the type', () => {
		const node = of({ prompt: 'a', steps: '5' }, 'dream', 'brand-new');
		expect(JSON.parse(String(node.parameters.input))).toEqual({ prompt: 'a', steps: '5' });
	});

	it('is sent as a number by the custom task, too, where the type is known', () => {
		const node = nodeFor({
			model: 'kling',
			task_type: 'video_generation',
			input: { prompt: 'a', cfg_scale: '0.5' },
			config: { priority: 9 },
		});
		expect(JSON.parse(String(node.parameters.input))).toEqual({ prompt: 'a', cfg_scale: 0.5 });
		expect(node.notes.join(' ')).toMatch(/"cfg_scale" was the text/);
	});
});
