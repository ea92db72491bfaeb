import { aspectRatio, originTask, prompt } from './sharedFields';
import { choice, integer, media, text, toggle } from './fields';
import type { Confidence, Family, Field, Operation, Result } from './vocabulary';

const processMode = choice('process_mode', {
	label: 'Process Mode',
	help: 'How fast Midjourney works on the task; wins over a mode flag in the prompt',
	choices: [
		{ value: 'fast', label: 'Fast' },
		{ value: 'relax', label: 'Relax' },
		{ value: 'turbo', label: 'Turbo' },
	],
});

const skipPromptCheck = toggle('skip_prompt_check', {
	label: 'Skip Prompt Check',
	help: "Whether to skip PiAPI's own screening of the prompt",
});

const botId = integer('bot_id', {
	label: 'Bot ID',
	help: 'Which of your own hosted Midjourney accounts runs the task; needs Service Mode Private and the Pro plan',
	placeholder: 'e.g. 0',
});

const newPrompt = (help: string): Field => prompt({ help });

/** The same picture may be at several places. */
const copies = (role: string, first: string, ...others: string[]): Result[] => [
	{ path: first, kind: 'image', role },
	...others.map((path): Result => ({ path, kind: 'image', role, insteadOf: first })),
];
const images: readonly Result[] = [
	...copies('image', 'temporary_image_urls', 'image_urls'),
	...copies('grid', 'image_url', 'discord_image_url'),
];
const image = copies(
	'image',
	'image_url',
	'temporary_image_urls',
	'image_urls',
	'discord_image_url',
);

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
	operations: [
		operation('blend', 'client-code', {
			name: 'Blend',
			description: 'Mix several images into a new one',
			fields: [
				media('image_urls', {
					label: 'Images',
					help: 'The images to mix, two to five as a rule',
					placeholder: 'e.g. https://example.com/fox.png',
					media: 'image',
					multiple: true,
					required: true,
				}),
				text('dimension', {
					label: 'Dimension',
					help: 'Shape of the result, as Midjourney names it',
					placeholder: 'e.g. square',
				}),
				processMode,
				botId,
			],
		}),
		operation('describe', 'documented', {
			name: 'Describe',
			description: 'Write prompt suggestions for an image',
			fields: [
				media('image_url', {
					label: 'Image',
					help: 'The image to describe',
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
			description: 'Make four images in one grid from a text prompt',
			fields: [
				prompt({
					required: true,
					help: 'What to draw; Midjourney flags such as --v 7 and links of image prompts go in here too',
				}),
				aspectRatio(),
				processMode,
				skipPromptCheck,
				botId,
			],
		}),
		operation('inpaint', 'client-code', {
			name: 'Inpaint',
			description: 'Repaint the masked part of an upscaled image',
			fields: [
				originTask({ help: 'The finished upscale whose image is repainted' }),
				media('mask', {
					label: 'Mask',
					help: 'The image that marks the part to repaint',
					placeholder: 'e.g. iVBORw0KGgoAAAANSUhEUgAA…',
					media: 'image',
					sentAs: 'base64',
					required: true,
				}),
				newPrompt('What the masked part should show'),
				skipPromptCheck,
			],
		}),
		operation('outpaint', 'client-code', {
			name: 'Outpaint',
			description: 'Zoom out of an upscaled image and fill the new border',
			fields: [
				originTask({ help: 'The finished upscale to zoom out of' }),
				text('zoom_ratio', {
					label: 'Zoom Ratio',
					help: 'How far to zoom out',
					placeholder: 'e.g. 1.5',
					suggestions: [
						{ value: '1', label: '1' },
						{ value: '1.5', label: '1.5' },
						{ value: '2', label: '2' },
					],
					required: true,
				}),
				newPrompt('What the new border should show'),
				aspectRatio(),
				skipPromptCheck,
			],
		}),
		operation('pan', 'client-code', {
			name: 'Pan',
			description: 'Extend an upscaled image to one side',
			fields: [
				originTask({ help: 'The finished upscale to extend' }),
				text('direction', {
					label: 'Direction',
					help: 'The side to extend the image to',
					placeholder: 'e.g. left',
					suggestions: [
						{ value: 'down', label: 'Down' },
						{ value: 'left', label: 'Left' },
						{ value: 'right', label: 'Right' },
						{ value: 'up', label: 'Up' },
					],
					required: true,
				}),
				newPrompt('What the new side should show'),
				skipPromptCheck,
			],
		}),
		operation('reroll', 'documented', {
			name: 'Reroll',
			description: 'Run a task again, with a new prompt or aspect ratio if you like',
			fields: [
				originTask(),
				newPrompt('Replaces the prompt of the origin task; leave it empty to keep that prompt'),
				aspectRatio(),
				skipPromptCheck,
			],
		}),
		operation('seed', 'client-code', {
			name: 'Seed',
			description: 'Read the seed number that made an image',
			fields: [originTask()],
			results: [{ path: 'seed', kind: 'text', role: 'seed' }],
		}),
		operation('upscale', 'documented', {
			name: 'Upscale',
			description: 'Take one image out of a grid, or enlarge an upscaled image',
			fields: [
				originTask(),
				choice('index', {
					label: 'Index',
					help: 'Which image of the grid to take, or how to enlarge an upscaled image',
					required: true,
					choices: [
						{ value: '1', label: '1 (Top Left)' },
						{ value: '2', label: '2 (Top Right)' },
						{ value: '2x', label: '2x', help: 'Enlarge an upscaled V5 image' },
						{ value: '3', label: '3 (Bottom Left)' },
						{ value: '4', label: '4 (Bottom Right)' },
						{ value: '4x', label: '4x', help: 'Enlarge an upscaled V5 image' },
						{ value: 'beta', label: 'Beta', help: 'Enlarge an upscaled V4 image' },
						{ value: 'creative', label: 'Creative', help: 'Enlarge an upscaled V6 image' },
						{ value: 'light', label: 'Light', help: 'Enlarge an upscaled V4 image' },
						{ value: 'subtle', label: 'Subtle', help: 'Enlarge an upscaled V6 image' },
					],
				}),
			],
			results: image,
		}),
		operation('variation', 'documented', {
			name: 'Variation',
			description: 'Make new variants of one image of a grid, or of an upscaled image',
			fields: [
				originTask(),
				choice('index', {
					label: 'Index',
					help: 'Which image of the grid to vary, or how far to move away from an upscaled image',
					required: true,
					choices: [
						{ value: '1', label: '1 (Top Left)' },
						{ value: '2', label: '2 (Top Right)' },
						{ value: '3', label: '3 (Bottom Left)' },
						{ value: '4', label: '4 (Bottom Right)' },
						{
							value: 'high_variation',
							label: 'High Variation',
							help: 'Vary an upscaled V5.2 or V6 image strongly',
						},
						{
							value: 'low_variation',
							label: 'Low Variation',
							help: 'Vary an upscaled V5.2 or V6 image subtly',
						},
					],
				}),
				prompt({ required: true, help: 'What the variants should show' }),
				aspectRatio(),
				skipPromptCheck,
			],
		}),
	],
};
