import { adviceForFailure } from '../transport/advice';
import { isRefusedForContent } from '../transport/contentRefusal';
import { costOf } from '../transport/cost';
import { createProblem, type Problem } from '../transport/problem';
import { topicNamed } from '../transport/adviceTable';
import type { Task } from '../transport/task';
import { isCanceled } from '../transport/taskStatus';
import { refusedTask } from './contentRefusal';

/** The problem of a task that failed or was canceled. */
export function failureOf(task: Task): Problem {
	const wasCanceled = isCanceled(task.status);
	const { costUsd } = costOf(task);
	const problem = {
		message:
			task.failure || (wasCanceled ? 'The task was canceled' : 'The task failed without a reason'),
		taskId: task.id,
		taskStatus: task.status,
		model: task.model,
		taskType: task.taskType,
		...(costUsd === undefined ? {} : { costUsd }),
	};
	if (isRefusedForContent(task)) {
		const { advice } = topicNamed('content');
		return refusedTask(createProblem({ ...problem, advice, isContent: true }));
	}
	const advice = wasCanceled
		? 'Run the node again to create a new, paid task.'
		: adviceForFailure(task.failure);
	return createProblem({ ...problem, advice });
}
