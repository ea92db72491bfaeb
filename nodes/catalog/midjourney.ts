import { aspectRatio, originTask, prompt } from './sharedFields';
import { choice, media, text } from './fields';
import { botId, image, images, newPrompt, processMode, skipPromptCheck } from './midjourneyFields';
import { flatPrice } from './price';
import type { Family, Operation } from './vocabulary';
import type { Confidence } from './confidence';

const operation = (
	taskType: string,
	confidence: Confidence,
	own: Pick<Operation, 'name' | 'description' | 'fields'> & Partial<Operation>,
): Operation => ({
	value: taskType,
	model: 'midjourney',
	taskType,
	results: images,
	confidence,
	source: `https://piapi.ai/docs/midjourney-api/${taskType}`,
	...own,
});

/** Facts: https://piapi.ai/docs/midjourney-api/imagine and its sister pages. */
export const midjourney: Family = {
	value: 'midjourney',
	name: 'Midjourney',
	kind: 'image',
	historyModel: 'mj',
	availabilityNote: 'PiAPI lists its Midjourney service as discontinued',
	instead: {
		text: 'Instead of Midjourney',
		page: 'https://github.com/n8n-nodes-piapi-unified/n8n-nodes-piapi-unified/blob/main/docs/instead-of-midjourney.md',
	},
	operations: [
		operation('blend', 'client-code', {
			name: 'Blend',
			description: 'Blend several images into a new one',
			fields: [
				media('image_urls', {
					label: 'Images',
					help: 'Images to blend, usually two to five',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
					multiple: true,
					required: true,
				}),
				text('dimension', {
					label: 'Dimension',
					help: 'Shape of the result, as named by Midjourney',
					placeholder: 'e.g. square',
					main: true,
				}),
				processMode,
				botId,
			],
		}),
		operation('describe', 'documented', {
			name: 'Describe',
			description: 'Write prompt suggestions for an image',
			price: flatPrice('task', 0.01, {
				asOf: '2025',
				source: 'recorded answer',
				confidence: 'client-code',
			}),
			fields: [
				media('image_url', {
					label: 'Image',
					help: 'Image to describe',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
					required: true,
				}),
				processMode,
				botId,
			],
			results: [{ path: 'description', kind: 'text', role: 'description' }],
		}),
		operation('imagine', 'documented', {
			name: 'Imagine',
			description: 'Generate a grid of four images from a prompt',
			// The bill of one task. What the other modes cost is not known, and a flag in the prompt can choose them.
			price: {
				per: 'task',
				rates: [{ usd: 0.07, when: { process_mode: ['fast'] } }],
				asOf: '2025-05',
				source: 'recorded answer',
				confidence: 'client-code',
			},
			fields: [
				prompt({
					required: true,
					help: 'Can contain Midjourney flags such as --v 7 and image links',
				}),
				aspectRatio(),
				processMode,
				skipPromptCheck,
				botId,
			],
		}),
		operation('inpaint', 'client-code', {
			name: 'Inpaint',
			description: 'Repaint the masked area of an upscaled image',
			fields: [
				originTask({ help: 'Finished upscale task to repaint' }),
				media('mask', {
					label: 'Mask',
					help: 'Image that marks the area to repaint',
					placeholder: 'e.g. iVBORw0KGgoAAAANSUhEUgAA…',
					media: 'image',
					sentAs: 'base64',
					required: true,
				}),
				newPrompt('What the masked area should show', 'e.g. a straw hat'),
				skipPromptCheck,
			],
		}),
		operation('outpaint', 'client-code', {
			name: 'Outpaint',
			description: 'Zoom out of an upscaled image',
			fields: [
				originTask({ help: 'Finished upscale task to zoom out of' }),
				text('zoom_ratio', {
					label: 'Zoom Ratio',
					help: 'How far to zoom out',
					placeholder: 'e.g. 1.5',
					freeText: true,
					suggestions: [
						{ value: '1', label: '1' },
						{ value: '1.5', label: '1.5' },
						{ value: '2', label: '2' },
					],
					required: true,
				}),
				newPrompt('What the new border should show', 'e.g. a wide snowy forest'),
				aspectRatio(),
				skipPromptCheck,
			],
		}),
		operation('pan', 'client-code', {
			name: 'Pan',
			description: 'Extend an upscaled image on one side',
			fields: [
				originTask({ help: 'Finished upscale task to extend' }),
				text('direction', {
					label: 'Direction',
					help: 'Side on which to extend the image',
					placeholder: 'e.g. left',
					suggestions: [
						{ value: 'down', label: 'Down' },
						{ value: 'left', label: 'Left' },
						{ value: 'right', label: 'Right' },
						{ value: 'up', label: 'Up' },
					],
					required: true,
				}),
				newPrompt('What the new side should show', 'e.g. a wide snowy forest'),
				skipPromptCheck,
			],
		}),
		operation('reroll', 'documented', {
			name: 'Reroll',
			description: 'Run a task again, optionally with a new prompt',
			fields: [
				originTask(),
				newPrompt(
					'Leave empty to keep the prompt of the origin task',
					'e.g. a red fox in fresh snow, at night',
				),
				aspectRatio(),
				skipPromptCheck,
			],
		}),
		operation('seed', 'client-code', {
			name: 'Seed',
			description: 'Get the seed of an image',
			fields: [originTask()],
			results: [{ path: 'seed', kind: 'text', role: 'seed' }],
		}),
		operation('upscale', 'documented', {
			name: 'Upscale',
			description: 'Get one image of a grid, or enlarge an upscaled image',
			fields: [
				originTask(),
				choice('index', {
					label: 'Index',
					help: 'Image of the grid, or how to enlarge an upscaled image',
					required: true,
					choices: [
						{ value: '1', label: '1 (Top Left)' },
						{ value: '2', label: '2 (Top Right)' },
						{ value: '2x', label: '2x', help: 'For an upscaled V5 image' },
						{ value: '3', label: '3 (Bottom Left)' },
						{ value: '4', label: '4 (Bottom Right)' },
						{ value: '4x', label: '4x', help: 'For an upscaled V5 image' },
						{ value: 'beta', label: 'Beta', help: 'For an upscaled V4 image' },
						{ value: 'creative', label: 'Creative', help: 'For an upscaled V6 image' },
						{ value: 'light', label: 'Light', help: 'For an upscaled V4 image' },
						{ value: 'subtle', label: 'Subtle', help: 'For an upscaled V6 image' },
					],
				}),
			],
			results: image,
		}),
		operation('variation', 'documented', {
			name: 'Variation',
			description: 'Vary one image of a grid, or an upscaled image',
			fields: [
				originTask(),
				choice('index', {
					label: 'Index',
					help: 'Image of the grid, or how much to vary an upscaled image',
					required: true,
					choices: [
						{ value: '1', label: '1 (Top Left)' },
						{ value: '2', label: '2 (Top Right)' },
						{ value: '3', label: '3 (Bottom Left)' },
						{ value: '4', label: '4 (Bottom Right)' },
						{
							value: 'high_variation',
							label: 'High Variation',
							help: 'For an upscaled V5.2 or V6 image',
						},
						{
							value: 'low_variation',
							label: 'Low Variation',
							help: 'For an upscaled V5.2 or V6 image',
						},
					],
				}),
				prompt({ required: true, help: 'What the variations should show' }),
				aspectRatio(),
				skipPromptCheck,
			],
		}),
	],
};
