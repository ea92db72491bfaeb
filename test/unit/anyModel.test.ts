import type { AnyOperation } from '../../nodes/catalog/serves';
import { moreInput } from '../../nodes/catalog/sharedFields';
import { inputFor } from '../../nodes/request/anyModel';
import { isProblem } from '../../nodes/transport/problem';
import type { Common } from '../property/commonInputs';
import { anyModel, end, image, sent } from './anyModelStage';

describe('what reaches a model', () => {
	it.each<[string, AnyOperation, string, Common, object]>([
		[
			'seconds with their unit',
			'generateAnyVideoFromText',
			'veo-3.1',
			{ duration: 8 },
			{ duration: '8s' },
		],
		[
			'seconds without',
			'generateAnyVideoFromText',
			'kling-2.5',
			{ duration: '10s' },
			{ duration: 10 },
		],
		[
			'seconds in words',
			'generateAnyVideoFromText',
			'kling-3.0',
			{ duration: '7 seconds' },
			{ duration: 7 },
		],
		[
			'lines as a number',
			'generateAnyVideoFromText',
			'hailuo-02',
			{ resolution: '1080p' },
			{ resolution: 1080 },
		],
		[
			'lines as a text',
			'generateAnyVideoFromText',
			'veo-3.1',
			{ resolution: 1080 },
			{ resolution: '1080p' },
		],
		[
			'another word for it',
			'generateAnyVideoFromText',
			'kling-3.0',
			{ resolution: '1080P' },
			{ mode: 'pro' },
		],
		['a size', 'generateAnyImage', 'seedream-5-pro', { resolution: '2k' }, { size: '2K' }],
		[
			'a width and a height',
			'generateAnyImage',
			'flux-dev',
			{ aspect_ratio: '16:9' },
			{ width: 1360, height: 768 },
		],
		[
			'a last frame in the list',
			'generateAnyVideoFromImage',
			'seedance-2',
			{ image, last_frame: end },
			{ image_urls: [image, end], mode: 'first_last_frames' },
		],
		[
			'a field for each file',
			'editAnyImage',
			'qwen-image',
			{ images: [image, end] },
			{ image1: image, image2: end },
		],
		[
			'links in one text',
			'editAnyImage',
			'qwen-image',
			{ images: `${image}, ${end}` },
			{ image1: image, image2: end },
		],
		[
			'an object for each file',
			'generateAnyVideoFromReferences',
			'kling-1.6',
			{ images: [image] },
			{ elements: [{ image_url: image }] },
		],
		[
			'its own lyrics',
			'generateAnyMusic',
			'udio',
			{ lyrics: 'la' },
			{ lyrics: 'la', lyrics_type: 'user', gpt_description_prompt: 'a fox' },
		],
		['lyrics to be written', 'generateAnyMusic', 'udio', {}, { lyrics_type: 'generate' }],
		[
			'a version',
			'generateAnyVideoFromText',
			'kling-2.1-master',
			{},
			{ version: '2.1-master', mode: 'pro' },
		],
		[
			'prose as it is',
			'generateAnyImage',
			'flux-dev',
			{ prompt: ' a Fox\n8S ' },
			{ prompt: ' a Fox\n8S ' },
		],
	])('%s', (_, as, id, common, input) => {
		expect(sent(as, id, common)).toMatchObject({ input, hints: [] });
	});

	it('is nothing that was not set', () => {
		expect(sent('generateAnyVideoFromText', 'veo-3.1', { duration: '', seed: null })).toMatchObject(
			{
				input: { prompt: 'a fox' },
				hints: [],
			},
		);
	});

	it('keeps More Input of the form', () => {
		const { operation, model } = anyModel('generateAnyImage', 'flux-dev');
		const input = inputFor(operation, model, (field) =>
			field === moreInput ? '{"new": 1}' : field.path === 'prompt' ? 'a fox' : undefined,
		);
		expect(isProblem(input) ? input : input.read(moreInput)).toBe('{"new": 1}');
	});

	it('is a binary of the item where the form names one', () => {
		const binary = { __rl: true, mode: 'binary', value: 'data' };
		expect(sent('generateAnyVideoFromImage', 'kling-3.0', { image: binary })).toMatchObject({
			input: { image_url: '(binary field data)' },
		});
	});
});
