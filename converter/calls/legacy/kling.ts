import { UNIFIED } from '../api';
import { ENVELOPE, formerApi, SAME_STATUS } from './answers';
import { as, eitherOf, same, webhook, withoutCounterpart } from './fields';
import type { FormerApi } from './vocabulary';

const VIDEO = '/api/kling/v1/video';

const answer = {
	name: "PiAPI's former Kling API",
	status: ['data', 'status'],
	states: UNIFIED.states,
	output: ['data', 'works'],
};

const resource = (key: string): string => `${key}: work.video?.${key}`;
const cover = (key: string): string => `${key}: work.cover?.${key}`;
const SIZES = ['height', 'width', 'duration'] as const;

/** https://piapi.ai/docs/legacy/kling-api/video-generation; the answers as client code reads them. */
export const klingApi: FormerApi = {
	prefix: '/api/kling/',
	creates: [
		{
			path: VIDEO,
			model: 'kling',
			taskType: 'video_generation',
			fields: {
				prompt: same,
				negative_prompt: same,
				duration: same,
				aspect_ratio: same,
				version: same,
				image_url: same,
				tail_image_url: as('image_tail_url'),
				professional_mode: eitherOf('mode', 'pro', 'std'),
				creativity: withoutCounterpart('set CFG Scale in the new node'),
				camera: withoutCounterpart('set the fields of Camera Control in the new node'),
				webhook_config: webhook,
			},
			defaults: { mode: 'std' },
			notes: ({ version }) =>
				version === undefined
					? [
							'The body names no version, and PiAPI may use another one by default today: set Version if it matters.',
						]
					: [],
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
			['data.works[].resource.resource', 'data.output.works[].video.resource'],
			[
				'data.works[].resource.resourceWithoutWatermark',
				'data.output.works[].video.resource_without_watermark',
			],
			...SIZES.map(
				(key) => [`data.works[].resource.${key}`, `data.output.works[].video.${key}`] as const,
			),
			...['resource', ...SIZES].map(
				(key) => [`data.works[].cover.${key}`, `data.output.works[].cover.${key}`] as const,
			),
		],
		answer: `{ code: 200, message: 'success', data: { task_id: $json.task.task_id, status: $json.task.status, works: ($json.task.output?.works ?? []).map((work) => ({ resource: { ${[
			...['resource', ...SIZES].map(resource),
			'resourceWithoutWatermark: work.video?.resource_without_watermark',
		].join(', ')} }, cover: { ${['resource', ...SIZES].map(cover).join(', ')} } })) } }`,
	}),
};
