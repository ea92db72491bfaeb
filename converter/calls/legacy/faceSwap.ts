import { ENVELOPE, formerApi } from './answers';
import { dropped, same, webhook } from './fields';
import type { FormerApi } from './vocabulary';

const answer = {
	name: "PiAPI's former Face Swap API",
	status: ['data', 'status'],
	states: {
		completed: 'success',
		failed: 'failed',
		pending: 'pending',
		processing: 'processing',
		staged: 'staged',
	},
	alsoRunning: ['starting'],
	output: ['data', 'image'],
};

/** https://piapi.ai/docs/legacy/faceswap-api/faceswap; the status request as client code reads it. */
export const faceSwapApi: FormerApi = {
	prefix: '/api/face_swap/',
	creates: [
		{
			path: '/api/face_swap/v1/async',
			model: 'Qubico/image-toolkit',
			taskType: 'face-swap',
			fields: {
				target_image: same,
				swap_image: same,
				result_type: dropped,
				webhook_config: webhook,
			},
			refusal: ({ result_type = 'base64' }) =>
				result_type === 'url'
					? undefined
					: 'its result is an image as Base64 text, while the node returns a link: set "result_type" to "url", let the workflow use the link, and convert again',
		},
	],
	aboutTasks: [{ kind: 'get', method: 'POST', path: '/api/face_swap/v1/fetch' }],
	others: [],
	created: formerApi({
		...answer,
		paths: ENVELOPE,
		answer: "{ code: 200, data: { task_id: $json.task.task_id }, message: 'success' }",
	}),
	checked: formerApi({
		...answer,
		paths: [...ENVELOPE, ['data.image', 'data.output.image_url']],
		answer:
			"{ code: 200, message: 'success', data: { task_id: $json.task.task_id, status: $json.task.status === 'completed' ? 'success' : $json.task.status, image: $json.task.output?.image_url } }",
	}),
};
