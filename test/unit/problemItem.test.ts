import {
	errorJson,
	explanation,
	headline,
	isProblemItem,
	problemItem,
} from '../../nodes/result/problemItem';
import { createProblem } from '../../nodes/transport/problem';

const problem = createProblem({
	message: 'The task was not finished',
	advice: 'Fetch it later.',
	type: 'unavailable',
	httpCode: '408',
	taskId: 'task-1',
	taskStatus: 'processing',
	model: 'kling',
	taskType: 'video_generation',
});
const ofInput = createProblem({ message: 'Prompt is empty', advice: 'Fill it in.' });

it('the headline says what happened to which item, and leaves the task to the explanation', () => {
	expect(headline(problem, 3)).toBe('The task was not finished [item 3]');
	expect(explanation(problem)).toBe('Task task-1. Fetch it later.');
	expect(explanation(problem, 'More.')).toBe('Task task-1. Fetch it later. More.');
});

it('the explanation names no task where there is none, or where the message names it', () => {
	expect(explanation(ofInput)).toBe('Fill it in.');
	expect(explanation({ ...problem, message: 'Task task-1 is gone' })).toBe('Fetch it later.');
});

describe('the item of a problem', () => {
	it('has task, status, model and task type where a good one has them', () => {
		expect(problemItem(problem, 3)).toEqual({
			json: {
				taskId: 'task-1',
				status: 'processing',
				model: 'kling',
				taskType: 'video_generation',
				error: 'The task was not finished [item 3]. Task task-1. Fetch it later.',
				details: {
					type: 'unavailable',
					taskId: 'task-1',
					status: 'processing',
					httpCode: '408',
					costUsd: null,
					candidates: [],
				},
			},
			pairedItem: { item: 3 },
		});
	});

	it.each([0, 0.05])('has what PiAPI charged for the task, also in the details: %p', (costUsd) => {
		const item = problemItem({ ...problem, costUsd }, 0);
		expect(item.json).toMatchObject({ costUsd, details: { costUsd } });
		expect(isProblemItem(item)).toBe(true);
		expect(errorJson(item)).toEqual({ error: item.json.error, details: item.json.details });
	});

	it('has only error and details where nothing is known, with null in it', () => {
		expect(problemItem(ofInput, 0).json).toEqual({
			error: 'Prompt is empty [item 0]. Fill it in.',
			details: {
				type: 'invalid',
				taskId: null,
				status: null,
				httpCode: null,
				costUsd: null,
				candidates: [],
			},
		});
	});

	it('names the tasks that may be the one of an unclear create', () => {
		const candidates = ['task-1', 'task-2'];
		expect(problemItem({ ...ofInput, unclear: true, candidates }, 0).json.details).toMatchObject({
			type: 'unclear',
			taskId: null,
			candidates,
		});
	});

	it('is known from others', () => {
		expect(isProblemItem(problemItem(problem, 0))).toBe(true);
		expect(isProblemItem(problemItem(ofInput, 0))).toBe(true);
		expect(isProblemItem({ json: { taskId: 'task-1', status: 'failed' } })).toBe(false);
		expect(isProblemItem({ json: { error: 'mine', prompt: 'a fox' } })).toBe(false);
	});
});
