import { familyFacts, factNames, factsOfTask, type PriceFact } from '../../tools/facts/facts';
import { recordedAnswers } from '../../tools/recorded/recorded';
import type { TaskRequest } from '../../tools/simulator/options';
import { ASSUMED } from '../../tools/simulator/pricedRequest';
import { taskOf } from '../../tools/simulator/call';
import { billOf } from '../../tools/simulator/bill';
import { isObject } from '../../tools/simulator/json';
import { otherPrices } from '../../tools/simulator/otherPrices';
import { requirementsOf } from '../../tools/simulator/priceConditions';
import { taskIn } from '../../tools/simulator/recordedShapes';
import { POINTS_PER_DOLLAR } from '../../tools/simulator/usage';

const families = factNames.map(familyFacts);

const requestFor = (
	model: string,
	taskType: string,
	input: TaskRequest['input'] = {},
	config?: TaskRequest['config'],
): TaskRequest => ({ ...taskOf(model, taskType, { prompt: 'a fox', ...input }), config });

const usdOf = (...given: Parameters<typeof requestFor>): number | undefined =>
	billOf(requestFor(...given), families)?.usd;

describe('the bill', () => {
	it.each<[string, string, TaskRequest['input'], number]>([
		['Qubico/flux1-schnell', 'txt2img', {}, 0.0015],
		['Qubico/flux1-schnell', 'txt2img', { batch_size: 3 }, 0.0045],
		// The facts know the number of images for schnell only.
		['Qubico/flux1-dev', 'txt2img', { batch_size: 3 }, 0.015],
		['gemini', 'nano-banana-pro', {}, 0.105],
		['gemini', 'nano-banana-pro', { resolution: '2K' }, 0.105],
		['gemini', 'nano-banana-pro', { resolution: '4k' }, 0.18],
		['gemini', 'nano-banana-2', { resolution: '2K', num_images: 4 }, 0.32],
		['gemini', 'nano-banana-2.1', { resolution: '4K' }, 0.09],
		['seedream', 'seedream-5-lite', { size: '3K' }, 0.052],
		['seedream', 'seedream-5-pro-less-restriction', {}, 0.085],
		['Qubico/z-image', 'txt2img', { width: 720, height: 720 }, 0.002],
		['Qubico/z-image', 'txt2img', { width: 1024, height: 1024 }, 0.004],
		['Qubico/z-image', 'txt2img', { width: 1440, height: 1090 }, 0.006],
		['Qubico/z-image', 'txt2img', { width: 1440, height: 1440, batch_size: 2 }, 0.016],
		['seedream', 'seedream-5-pro', { image_urls: ['a', 'b', 'c'] }, 0.074],
		['seedream', 'seedream-5-lite', { image_urls: ['a', 'b', 'c'] }, 0.052],
		['kling', 'ai_try_on', { model_input: 'a', dress_input: 'b', batch_size: 4 }, 0.28],
		['Qubico/tts', 'zero-shot', { gen_text: 'x'.repeat(400), ref_audio: 'a' }, 0.01],
		['Qubico/trellis2', 'image-to-3d', { image: 'a' }, 0.1],
		['midjourney', 'describe', { image_url: 'a' }, 0.01],
		['midjourney', 'imagine', { process_mode: 'fast' }, 0.07],
	])('of %s %s with %j is %d', (model, taskType, input, usd) => {
		expect(usdOf(model, taskType, input)).toBeCloseTo(usd, 7);
	});

	it.each<[string, string, TaskRequest['input'], number]>([
		['kling', 'video_generation', { version: '3.0' }, 0.5],
		['kling', 'video_generation', { version: '3.0', duration: 10, enable_audio: true }, 1.5],
		['kling', 'video_generation', { version: '3.0', mode: 'pro' }, 0.75],
		['kling', 'video_generation', { version: '3.0', mode: 'pro', enable_audio: true }, 1],
		[
			...(['kling', 'video_generation'] as const),
			{
				version: '3.0',
				duration: 15,
				multi_shots: [{ prompt: 'a', duration: 2 }, { prompt: 'b' }],
			},
			0.5,
		],
		['kling', 'omni_video_generation', { version: '3.0', resolution: '1080p' }, 0.75],
		['kling-turbo', 'video_generation', { duration: 10 }, 0.56],
		['kling-turbo', 'video_generation', {}, 0.28],
		['kling', 'effects', { effect: 'squish', image_url: 'a' }, 0.26],
		['kling', 'effects', { effect: 'squish', image_url: 'a', professional_mode: true }, 0.46],
		['hailuo', 'video_generation', { model: 'v2.3-fast' }, 0.16],
		['hailuo', 'video_generation', { model: 'v2.3-fast', duration: 10 }, 0.26],
		['hailuo', 'video_generation', { model: 'v2.3' }, 0.23],
		['hailuo', 'video_generation', { model: 'v2.3', resolution: 1080 }, 0.45],
		['hailuo', 'video_generation', { model: 's2v-01' }, 0.3],
		['hailuo', 'video_generation', { model: 'i2v-02', duration: 10 }, 0.8],
		['kling', 'video_generation', { version: '2.5', mode: 'pro', duration: 10 }, 0.66],
		['kling', 'video_generation', { version: '2.1-master', mode: 'pro' }, 0.96],
		['kling', 'video_generation', { version: '1.6' }, 0.26],
		['kling', 'omni_video_generation', { version: 'o1' }, 0.39],
		['kling', 'omni_video_generation', { version: 'o1', resolution: '1080p', duration: 5 }, 1.04],
		['luma', 'video_generation', {}, 0.2],
		['veo3.1', 'veo3.1-video', { duration: '8s', generate_audio: true }, 1.92],
		['veo3.1', 'veo3.1-video-fast', { duration: '6s', generate_audio: false }, 0.36],
		['Wan', 'wan26-txt2video', {}, 0.6],
		['Wan', 'wan26-txt2video', { resolution: '720P', duration: 10 }, 0.8],
		['seedance', 'seedance-2-less-restriction', { resolution: '1080p', duration: 4 }, 2.2],
		['seedance', 'seedance-2.5', {}, 1.75],
		['sora2', 'sora2-pro-video', { resolution: '720p', duration: 8 }, 1.92],
		['Qubico/minimax-h3', 'txt2video', { resolution: '768p', duration: 6 }, 0.3],
		['Qubico/framepack', 'img2video', { start_image: 'a' }, 0.3],
		['Qubico/ace-step', 'txt2audio', { style_prompt: 'a', duration: 60 }, 0.03],
	])('of the length of %s %s with %j is %d', (model, taskType, input, usd) => {
		expect(usdOf(model, taskType, input)).toBeCloseTo(usd, 7);
		expect(billOf(requestFor(model, taskType, input), families)?.isMeasured).toBe(false);
	});

	it.each<[string, string, TaskRequest['input'], number]>([
		['kling', 'motion_control', { image_url: 'a', video_url: 'b' }, 0.065 * ASSUMED.seconds],
		['kling', 'motion_control', { image_url: 'a', mode: 'pro' }, 0.104 * ASSUMED.seconds],
		['Qubico/mmaudio', 'video2audio', { video: 'a' }, 0.0005 * ASSUMED.seconds],
		[
			...(['seedance', 'seedance-2'] as const),
			{ resolution: '720p', duration: 5, video_urls: ['a', 'b'] },
			1 + 2 * 0.1 * ASSUMED.seconds,
		],
		['byteaudio', 'seed-audio-1.0', { text: 'a' }, 0.002 * ASSUMED.seconds],
		['sora2', 'remove-watermark', { video_url: 'a' }, 0.003 * ASSUMED.seconds],
		['Qubico/video-toolkit', 'upscale', { video: 'a' }, 0.0003 * ASSUMED.frames],
		['Qubico/image-toolkit', 'upscale', { image: 'a' }, 0.001 * ASSUMED.megapixels],
	])('of %s %s follows from a file of the assumed length', (model, taskType, input, usd) => {
		const bill = billOf(requestFor(model, taskType, input), families);
		expect(bill?.usd).toBeCloseTo(usd, 7);
		expect(bill?.isMeasured).toBe(true);
	});

	it.each<[string, string, TaskRequest['input']]>([
		['midjourney', 'imagine', {}],
		['kling', 'video_generation', { version: '2.6' }],
		['kling', 'video_generation', { version: '2.1', mode: 'pro' }],
		['luma', 'video_generation', { duration: 10 }],
		['luma', 'video_generation', { model_name: 'ray-v1' }],
		['sora2', 'sora2-pro-video', { resolution: '1080p' }],
		['seedance', 'seedance-2-fast', { resolution: '1080p' }],
		['hailuo', 'video_generation', { model: 't2v-01-director' }],
		['acme', 'animate', {}],
	])('of %s %s with %j is not known', (model, taskType, input) => {
		expect(billOf(requestFor(model, taskType, input), families)).toBeUndefined();
	});

	it.each<[string, string, TaskRequest['input'], boolean]>([
		['veo3', 'veo3-video', { duration: '4s', generate_audio: true }, false],
		['veo3', 'veo3-video', { duration: '4s' }, true],
		['veo3', 'veo3-video', { generate_audio: true }, true],
		['Qubico/z-image', 'txt2img', { width: 1024, batch_size: 1 }, true],
		['Wan', 'wan26-txt2video', {}, true],
		['Wan', 'wan26-txt2video', { resolution: '1080P' }, false],
	])('of %s %s with %j rests on an assumption: %s', (model, taskType, input, isAssumed) => {
		expect(billOf(requestFor(model, taskType, input), families)?.isAssumed).toBe(isAssumed);
	});

	it('is nothing on an account of the user with the provider', () => {
		const config = { service_mode: 'private' };
		expect(usdOf('Qubico/trellis2', 'image-to-3d', { image: 'a' }, config)).toBe(0);
		expect(usdOf('midjourney', 'imagine', {}, config)).toBe(0);
	});

	it('agrees with the amounts in the examples of PiAPI at that price', () => {
		expect(usdOf('Qubico/pixal3d', 'image-to-3d', { image: 'a' })).toBe(0.25);
		expect(
			usdOf('kling', 'omni_video_generation', { version: '3.0', duration: 3, enable_audio: true }),
		).toBe(0.45);
		expect(usdOf('sora2', 'sora2-video', { duration: 4 })).toBe(0.32);
		expect(usdOf('seedance', 'seedance-2-preview', { duration: 5 })).toBe(0.75);
		expect(usdOf('Qubico/trellis', 'text-to-3d')).toBe(0.04);
	});
});

describe('the conditions of prices', () => {
	const rows = families.flatMap(({ prices = [] }) =>
		prices.filter(({ taskTypes }) => taskTypes.length > 0),
	);

	const isUnderstood = ({
		model,
		taskTypes,
		condition,
	}: Pick<PriceFact, 'model' | 'taskTypes' | 'condition'>): boolean =>
		taskTypes.every((taskType) =>
			factsOfTask(families, model, taskType).some((task) =>
				requirementsOf(condition, task).every((one) => !('paths' in one) || one.paths.length > 0),
			),
		);

	it('are all understood', () => {
		expect(rows.length).toBeGreaterThan(100);
		expect([...rows, ...otherPrices].filter((row) => !isUnderstood(row))).toEqual([]);
	});

	it('are not guessed', () => {
		const [task] = factsOfTask(families, 'Wan', 'wan26-txt2video');
		if (task === undefined) throw new Error('Wan is gone');
		expect(requirementsOf('720P, without audio', task)).toEqual([
			{ paths: ['resolution'], values: ['720P'] },
			{ paths: ['audio'], values: [false] },
		]);
		expect(requirementsOf('Sundays', task)).toEqual([{ paths: [], values: ['Sundays'] }]);
		expect(() => requirementsOf('720P; Sundays', task)).toThrow('; Sundays');
	});
});

describe('a price that is not a row of the facts', () => {
	const toldUsd = (model: string, taskType: string): number[] =>
		recordedAnswers.map(taskIn).flatMap((task) => {
			const { meta } = task?.model === model && task.task_type === taskType ? task : {};
			return isObject(meta?.usage) ? [Number(meta.usage.consume) / POINTS_PER_DOLLAR] : [];
		});

	it.each(otherPrices)('is said by $source: $usd for $condition', (price) => {
		const { source, model, taskTypes, usd } = price;
		if (source === 'recorded answer') {
			expect(toldUsd(model, taskTypes[0] ?? '')).toContain(usd);
			return;
		}
		const [task] = factNames
			.flatMap((name) => familyFacts(name).tasks)
			.filter(({ id }) => id === source.fact);
		expect(task?.price).toMatch(new RegExp(`\\b${usd.toFixed(2)}\\b`));
	});
});
