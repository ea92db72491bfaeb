import { jsonAnswer, success, type Answer } from './answers';
import type { EndpointContext } from './endpoint';
import type { SimulatedTask } from './simulatedTask';
import { taskView } from './taskView';

/** The answer of an endpoint that reads a task. */
export const taskAnswer = (
	task: SimulatedTask,
	{ behaviour, families, fileUrl, clock }: EndpointContext,
	now: number = clock.now(),
): Answer => {
	const data = taskView(task, behaviour, families, fileUrl, now);
	return task.shape.gaps.includes('codeMissing')
		? jsonAnswer(200, { timestamp: Math.floor(clock.now() / 1000), data })
		: success(data);
};

/** Which task an answer is about in place of its own. */
export type WrongTask = 'neighbour' | 'first';

/**
 * An answer about another task than `own`; undefined when there is no other. Neighbours, in the order of their creation,
 * answer for each other.
 */
export const answerAboutAnother = (
	own: string,
	which: WrongTask,
	context: EndpointContext,
): Answer | undefined => {
	const all = context.ledger.tasks;
	const index = all.findIndex(({ id }) => id === own);
	const other =
		which === 'neighbour'
			? (all[index % 2 === 0 ? index + 1 : index - 1] ?? all[index - 1])
			: all.find(({ id }) => id !== own);
	return other === undefined ? undefined : taskAnswer(other, context);
};
