import { UNIFIED } from '../api';
import { isTemplateObject, type TemplateObject } from '../bodyTemplate';
import { ENVELOPE, formerApi, SAME_STATUS } from './answers';
import { as, same, webhook, type Rule } from './fields';
import type { FormerApi } from './vocabulary';

const VIDEO = '/api/luma/v1/video';

const answer = {
	name: "PiAPI's former Luma API",
	status: ['data', 'status'],
	states: UNIFIED.states,
	output: ['data', 'generation', 'video'],
};

const FRAMES: Readonly<Record<string, string>> = { frame0: 'start_image', frame1: 'end_image' };

/** Frames that are images; others continue an earlier video. */
const keyFrames: Rule = (value, field) => {
	if (!isTemplateObject(value)) return `its "${field}" cannot be read`;
	const input: TemplateObject = {};
	for (const [key, frame] of Object.entries(value)) {
		const name = Object.hasOwn(FRAMES, key) ? FRAMES[key] : undefined;
		const { type, url, ...rest } = isTemplateObject(frame) ? frame : {};
		if (
			name === undefined ||
			type !== 'image' ||
			url === undefined ||
			Object.keys(rest).length > 0
		) {
			return `"${field}.${key}" is not an image, and only images have a certain counterpart in PiAPI's unified API`;
		}
		input[name] = url;
	}
	return input;
};

/** https://piapi.ai/docs/legacy/dream-machine/video-creation and its sister pages. */
export const lumaApi: FormerApi = {
	prefix: '/api/luma/',
	creates: [
		{
			path: VIDEO,
			model: 'luma',
			taskType: 'video_generation',
			fields: {
				prompt: same,
				expand_prompt: same,
				image_url: as('start_image'),
				image_end_url: as('end_image'),
				key_frames: keyFrames,
				aspect_ratio: same,
				loop: same,
				webhook_config: webhook,
			},
		},
	],
	aboutTasks: [{ kind: 'get', method: 'GET', path: `${VIDEO}/{task_id}` }],
	others: [{ path: `${VIDEO}/{task_id}/extend`, what: 'extends a video' }],
	created: formerApi({
		...answer,
		paths: ENVELOPE,
		answer: "{ code: 200, data: { task_id: $json.task.task_id }, message: 'success' }",
	}),
	checked: formerApi({
		...answer,
		paths: [
			...ENVELOPE,
			SAME_STATUS,
			// The unified API has the link at several places. The node's simplified output gives the one that is there.
			['data.generation.video.url', 'data.output.video_raw.url'],
		],
		answer:
			"{ code: 200, message: 'success', data: { task_id: $json.task.task_id, status: $json.task.status, generation: { video: { url: $json.task.output?.video_raw?.url ?? $json.task.output?.video?.url ?? $json.task.output?.video } } } }",
	}),
};
