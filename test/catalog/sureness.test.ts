import { families, variantsOf } from '../../nodes/catalog';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { draftOf } from '../../nodes/request/draft';
import { isProblem } from '../../nodes/transport/problem';

const operationOf = (family: string, value: string): Operation => {
	const found = [...families, ...openAiFamilies]
		.find((one) => one.value === family)
		?.operations.find((one) => one.value === value);
	if (found === undefined) throw new Error(`no ${family} ${value}`);
	return found;
};

/** What an operation sends for these values, by path; or why it sends nothing. */
function sentBy(family: string, value: string, values: Record<string, unknown>) {
	const operation = operationOf(family, value);
	const draft = draftOf(operation, {
		itemIndex: 0,
		read: ({ path }) => values[path],
		variant: variantsOf(operation)[0]?.value,
		serviceMode: '',
		webhookUrl: '',
		webhookSecret: '',
	});
	return isProblem(draft) ? draft.message : draft.request.input;
}

const prompt = 'a fox';

describe('a value that only programs of others name, or no source at all', () => {
	it.each<[string, string, Record<string, unknown>]>([
		['trellis', 'generateModel', { prompt, ss_guidance_strength: 12 }],
		['hailuo', 'generateVideo', { prompt, model: 'v2.3', duration: 10, resolution: 1080 }],
		['hailuo', 'generateVideo', { prompt, model: 'v2.3', duration: 8, resolution: 512 }],
		['hunyuan', 'generateVideoFromText', { prompt, aspect_ratio: '4:3' }],
		['hunyuan', 'generateVideoFast', { prompt, aspect_ratio: '4:3' }],
		['luma', 'generateVideo', { prompt, aspect_ratio: '3:2' }],
		['luma', 'generateVideo', { prompt, model: 'ray-v3' }],
		['kling', 'generateTurboVideo', { prompt, version: '2.6-turbo' }],
		['kling', 'generateVideo', { prompt, version: '2.6-pro' }],
		['sora2', 'generateVideo', { prompt, duration: 5 }],
		['sora2', 'generateProVideo', { prompt, duration: 10, resolution: '480p' }],
		['gemini', 'generateImageNanoBananaPro', { prompt, output_format: 'jpg' }],
		['gemini', 'generateImageNanoBanana2', { prompt, output_format: 'webp' }],
		['gemini', 'generateImageNanoBanana21', { prompt, output_format: 'webp' }],
		['veo3', 'generateVideo31FromText', { prompt, duration: '5s', resolution: '4k' }],
		['seedream', 'generateImageLite', { prompt, aspect_ratio: '1:4' }],
		['wan', 'generateVideoFromText', { prompt, duration: 7 }],
	])('is sent: %s, %s, %j', (family, operation, values) => {
		expect(sentBy(family, operation, values)).toEqual(values);
	});

	it('is sent as the list writes it, however an expression does', () => {
		const values = { prompt, model: 'V2.3', duration: '10 Seconds', resolution: '1080' };
		expect(sentBy('hailuo', 'generateVideo', values)).toEqual({
			prompt,
			model: 'v2.3',
			duration: 10,
			resolution: 1080,
		});
	});
});

const files = (kind: string, count: number): string[] =>
	Array.from({ length: count }, (_, index) => `https://example.com/${kind}${index}`);

describe('what PiAPI documents about values together', () => {
	const size = 'The product of Width and Height is 2097152';
	const shots = (...seconds: number[]) => ({
		multi_shots: seconds.map((duration) => ({ prompt, duration })),
	});
	const area = { prompt, width: 2048, height: 1024 };

	it.each<[string, string, Record<string, unknown>, string]>([
		[
			'skyreels',
			'animatePerson',
			{ prompt, image: 'https://example.com/fox.png', guidance_scale: 0 },
			'Guidance is 0',
		],
		['kling', 'generateVideo3', shots(10, 6), 'The sum of Duration in Shots is 16'],
		['kling', 'generateOmniVideo', shots(8, 8), 'The sum of Duration in Shots is 16'],
		[
			'seedance',
			'generateVideo2',
			{ prompt, mode: 'first_last_frames', image_urls: files('a', 3) },
			'Images has 3 files with Mode First and Last Frame',
		],
		[
			'seedance',
			'generateVideo25',
			{ prompt, image_urls: files('a', 9), video_urls: files('b', 3), audio_urls: files('c', 1) },
			'Images, Reference Videos and Reference Audio have 13 files in total',
		],
		[
			'seedream',
			'generateImageLite',
			{ prompt, image_urls: files('a', 11) },
			'Images has 11 files',
		],
		['flux', 'generateImage', area, size],
		['flux', 'generateImageWithLora', { ...area, 'lora_settings[0].lora_type': 'anime' }, size],
		['minimax-h3', 'generateVideoFromText', { prompt, duration: 16 }, 'Duration is 16'],
	])('is refused before the task: %s, %s', (family, operation, values, message) => {
		expect(sentBy(family, operation, values)).toBe(message);
	});

	it('may be reached', () => {
		const values = { prompt, width: 1024, height: 1024 };
		expect(sentBy('flux', 'generateImage', values)).toEqual(values);
		expect(sentBy('kling', 'generateVideo3', shots(9, 6))).toMatchObject(shots(9, 6));
		expect(
			sentBy('skyreels', 'animatePerson', {
				prompt,
				image: 'https://example.com/fox.png',
				guidance_scale: 0.1,
			}),
		).toMatchObject({ guidance_scale: 0.1 });
	});
});

describe('a LoRA beside a ControlNet', () => {
	const control = {
		prompt,
		'control_net_settings[0].control_image': 'https://example.com/fox.png',
		'control_net_settings[0].control_type': 'depth',
	};
	const entry = (name: string) => `lora_settings[0].lora_${name}`;

	it.each([
		[entry('strength'), 0.5, 'LoRA Strength requires LoRA'],
		[entry('image'), 'https://example.com/style.png', 'LoRA Image requires LoRA'],
	])('needs its name for %s', (path, value, message) => {
		const values = { ...control, [path]: value };
		expect(sentBy('flux', 'generateImageWithControlNet', values)).toBe(message);
		expect(
			sentBy('flux', 'generateImageWithControlNet', { ...values, [entry('type')]: 'anime' }),
		).toMatchObject({ lora_settings: [{ lora_type: 'anime' }] });
	});

	it('may be left out', () => {
		expect(sentBy('flux', 'generateImageWithControlNet', control)).not.toHaveProperty(
			'lora_settings',
		);
	});
});

it.each(['gpt-image-2.5-flare', 'gpt-image-2.5-sunburst'])(
	'%s is refused, since PiAPI runs it on other endpoints',
	(model) => {
		expect(sentBy('gptImage', 'generate', { prompt, model })).toBe(
			`Model is "${model}", which this operation does not offer`,
		);
		expect(sentBy('gptImage', 'generate', { prompt, model: 'gpt-image-3' })).toEqual({
			prompt,
			model: 'gpt-image-3',
		});
	},
);
