import { decimal } from './fields';
import { flatPrice } from './price';
import {
	closedAspectRatio,
	mainImage,
	negativePrompt,
	prompt,
	videoUrlResult,
} from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/skyreels-api/create-task */
export const skyreels: Family = {
	value: 'skyreels',
	name: 'SkyReels',
	kind: 'video',
	availabilityNote:
		'PiAPI documents this service, but users report that it is refused; it may no longer be offered',
	operations: [
		{
			value: 'animatePerson',
			name: 'Animate Person',
			description: 'Generate a short video from a photo of a person',
			model: 'Qubico/skyreels',
			taskType: 'img2video',
			price: flatPrice('task', 0.15, {
				asOf: '2026',
				source: 'client code',
				confidence: 'client-code',
			}),
			confidence: 'documented',
			source: 'https://piapi.ai/docs/skyreels-api/create-task',
			fields: [
				prompt({
					required: true,
					help: 'What the person does; FPS-24 at the start sets the frame rate',
					placeholder: 'e.g. FPS-24, a woman turns her head and smiles',
				}),
				mainImage('image', {
					help: 'A photo of a person',
					sentAs: 'linkOrBase64',
					required: true,
				}),
				closedAspectRatio(['16:9', '9:16', '1:1'], { standard: '16:9' }),
				negativePrompt(),
				decimal('guidance_scale', {
					label: 'Guidance',
					help: 'How closely the video follows the prompt, above 0',
					placeholder: 'e.g. 3.5',
					above: 0,
					maximum: 10,
					standard: 3.5,
				}),
			],
			serves: [
				{ as: ['generateAnyVideoFromImage'], models: [{ id: 'skyreels', name: 'SkyReels' }] },
			],
			results: videoUrlResult,
		},
	],
};
