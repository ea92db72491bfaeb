import { adviceForFailure } from '../transport/advice';
import { isRefusedForContent } from '../transport/contentRefusal';
import { costOf } from '../transport/cost';
import { createProblem, type Problem } from '../transport/problem';
import { topicNamed } from '../transport/adviceTable';
import type { Task } from '../transport/task';
import { refusedTask } from './contentRefusal';

/** The problem of a task that failed or was canceled. */
export function failureOf(task: Task): Problem {
	const isCanceled = task.status.startsWith('cancel');
	const { costUsd } = costOf(task);
	const problem = {
		message:
			task.failure || (isCanceled ? 'The task was canceled' : 'The task failed without a reason'),
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
	const advice = isCanceled
		? 'Run the node again to create a new, paid task.'
		: adviceForFailure(task.failure);
	return createProblem({ ...problem, advice });
}
