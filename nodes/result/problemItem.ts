import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { typeOf, type Problem } from '../transport/problem';

/** What happened, and to which item: n8n's toast shows no more of an error. */
export const headline = ({ message }: Problem, itemIndex: number): string =>
	`${message} [item ${itemIndex}]`;

/** To which task it happened, what to do, and what else there is to say. */
export function explanation({ message, advice, taskId }: Problem, more = ''): string {
	const aboutTask = taskId === undefined || message.includes(taskId) ? '' : `Task ${taskId}.`;
	return [aboutTask, advice, more].filter((part) => part !== '').join(' ');
}

/** Where an item of a good task has them, so that the nodes after it find them at the same place. */
const knownOf = ({ taskId, taskStatus, model, taskType, costUsd }: Problem): IDataObject => ({
	...Object.fromEntries(
		Object.entries({ taskId, status: taskStatus, model, taskType }).filter(([, value]) => value),
	),
	...(costUsd === undefined ? {} : { costUsd }),
});

/** The item of a job that went wrong. */
export function problemItem(problem: Problem, itemIndex: number): INodeExecutionData {
	return {
		json: {
			...knownOf(problem),
			error: `${headline(problem, itemIndex)}. ${explanation(problem)}`.trim(),
			details: {
				type: typeOf(problem),
				taskId: problem.taskId ?? null,
				status: problem.taskStatus ?? null,
				httpCode: problem.httpCode ?? null,
				costUsd: problem.costUsd ?? null,
				candidates: [...(problem.candidates ?? [])],
			},
		},
		pairedItem: { item: itemIndex },
	};
}

const KEYS = ['taskId', 'status', 'model', 'taskType', 'costUsd', 'error', 'details'];

export const isProblemItem = ({ json }: INodeExecutionData): boolean =>
	'error' in json && Object.keys(json).every((key) => KEYS.includes(key));

/** What n8n takes for an error: with any other key an item does not go to the error output. */
export const errorJson = ({ json: { error, details } }: INodeExecutionData): IDataObject => ({
	error,
	details,
});
