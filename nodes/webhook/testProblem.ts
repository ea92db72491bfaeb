import type { Check } from '../task/checkTask';
import { createProblem, type Problem } from '../transport/problem';
import { isFinal, type Task } from '../transport/task';

/** A call that starts nothing, as far as it was read. */
export interface Refusal {
	readonly status: number;
	readonly reason: string;
	/** The task that the call, or PiAPI, tells of. */
	readonly about?: Task;
	/** What PiAPI answered about it. */
	readonly check?: Check;
}

const nameOf = ({ id, model, taskType, status }: Task): string =>
	`Task ${id} (${[model, taskType, status].filter((text) => text !== '').join(', ')})`;

const SAME_CREDENTIAL =
	'Select the same PiAPI credential here and in the node that creates the task, then listen and run that node again.';

/**
 * Why a call starts nothing, for the person who waits at the editor, and for n8n's log. Undefined while a later call may
 * still start the workflow: PiAPI calls again, or reports the next state.
 */
export function testProblem({ status, reason, about: task, check }: Refusal): Problem | undefined {
	if (status === 401) {
		return createProblem({
			message: 'The call does not carry the Webhook Secret of this credential',
			advice: `The node that created the task uses another credential, or the secret has changed since. ${SAME_CREDENTIAL}`,
		});
	}
	if (status === 400) {
		return createProblem({
			message: 'The call contains no PiAPI task',
			advice:
				'Only PiAPI calls this URL. Paste it into the Webhook URL option (Task Options) of the node that creates the task, then run that node.',
		});
	}
	if (reason === 'not set up') {
		return createProblem({
			message: 'The credential has no Webhook Secret, and Verify With PiAPI is off',
			advice: 'Set the Webhook Secret of the PiAPI credential, or turn on Verify With PiAPI.',
		});
	}
	if (task === undefined) return undefined;
	if (reason === 'unknown task') {
		return createProblem({
			message: `Task ${task.id} does not belong to the PiAPI account of this credential`,
			advice: SAME_CREDENTIAL,
			taskId: task.id,
		});
	}
	if (reason === 'not wanted' && isFinal(task)) {
		return createProblem({
			message: `${nameOf(task)} does not match the settings of this trigger`,
			advice: 'Check Events, and Families and Task Types in the options.',
			taskId: task.id,
		});
	}
	if (check?.outcome !== 'refused') return undefined;
	return createProblem({
		message: `PiAPI did not confirm task ${task.id}: ${check.problem.message}`,
		advice: check.problem.advice,
		taskId: task.id,
	});
}
