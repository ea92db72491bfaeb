import type { FileNode, WorkflowFile } from '../../converter/workflow/workflowFile';
import { request } from './formerCalls';
import { fetchTask, isStatus, loopLines, midjourneyLoop, PROMPT, result } from './legacyNodes';
import { KEY, node, pause, START, workflow } from '../../tools/pairs/workflows';

const imagine = request(
	'Imagine',
	'POST',
	'/mj/v2/imagine',
	`={
  "prompt": {{ JSON.stringify($json.prompt) }},
  "aspect_ratio": "16:9",
  "process_mode": "fast",
  "webhook_endpoint": "",
  "webhook_secret": ""
}`,
);

export const upscaled = workflow(
	[
		START,
		PROMPT,
		imagine,
		...midjourneyLoop('grid'),
		request(
			'Upscale',
			'POST',
			'/mj/v2/upscale',
			'={ "origin_task_id": "{{ $json.task_id }}", "index": "2" }',
		),
		...midjourneyLoop('image'),
		result({
			grid: "={{ $('Check grid').item.json.task_result.image_url }}",
			first: "={{ $('Check grid').item.json.task_result.image_urls[0] }}",
			image: '={{ $json.task_result.image_url }}',
		}),
	],
	'Start > Form',
	'Form > Imagine',
	...loopLines('Imagine', 'grid', 'Upscale'),
	...loopLines('Upscale', 'image', 'Result'),
);

export const stateRead = workflow(
	[
		START,
		PROMPT,
		request(
			'Imagine',
			'POST',
			'https://api.midjourneyapi.xyz/mj/v2/imagine',
			imagine.parameters.jsonBody as string,
		),
		...midjourneyLoop('grid').map((one) => ({
			...one,
			parameters: JSON.parse(
				JSON.stringify(one.parameters).replace('api.piapi.ai', 'api.midjourneyapi.xyz'),
			) as FileNode['parameters'],
		})),
		result({ state: '={{ $json.status }}', image: '={{ $json.task_result.image_url }}' }),
	],
	'Start > Form',
	'Form > Imagine',
	...loopLines('Imagine', 'grid', 'Result'),
);

const pair = (name: string, value: string | boolean): object => ({ name, value });
export const video = workflow(
	[
		START,
		PROMPT,
		node(
			'Create',
			'httpRequest',
			{
				method: 'POST',
				url: 'https://api.piapi.ai/api/kling/v1/video',
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'X-API-Key', value: KEY }] },
				sendBody: true,
				bodyParameters: {
					parameters: [
						pair('prompt', '={{ $json.prompt }}'),
						pair('professional_mode', '={{ $json.prompt.length > 5 }}'),
						pair('version', '1.6'),
						pair('duration', '={{ 5 }}'),
						pair('image_url', 'https://example.com/kite.png'),
						pair('tail_image_url', 'https://example.com/sea.png'),
					],
				},
			},
			{ typeVersion: 4.2 },
		),
		pause('Wait for video'),
		request(
			'Check video',
			'GET',
			"=https://api.piapi.ai/api/kling/v1/video/{{ $('Create').item.json.data.task_id }}",
		),
		node('Is video done?', 'if', {
			conditions: { string: [{ value1: '={{ $json.data.status }}', value2: 'completed' }] },
		}),
		result({
			id: '={{ $json.data.task_id }}',
			state: '={{ $json.data.status }}',
			video: '={{ $json.data.works[0].resource.resourceWithoutWatermark }}',
		}),
	],
	'Start > Form',
	'Form > Create',
	...loopLines('Create', 'video', 'Result'),
);

export const dream = workflow(
	[
		START,
		PROMPT,
		request(
			'Create',
			'POST',
			'https://api.goapi.ai/api/luma/v1/video',
			`={
  "prompt": {{ JSON.stringify($json.prompt) }},
  "aspect_ratio": "16:9",
  "loop": false,
  "key_frames": { "frame0": { "type": "image", "url": "https://example.com/kite.png" } }
}`,
		),
		pause('Wait for video'),
		request(
			'Check video',
			'GET',
			'=https://api.goapi.ai/api/luma/v1/video/{{ $json.data.task_id }}',
		),
		isStatus('Is video done?', 'data.status', 'completed'),
		result({ video: '={{ $json.data.generation.video.url }}' }),
	],
	'Start > Form',
	'Form > Create',
	...loopLines('Create', 'video', 'Result'),
);

export const swapped = (values: Readonly<Record<string, string>>): WorkflowFile =>
	workflow(
		[
			START,
			request(
				'Swap',
				'POST',
				'/api/face_swap/v1/async',
				'{"target_image":"https://example.com/group.png","swap_image":"https://example.com/face.png","result_type":"url"}',
			),
			pause('Wait for image'),
			fetchTask('Check image', '/api/face_swap/v1/fetch', "$('Swap').first().json.data.task_id"),
			node('Is image done?', 'switch', {
				dataType: 'string',
				value1: '={{ $json.data.status }}',
				rules: { rules: [{ value2: 'success' }] },
				fallbackOutput: 1,
			}),
			result(values),
		],
		'Start > Swap',
		...loopLines('Swap', 'image', 'Result'),
	);
