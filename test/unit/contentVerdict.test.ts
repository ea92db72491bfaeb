import type { IDataObject } from 'n8n-workflow';

import { topicOf } from '../../nodes/transport/advice';
import { isRefusedForContent } from '../../nodes/transport/contentRefusal';
import { classifyResponse } from '../../nodes/transport/exchange';
import { refused } from '../../nodes/transport/paidRefusals';
import { asCreateAnswer } from '../../nodes/transport/refusals';
import { failureOf } from '../../nodes/task/failedTask';
import { sampleTask } from './sampleTask';

const failed = (message: string, more: IDataObject = {}) =>
	sampleTask({ status: 'failed', output: null, error: { code: 10000, message }, ...more });

const outages = [
	'moderation service timeout',
	'moderation service unavailable',
	'content moderation timed out',
	'Moderation API returned 503',
	'safety check could not be completed: service unavailable',
	'policy service: connection refused',
	'nsfw detector is overloaded',
	'timeout while calling the moderation service',
	'moderation upstream: connection reset',
	'failed to reach the moderation service',
	'risk control service busy',
	'copyright check timed out',
	'moderation_service_unavailable',
];

describe('moderation that is out of order', () => {
	it.each(outages)('refuses no content of a task: %s', (message) => {
		expect(isRefusedForContent(failed(message))).toBe(false);
		expect(isRefusedForContent(failed('task failed', { logs: [message] }))).toBe(false);
		expect(topicOf(message)?.name).not.toBe('content');
		expect(failureOf(failed(message))).not.toHaveProperty('isContent');
		expect(failureOf(failed(message)).advice).not.toContain('Moderation');
	});

	it.each(outages)('refuses no create and no question: %s', (message) => {
		const body = { code: 500, data: null, message };
		expect(
			asCreateAnswer(classifyResponse({ statusCode: 500, headers: {}, body }, 0)).outcome,
		).toBe('unclear');
		expect(refused(400, { error: { message } }).problem.isContent).toBe(false);
	});
});

describe('a log line beside a failure', () => {
	it.each<[string, unknown]>([
		['internal error', 'moderation service unavailable, proceeding'],
		['task failed', 'prompt moderation passed'],
		['task failed', { step: 'moderation', result: 'pass' }],
		['task failed', 'nsfw check: passed'],
		['task failed', { step: 'safety check', flagged: false }],
		['task failed', 'no policy violation found'],
		['task failed', 'content policy: ok'],
		['task failed', 'checking for sensitive content'],
		['task failed', 'not flagged by moderation'],
		['task failed', { stage: 'scan', sexual: false, violence: false }],
		['task failed', 'real person detection: none'],
		['task failed', 'moderation skipped'],
		['task failed', 'prompt is allowed by our policy'],
		['task failed', 'applying content policy'],
		['task failed', 'terms of service v3 loaded'],
		['task failed', 'moderation'],
		['failed to decode input image', 'image moderation passed'],
	])('after "%s" refuses no content: %j', (message, line) => {
		const task = failed(message, { logs: [line, 'worker lost'] as IDataObject[] });
		expect(isRefusedForContent(task)).toBe(false);
		expect(failureOf(task).advice).not.toContain('Moderation');
	});

	it.each<[unknown]>([
		['prompt moderation blocked'],
		[{ step: 'moderation', result: 'blocked' }],
		['rejected by moderation'],
		['did not pass moderation'],
		["the prompt didn't pass the safety check"],
		['moderation not passed'],
		[{ step: 'moderation', passed: false }],
		['moderation triggered: violence'],
		['flagged by safety system'],
		['policy violation'],
		['content policy violated'],
		['image moderation passed, prompt moderation refused'],
		['nsfw detected'],
		['the prompt violates our policies'],
		['The picture may contain a real person'],
	])('with a verdict refuses the content: %j', (line) => {
		expect(isRefusedForContent(failed('internal error', { logs: [line] as string[] }))).toBe(true);
	});
});

describe('an error with a verdict', () => {
	it.each([
		'moderation',
		'content moderation failed',
		'content policy',
		'internal error: prompt flagged',
		'Your prompt may contain sensitive content. Please try again later.',
		'moderation blocked the prompt after a timeout',
		'not safe for work: sexual content',
		'Request was rejected by the safety system, status 500',
		'NSFWDetected',
		'the prompt is not allowed, no retry',
		'Failure to pass the risk control system',
		'Your request could not be completed due to our content policy',
		'Cannot proceed: content policy',
		'failed to start the task: moderation',
		'Internal server error: content policy violation',
		'Error code: 500, message: the prompt contains a banned word',
		'InputTextSensitiveContentDetected.PolicyViolation',
		'Please ensure that the content is safe and complies with our policies',
		'1026 input new_sensitive',
		'400: prompt not allowed because advanced moderation failed',
		'The moderation score of 0.98 is over the limit of 0.5',
		'Your request was rejected as a result of our safety system (no charge)',
	])('refuses the content: %s', (message) => {
		expect(isRefusedForContent(failed(message))).toBe(true);
	});
});
