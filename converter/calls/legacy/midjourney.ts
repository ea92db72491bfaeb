import { formerApi, type PathPair } from './answers';
import { as, asText, dropped, same, webhook, webhookSecret, type Rule } from './fields';
import type { FormerApi, FormerCreate } from './vocabulary';

const PREFIX = '/mj/v2/';

const answer = {
	name: "PiAPI's former Midjourney API",
	status: ['status'],
	states: {
		completed: 'finished',
		failed: 'failed',
		pending: 'pending',
		processing: 'processing',
		staged: 'staged',
	},
	alsoRunning: ['retry'],
	output: ['task_result'],
};

const MODES = ['relax', 'fast', 'turbo', ''];

/** The oldest documentation has one more mode. */
const processMode: Rule = (value, field) =>
	typeof value === 'string' && !MODES.includes(value)
		? `"${field}" is "${value}", which PiAPI's unified API does not have: use relax, fast or turbo, and convert again`
		: { [field]: value };

const always = {
	webhook_endpoint: webhook,
	webhook_secret: webhookSecret,
	/** Whether the webhook hears of progress. */
	notify_progress: dropped,
};

const create = (taskType: string, fields: Readonly<Record<string, Rule>>): FormerCreate => ({
	path: `${PREFIX}${taskType}`,
	model: 'midjourney',
	taskType,
	fields: { ...fields, ...always },
});

const origin = { origin_task_id: same };
const prompt = { prompt: same, skip_prompt_check: same };
const shape = { aspect_ratio: same };
const mode = { process_mode: processMode, bot_id: same };

const IDS: readonly PathPair[] = [['task_id', 'data.task_id']];

/** https://piapi.ai/docs/legacy/midjourney-api/imagine and its sister pages. It has no envelope. */
export const midjourneyApi: FormerApi = {
	prefix: '/mj/',
	creates: [
		create('imagine', { ...prompt, ...shape, ...mode }),
		create('reroll', { ...origin, ...prompt, ...shape }),
		create('upscale', { ...origin, index: asText }),
		create('variation', { ...origin, index: asText, ...prompt, ...shape }),
		create('inpaint', { ...origin, mask: same, ...prompt }),
		create('outpaint', { ...origin, zoom_ratio: asText, ...prompt, ...shape }),
		create('pan', { ...origin, direction: same, ...prompt }),
		create('describe', { image_url: same, ...mode }),
		create('blend', { image_urls: same, dimension: same, ...mode }),
		create('seed', { ...origin, task_id: as('origin_task_id') }),
	],
	aboutTasks: [
		{ kind: 'get', method: 'POST', path: `${PREFIX}fetch` },
		{ kind: 'cancel', method: 'POST', path: `${PREFIX}cancel` },
	],
	others: [
		{ path: `${PREFIX}multi_fetch`, what: 'checks several tasks at once' },
		{ path: `${PREFIX}validation`, what: 'checks a prompt' },
	],
	created: formerApi({
		...answer,
		paths: IDS,
		// A create answers with the outcome of the call as its status.
		answer: "{ task_id: $json.task.task_id, status: 'success', message: '' }",
	}),
	checked: formerApi({
		...answer,
		paths: [
			...IDS,
			['task_result.image_url', 'data.output.image_url'],
			['task_result.discord_image_url', 'data.output.discord_image_url'],
			// Both names are documented for the four images of a grid, at different times.
			['task_result.image_urls', 'data.output.temporary_image_urls'],
			['task_result.temporary_image_urls', 'data.output.temporary_image_urls'],
			['task_result.intermediate_image_urls', 'data.output.intermediate_image_urls'],
			['task_result.task_progress', 'data.output.progress'],
			['task_result.actions', 'data.output.actions'],
			['task_result.seed', 'data.output.seed'],
		],
		answer:
			"{ task_id: $json.task.task_id, status: $json.task.status === 'completed' ? 'finished' : $json.task.status, task_result: { ...$json.task.output, image_urls: $json.task.output?.temporary_image_urls, task_progress: $json.task.output?.progress } }",
	}),
};
