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
			description: 'Make a person in an image speak and move to a recording',
			model: 'omni-human',
			taskType: 'omni-human-1.5',
			confidence: 'client-code',
			source: 'https://piapi.ai/docs/omni-human-api/omni-human-1-5',
			fields: [
				prompt({
					help: 'How the person moves and what the scene looks like',
					placeholder: 'e.g. she smiles and waves, a sunny kitchen',
				}),
				mainImage('image_url', { help: 'The person who speaks', required: true }),
				mainAudio('audio_url', {
					label: 'Speech Recording',
					help: 'What the person says',
					required: true,
				}),
				toggle('fast_mode', {
					label: 'Fast Mode',
					help: 'Whether to generate faster, with less detail',
					main: true,
				}),
				seed(),
			],
			results: videoResult,
		},
	],
};
