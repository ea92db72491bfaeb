import type { AnyOperation } from '../../nodes/catalog/serves';
import type { Common } from '../property/commonInputs';
import { end, image, sent } from './anyModelStage';

describe('a hint', () => {
	it.each<[string, AnyOperation, string, Common, string]>([
		[
			'what a model lacks',
			'generateAnyImage',
			'flux-dev',
			{ seed: 1 },
			'Flux Dev has no Seed; it was not sent',
		],
		[
			'what only its sister takes',
			'generateAnyVideoFromText',
			'hailuo-01',
			{ duration: 6 },
			'Hailuo 01 has no Duration; it was not sent',
		],
		[
			'a list that PiAPI does not document',
			'generateAnyVideoFromText',
			'minimax-h3',
			{ resolution: '720p' },
			'MiniMax H3 is known to take Resolution 1080p, 480p, 768p; "720p" was sent as it is',
		],
		[
			'a limit that PiAPI does not document',
			'generateAnyVideoFromImage',
			'framepack',
			{ image, duration: '5s' },
			'FramePack is known to take Duration from 10 to 30; 5 was sent as it is',
		],
		[
			'seconds that only clients know, with their unit',
			'generateAnyVideoFromText',
			'veo-3.1',
			{ duration: 5 },
			'Veo 3.1 is known to take Duration 4s, 6s, 8s; "5s" was sent as it is',
		],
		[
			'numbers that only clients know',
			'generateAnyVideoFromText',
			'hailuo-2.3',
			{ resolution: '720p' },
			'Hailuo 2.3 is known to take Resolution 768, 1080; 720 was sent as it is',
		],
		[
			'a shape that only clients know',
			'generateAnyVideoFromText',
			'luma-ray-2',
			{ aspect_ratio: '3:2' },
			'Luma Ray 2 is known to take Aspect Ratio 1:1, 16:9, 21:9, 3:4, 4:3, 9:16; "3:2" was sent as it is',
		],
		[
			'a length that clients use only without an image',
			'generateAnyVideoFromImage',
			'luma-ray-2',
			{ image, duration: 10 },
			'Duration 10 Seconds is not known to work with First Frame; it was sent as it is',
		],
		[
			'a length that clients use only with a smaller size',
			'generateAnyVideoFromText',
			'hailuo-2.3',
			{ duration: 10, resolution: '1080p' },
			'Duration 10 Seconds is not known to work with Resolution 1080 Pixels; it was sent as it is',
		],
	])('tells %s', (_, as, id, common, hint) => {
		expect(sent(as, id, common)).toMatchObject({ hints: [hint] });
	});
});

describe('a problem', () => {
	it.each<[string, AnyOperation, string, Common, string]>([
		[
			'a choice',
			'generateAnyVideoFromText',
			'kling-2.5',
			{ duration: 8 },
			'Duration is 8, which Kling 2.5 does not offer. Choose one of 5, 10, or another model.',
		],
		[
			'a word where only numbers are known',
			'generateAnyVideoFromText',
			'hailuo-2.3',
			{ resolution: '2K' },
			'Resolution is "2K", which Hailuo 2.3 does not offer. Choose one of 768, 1080, or another model.',
		],
		[
			'a choice that a rule refuses for the model',
			'generateAnyVideoFromText',
			'seedance-2-fast',
			{ resolution: '1080p' },
			'Resolution is "1080p", which Seedance 2 Fast does not offer. Choose one of 480p, 720p, or another model.',
		],
		[
			'a choice that goes only with what the form does not have',
			'generateAnyVideoFromText',
			'seedance-2',
			{ aspect_ratio: 'auto' },
			'Aspect Ratio is "auto", which Seedance 2 does not offer. Choose one of 1:1, 16:9, 21:9, 3:4, 4:3, 9:16, or another model.',
		],
		[
			'a length',
			'generateAnyVideoFromText',
			'hunyuan-fast',
			{ prompt: 'x'.repeat(1001) },
			'Prompt has 1001 characters. PiAPI takes at most 1000 in Prompt; shorten it.',
		],
		[
			'the words that stand for choices',
			'generateAnyVideoFromText',
			'kling-3.0',
			{ resolution: '480p' },
			'Resolution is "480p", which Kling 3.0 does not offer. Choose one of 720p, 1080p, or another model.',
		],
		[
			'a number',
			'generateAnyVideoFromText',
			'seedance-2',
			{ duration: 3 },
			'Duration is 3. PiAPI takes Duration from 4 to 15.',
		],
		[
			'a number of any model',
			'generateAnyImage',
			'z-image-turbo',
			{ count: 0 },
			'Number of Results is 0. PiAPI takes Number of Results from 1.',
		],
		[
			'another unit',
			'generateAnyVideoFromText',
			'kling-3.0',
			{ duration: '1080p' },
			'Duration is not a whole number. Set Duration to a whole number.',
		],
		[
			'a ratio for a size',
			'generateAnyImage',
			'qwen-image',
			{ aspect_ratio: 'wide' },
			'Aspect Ratio is "wide", which Qwen-Image does not offer. Enter a ratio such as 16:9, from 1:4 to 4:1, or choose another model.',
		],
		[
			'too many files',
			'editAnyImage',
			'flux-kontext',
			{ images: [image, end] },
			'Images has 2 files. Flux Kontext takes at most 1 in Images; remove some, or choose another model.',
		],
		[
			'too many for a list',
			'generateAnyVideoFromReferences',
			'seedance-2',
			{ images: Array.from({ length: 10 }, () => image) },
			'Reference Images has 10 files. Seedance 2 takes at most 9 in Reference Images; remove some, or choose another model.',
		],
		[
			'what is not a link',
			'generateAnyVideoFromImage',
			'kling-3.0',
			{ image: 'a fox' },
			'First Frame is not a link: a fox. Set First Frame to a link that starts with https://, or choose Binary for a file of the input item.',
		],
		[
			'a text that is none',
			'generateAnyMusic',
			'ace-step',
			{ prompt: {} },
			'Prompt is not text. Set Prompt to text.',
		],
		[
			'what is required',
			'generateAnyVideoFromImage',
			'kling-3.0',
			{},
			'First Frame is empty. Enter a value for First Frame; this operation requires it.',
		],
		[
			'one of two',
			'generateAny3dModel',
			'trellis',
			{ prompt: '' },
			'Prompt and Image are empty. This operation requires Prompt or Image; set one of them.',
		],
	])('names %s', (_, as, id, common, text) => {
		expect(sent(as, id, common)).toBe(text);
	});
});
