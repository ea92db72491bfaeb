import type { IExecuteFunctions } from 'n8n-workflow';

import { reportTo, retriedIn, stoppedText, tasksInError } from '../../nodes/execute/leftTasks';
import { createProblem } from '../../nodes/transport/problem';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `task-${index}`);

describe('the error of a failed run', () => {
	const unclear = createProblem({ message: 'It is unknown', advice: 'Check the history.' });

	it.each([
		['nothing without tasks', [], [], ''],
		[
			'its tasks',
			['a', 'b'],
			[],
			'Tasks that this run created: a, b. A retry resumes them; the operation Get Task fetches their results.',
		],
		['what is unclear', [], [unclear], 'It is unknown. Check the history.'],
		[
			'both, in one line',
			['a'],
			[unclear],
			'Tasks that this run created: a. A retry resumes them; the operation Get Task fetches their results. It is unknown. Check the history.',
		],
	])('names %s', (_, taskIds, problems, text) => {
		expect(tasksInError(taskIds, problems, 'trigger', unclear)).toBe(text);
	});

	it('promises no retry with the key of an account that does not know the tasks', () => {
		expect(tasksInError(['a'], [], 'retry', { ...unclear, isUnknownToAccount: true })).toBe(
			'Tasks that this run created: a. With the credential that created them, a retry resumes them and the operation Get Task fetches their results.',
		);
	});

	it('does not promise that a retry of the parent resumes the tasks of a sub-workflow', () => {
		expect(tasksInError(['a', 'b'], [], 'integrated', unclear)).toBe(
			"Tasks that this run created: a, b. Only a retry of the sub-workflow's own execution resumes them, a retry of its parent creates them again; the operation Get Task fetches their results.",
		);
	});
});

describe('the error of a stopped run', () => {
	it('is empty without tasks', () => expect(stoppedText([])).toBe(''));

	it('names up to 50 tasks', () => {
		expect(stoppedText(ids(50))).toBe(
			`Its tasks keep running at PiAPI: ${ids(50).join(', ')}. Fetch their results with the operation Get Task.`,
		);
	});

	it('counts those after the first 50', () => {
		expect(stoppedText(ids(53))).toContain(`${ids(50).join(', ')} and 3 more. Fetch`);
	});
});

it.each([
	['trigger', 'the execution'],
	['manual', 'the execution'],
	['integrated', "the sub-workflow's own execution, not that of its parent,"],
] as const)('in mode %s, a retry is one of %s', (mode, retried) => {
	expect(retriedIn(mode)).toBe(retried);
});

it('tells log and console without secrets', () => {
	const told: string[] = [];
	const context = {
		logger: { warn: (text: string) => told.push(`log: ${text}`) },
		sendMessageToUI: (text: string) => told.push(`console: ${text}`),
	} as unknown as IExecuteFunctions;
	reportTo(context, ['the key']).warn('Task of the key');
	expect(told).toEqual(['log: Task of ***', 'console: Task of ***']);
});
