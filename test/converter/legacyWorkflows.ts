import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import { dream, stateRead, swapped, upscaled, video } from './legacyFlows';

/** A workflow that calls former APIs, with what it must do after its conversion. */
export interface Legacy {
	readonly name: string;
	readonly workflow: WorkflowFile;
	/** The tasks that are created, with `<task0>` for the ID of the first and `files` for the host of results. */
	readonly tasks: readonly object[];
	/** The items of its last node, "Result". */
	readonly result: readonly object[];
}

const imagined = {
	model: 'midjourney',
	task_type: 'imagine',
	input: { prompt: 'a "quoted" kite', aspect_ratio: '16:9', process_mode: 'fast' },
};

const swap = {
	model: 'Qubico/image-toolkit',
	task_type: 'face-swap',
	input: {
		target_image: 'https://example.com/group.png',
		swap_image: 'https://example.com/face.png',
	},
};

const named = (name: string, given: Omit<Legacy, 'name'>): Legacy => ({
	...given,
	name,
	workflow: { ...given.workflow, name },
});

/** One for each former API, and some that read a state by its former name. */
export const LEGACY: readonly Legacy[] = [
	named('Midjourney: a grid, and one image of it', {
		workflow: upscaled,
		tasks: [
			imagined,
			{
				model: 'midjourney',
				task_type: 'upscale',
				input: { origin_task_id: '<task0>', index: '2' },
			},
		],
		result: [
			{
				grid: 'files/results/<task0>/grid.png',
				first: 'files/results/<task0>/cut-1.png',
				image: 'files/results/<task1>/image.png',
			},
		],
	}),
	named('Midjourney at a former address, with its state', {
		workflow: stateRead,
		tasks: [imagined],
		result: [{ state: 'finished', image: 'files/results/<task0>/grid.png' }],
	}),
	named('Kling: a video from two images, body as key and value pairs', {
		workflow: video,
		tasks: [
			{
				model: 'kling',
				task_type: 'video_generation',
				input: {
					prompt: 'a "quoted" kite',
					mode: 'pro',
					version: '1.6',
					duration: 5,
					image_url: 'https://example.com/kite.png',
					image_tail_url: 'https://example.com/sea.png',
				},
			},
		],
		result: [
			{
				id: '<task0>',
				state: 'completed',
				video: 'files/results/<task0>/works-video-resource-without-watermark.mp4',
			},
		],
	}),
	named('Luma at a former address: a video from an image', {
		workflow: dream,
		tasks: [
			{
				model: 'luma',
				task_type: 'video_generation',
				input: {
					prompt: 'a "quoted" kite',
					aspect_ratio: '16:9',
					loop: false,
					start_image: 'https://example.com/kite.png',
				},
			},
		],
		result: [{ video: 'files/results/<task0>/video-raw-url.mp4' }],
	}),
	named('Face Swap: a Switch of the first version', {
		workflow: swapped({ image: '={{ $json.data.image }}' }),
		tasks: [swap],
		result: [{ image: 'files/results/<task0>/image.png' }],
	}),
	named('Face Swap, with its state', {
		workflow: swapped({ image: '={{ $json.data.image }}', state: '={{ $json.data.status }}' }),
		tasks: [swap],
		result: [{ image: 'files/results/<task0>/image.png', state: 'success' }],
	}),
];
