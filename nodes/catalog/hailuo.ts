import { anyOf, anyOfWhen, choice, integer, notWhen, toggle } from './fields';
import { mainImage, prompt, suggestedDuration } from './sharedFields';
import type { Price, Rate } from './price';
import type { Choice, Family, OnlyFor } from './vocabulary';

/** PiAPI's newer page names only the two V2.3 models. */
const olderModel = (value: string, label: string, help: string): Choice => ({
	value,
	label,
	help: `${help}; may be refused`,
});

const FROM_IMAGE = ['i2v-01', 'i2v-01-director', 'i2v-01-live', 'i2v-02', 's2v-01'];

const onlyWithModels = (...values: string[]): OnlyFor => ({ path: 'model', values });

const withImage = onlyWithModels(...FROM_IMAGE, 'v2.3', 'v2.3-fast');
const newer = onlyWithModels('i2v-02', 't2v-02', 'v2.3', 'v2.3-fast');

/** Only the two ends of a range are known; what costs the lower one is inferred. */
const range = (lower: number, upper: number, ...models: string[]): Rate[] => [
	{ usd: lower, when: { model: models, resolution: [768], duration: [6] } },
	{ usd: upper, isMost: true, when: { model: models } },
];

/** The prices of the older models are those of an early page and of client code. The Director models have none. */
const price: Price = {
	per: 'task',
	rates: [
		...range(0.16, 0.26, 'v2.3-fast'),
		...range(0.23, 0.45, 'v2.3'),
		...range(0.25, 0.8, 'i2v-02', 't2v-02'),
		{ usd: 0.2, when: { model: ['i2v-01', 'i2v-01-live', 't2v-01'] } },
		{ usd: 0.3, when: { model: ['s2v-01'] } },
	],
	asOf: '2026',
	source: 'https://piapi.ai/it/hailuo-02',
	confidence: 'inferred',
};

/** Facts: https://piapi.ai/docs/hailuo-api/generate-video */
export const hailuo: Family = {
	value: 'hailuo',
	name: 'Hailuo',
	kind: 'video',
	historyModel: 'hailuo',
	operations: [
		{
			value: 'generateVideo',
			name: 'Generate Video',
			description: 'Generate a video from text or an image',
			model: 'hailuo',
			taskType: 'video_generation',
			price,
			confidence: 'documented',
			source: 'https://piapi.ai/docs/hailuo-api/generate-video',
			serves: [
				{
					as: ['generateAnyVideoFromText'],
					models: [
						{ id: 'hailuo-01', name: 'Hailuo 01', set: { model: 't2v-01' } },
						{ id: 'hailuo-02', name: 'Hailuo 02', set: { model: 't2v-02' } },
						{ id: 'hailuo-2.3', name: 'Hailuo 2.3', set: { model: 'v2.3' } },
					],
				},
				{
					as: ['generateAnyVideoFromImage'],
					models: [
						{ id: 'hailuo-01', name: 'Hailuo 01', set: { model: 'i2v-01' } },
						{ id: 'hailuo-02', name: 'Hailuo 02', set: { model: 'i2v-02' } },
						{ id: 'hailuo-2.3', name: 'Hailuo 2.3', set: { model: 'v2.3' } },
						{ id: 'hailuo-2.3-fast', name: 'Hailuo 2.3 Fast', set: { model: 'v2.3-fast' } },
					],
				},
				{
					as: ['generateAnyVideoFromReferences'],
					models: [{ id: 'hailuo-s2v-01', name: 'Hailuo S2V-01', set: { model: 's2v-01' } }],
					paths: { images: 'image_url' },
				},
			],
			fields: [
				choice('model', {
					parameter: 'modelVersion',
					label: 'Model',
					help: 'Which model generates the video',
					required: true,
					choices: [
						olderModel('i2v-01', 'I2V-01', 'From an image'),
						olderModel('i2v-01-director', 'I2V-01 Director', 'From an image, with camera moves'),
						olderModel('i2v-01-live', 'I2V-01 Live', 'From a drawing'),
						olderModel('i2v-02', 'I2V-02', 'From an image'),
						olderModel('s2v-01', 'S2V-01', 'From a face'),
						olderModel('t2v-01', 'T2V-01', 'From text'),
						olderModel('t2v-01-director', 'T2V-01 Director', 'From text, with camera moves'),
						olderModel('t2v-02', 'T2V-02', 'From text'),
						{ value: 'v2.3', label: 'V2.3', help: 'From text or an image' },
						{ value: 'v2.3-fast', label: 'V2.3 Fast', help: 'From text or an image, faster' },
					],
				}),
				{
					...prompt({ help: 'What the video shows; Director models take e.g. [Pan left]' }),
					maximumLength: 2000,
				},
				mainImage('image_url', {
					help: 'The first frame, or the face for S2V-01; at most 10 MB',
					onlyFor: withImage,
				}),
				suggestedDuration([6, 10], {
					help: 'Length of the video; 10 seconds usually only with 768',
					onlyFor: newer,
					standard: 6,
					standardConfidence: 'client-code',
				}),
				integer('resolution', {
					parameter: 'resolutionPixels',
					label: 'Resolution',
					help: 'Height of the video',
					suggestions: [
						{ value: 768, label: '768 Pixels' },
						{ value: 1080, label: '1080 Pixels' },
					],
					onlyFor: newer,
					standard: 768,
					standardConfidence: 'client-code',
				}),
				toggle('expand_prompt', {
					label: 'Expand Prompt',
					help: 'Whether the model may rewrite the prompt',
					standard: false,
					standardConfidence: 'client-code',
				}),
			],
			rules: [
				anyOfWhen(
					{ path: 'model', values: ['s2v-01', 't2v-01', 't2v-01-director', 't2v-02'] },
					'prompt',
				),
				anyOfWhen({ path: 'model', values: FROM_IMAGE }, 'image_url'),
				anyOf('prompt', 'image_url'),
			],
			knownRules: [notWhen({ path: 'resolution', values: [1080] }, 'duration', 10)],
			results: [
				{ path: 'video', kind: 'video', role: 'video' },
				{ path: 'video_url', kind: 'video', role: 'video', insteadOf: 'video' },
			],
		},
	],
};
