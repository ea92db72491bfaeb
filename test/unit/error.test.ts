import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { errorOf } from '../../nodes/result/error';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { anyNode } from './anyNode';

const input: Problem = createProblem({ message: 'Prompt is empty', advice: 'Fill in Prompt.' });
const answer: Problem = createProblem({
	message: 'quota used up',
	advice: 'Wait.',
	httpCode: '429',
});
const ofTask: Problem = createProblem({
	message: 'banned word',
	advice: 'Change it.',
	taskId: 'task-1',
});

describe('an error', () => {
	it.each<[string, Problem, new (...all: never[]) => Error]>([
		['of the input', input, NodeOperationError],
		['of an answer', answer, NodeApiError],
		['of a task', ofTask, NodeApiError],
	])('%s has the class that n8n expects', (_, problem, errorClass) => {
		expect(errorOf(anyNode, problem, 0)).toBeInstanceOf(errorClass);
	});

	it.each<[string, Problem, string]>([
		['of the input', input, 'Prompt is empty [item 2]'],
		['of an answer', answer, 'quota used up [item 2]'],
		['of a task', ofTask, 'banned word [item 2]'],
	])('%s says what happened, what to do, and to which item', (_, problem, message) => {
		const error = errorOf(anyNode, problem, 2);
		expect(error.message).toBe(message);
		expect(error.description).toBe(
			problem.taskId === undefined ? problem.advice : `Task task-1. ${problem.advice}`,
		);
		expect(error.context.itemIndex).toBe(2);
		expect(error.node.name).toBe('Midjourney');
	});

	it.each(
		['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EPERM', 'ENOENT'].flatMap((code) =>
			[input, answer, ofTask].map((problem) => [code, problem] as const),
		),
	)('keeps its own text though %s is in it: %p', (code, problem) => {
		const told = { ...problem, message: `PiAPI says ${code} here`, advice: `Mind ${code}.` };
		const error = errorOf(anyNode, told, 0);
		expect(error.message).toContain(`PiAPI says ${code} here`);
		expect(error.description).toContain(`Mind ${code}.`);
	});

	it.each(['400', '401', '402', '403', '404', '429', '500', '503'])(
		"keeps its own text and the HTTP code %s instead of n8n's words for it",
		(httpCode) => {
			const error = errorOf(anyNode, { ...answer, httpCode }, 0);
			expect(error.message).toBe('quota used up [item 0]');
			expect(error).toMatchObject({ httpCode });
		},
	);

	it('guesses no HTTP code from a number in the text', () => {
		expect(errorOf(anyNode, { ...ofTask, message: '500 words at most' }, 0)).toMatchObject({
			httpCode: null,
		});
	});

	it('names the task once, whatever is added', () => {
		const error = errorOf(anyNode, { ...ofTask, message: 'task-1 was refused' }, 0);
		expect(`${error.message} ${error.description}`.split('task-1')).toHaveLength(2);
	});

	it('can say more', () => {
		expect(errorOf(anyNode, input, 0, 'Tasks created: task-1.').description).toBe(
			'Fill in Prompt. Tasks created: task-1.',
		);
		expect(errorOf(anyNode, { ...input, advice: '' }, 0, 'More.').description).toBe('More.');
	});
});
