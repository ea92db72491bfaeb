import { toggle } from './fields';
import { mainAudio, mainImage, prompt, seed, videoResult } from './sharedFields';
import type { Family } from './vocabulary';

/** Facts: https://piapi.ai/docs/omni-human-api/omni-human-1-5 */
export const omniHuman: Family = {
	value: 'omni-human',
	name: 'OmniHuman',
	kind: 'video',
	operations: [
		{
			value: 'animatePerson',
			name: 'Animate Person',
			description: 'Let the person of an image speak and move to a recording',
			model: 'omni-human',
			taskType: 'omni-human-1.5',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/omni-human-api/omni-human-1-5',
			fields: [
				mainImage('image_url', { help: 'The person', required: true }),
				mainAudio('audio_url', {
					label: 'Speech Recording',
					help: 'The recording of what the person says',
					required: true,
				}),
				prompt({ help: 'How the person moves and what the scene is like' }),
				toggle('fast_mode', {
					label: 'Fast Mode',
					help: 'Whether the clip is made faster, with less detail',
				}),
				seed(),
			],
			results: videoResult,
		},
	],
};
