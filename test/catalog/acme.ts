import { originTask, prompt } from '../../nodes/catalog/sharedFields';
import {
	choice,
	decimal,
	integer,
	media,
	plainChoices,
	text,
	toggle,
} from '../../nodes/catalog/fields';
import type { Family } from '../../nodes/catalog/vocabulary';
import type { FamilyFacts } from '../../tools/facts/facts';

const SOURCE = 'https://example.com/docs/acme';

/** A family that PiAPI does not have, written as any other: data alone. */
export const acme: Family = {
	value: 'acme',
	name: 'Acme Motion',
	kind: 'video',
	availabilityNote: 'Acme is made up',
	operations: [
		{
			value: 'animate',
			name: 'Animate',
			description: 'Turn an image into a video',
			model: 'Acme/motion',
			taskType: 'image-to-video',
			typicalSeconds: 40,
			confidence: 'documented',
			source: SOURCE,
			fields: [
				media('image_url', {
					label: 'Image',
					help: 'The first frame',
					media: 'image',
					required: true,
				}),
				prompt(),
				media('reference_urls', {
					label: 'References',
					help: 'Images that show the style',
					media: 'image',
					multiple: true,
				}),
				decimal('camera.config.zoom', {
					label: 'Zoom',
					help: 'How far the camera moves in | or out',
					minimum: -1.5,
					maximum: 1.5,
				}),
				choice('camera.type', {
					label: 'Camera',
					help: 'How the camera moves',
					choices: [
						{ value: 'orbit', label: 'Orbit' },
						{ value: 'pan', label: 'Pan', help: 'Moves to one side' },
					],
				}),
				text('style', {
					label: 'Style',
					help: 'Name of a style',
					suggestions: plainChoices('ink', 'oil'),
				}),
				toggle('loop', {
					label: 'Loop',
					help: 'Whether the video ends as it begins',
					standard: false,
				}),
				integer('duration', {
					label: 'Duration',
					help: 'Seconds of the video',
					suggestions: plainChoices(5, 10),
					standard: 5,
				}),
				text('paper', {
					label: 'Paper',
					help: 'Name of a paper',
					onlyFor: { path: 'duration', values: [10] },
					freeText: true,
					suggestions: plainChoices('rough', 'smooth'),
				}),
			],
			results: [
				{ path: 'works.video.url', kind: 'video', role: 'video' },
				{ path: 'works.cover.url', kind: 'image', role: 'cover' },
				{ path: 'caption', kind: 'text', role: 'caption' },
			],
		},
		{
			value: 'extend',
			name: 'Extend',
			description: 'Make a video longer',
			model: 'Acme/motion',
			taskType: 'extend-video',
			confidence: 'client-code',
			source: SOURCE,
			fields: [
				originTask({ help: 'The finished video' }),
				integer('seconds', { label: 'Seconds', help: 'How much longer', required: true }),
			],
			results: [{ path: 'video', kind: 'video', role: 'video' }],
		},
	],
};

const endpoint = { method: 'POST', path: '/api/v1/task', models: ['Acme/motion'] } as const;

/** What the made-up PiAPI knows of it. */
export const acmeFacts: FamilyFacts = {
	family: 'acme',
	displayName: 'Acme Motion',
	media: 'video',
	availability: 'live',
	availabilityNote: 'Made up.',
	availabilityDate: '2026-11-26',
	availabilitySources: [SOURCE],
	tasks: [
		{
			id: 'acme.animate',
			...endpoint,
			taskTypes: ['image-to-video'],
			typicalSeconds: 40,
			confidence: 'documented',
			sources: [SOURCE],
			input: [
				{ path: 'image_url', type: 'string', required: true },
				{ path: 'prompt', type: 'string', required: false },
				{ path: 'reference_urls', type: 'array', required: false },
				{ path: 'reference_urls[]', type: 'string', required: false },
				{ path: 'camera.config.zoom', type: 'number', required: false, min: -1.5, max: 1.5 },
				{ path: 'camera.type', type: 'string', required: false, enum: ['pan', 'orbit'] },
				{ path: 'style', type: 'string', required: false },
				{ path: 'loop', type: 'boolean', required: false, default: false },
				{ path: 'duration', type: 'integer', required: false, default: 5 },
				{ path: 'paper', type: 'string', required: false },
			],
			output: [
				{ path: 'data.output.works[].video.url', kind: 'video' },
				{ path: 'data.output.works[].cover.url', kind: 'image' },
				{ path: 'data.output.caption', kind: 'text' },
			],
		},
		{
			id: 'acme.extend',
			...endpoint,
			taskTypes: ['extend-video'],
			confidence: 'client-code',
			sources: [SOURCE],
			input: [
				{ path: 'origin_task_id', type: 'string', required: true },
				{ path: 'seconds', type: 'integer', required: true },
			],
			output: [{ path: 'data.output.video', kind: 'video' }],
		},
	],
};
