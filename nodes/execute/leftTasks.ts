import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';

import type { Report } from '../task/stop';
import { withoutSecrets, type Problem } from '../transport/problem';

/** IDs in one text; more would fill the screen, and the log has them all. */
const MOST_IDS = 50;

const listOf = (taskIds: readonly string[]): string =>
	taskIds.length > MOST_IDS
		? `${taskIds.slice(0, MOST_IDS).join(', ')} and ${taskIds.length - MOST_IDS} more`
		: taskIds.join(', ');

/** The error of a sub-workflow shows in its parent, too, whose retry runs the sub-workflow from its start. */
const isSubWorkflow = (mode: WorkflowExecuteMode): boolean => mode === 'integrated';

/** What has the records of a failed run. */
export const retriedIn = (mode: WorkflowExecuteMode): string =>
	isSubWorkflow(mode)
		? "the sub-workflow's own execution, not that of its parent,"
		: 'the execution';

/** What the error of a failed run says about its other tasks. */
export const tasksInError = (
	taskIds: readonly string[],
	unclear: readonly Problem[],
	mode: WorkflowExecuteMode,
	failed: Problem,
): string =>
	[
		taskIds.length > 0
			? `Tasks that this run created: ${taskIds.join(', ')}. ${continuedBy(mode, failed)} the operation Get Task fetches their results.`
			: '',
		...unclear.map(({ message, advice }) => `${message}. ${advice}`),
	]
		.filter((text) => text !== '')
		.join(' ');

function continuedBy(mode: WorkflowExecuteMode, { isUnknownToAccount }: Problem): string {
	if (isUnknownToAccount === true) {
		return 'With the credential that created them, a retry resumes them and';
	}
	return isSubWorkflow(mode)
		? "Only a retry of the sub-workflow's own execution resumes them, a retry of its parent creates them again;"
		: 'A retry resumes them;';
}

/** What the error of a stopped run says about its tasks. n8n offers no retry of a canceled execution. */
export const stoppedText = (taskIds: readonly string[]): string =>
	taskIds.length === 0
		? ''
		: `Its tasks keep running at PiAPI: ${listOf(taskIds)}. Fetch their results with the operation Get Task.`;

/** Says in n8n's log and in the editor's console what a stopped run leaves. */
export const reportTo = (context: IExecuteFunctions, secrets: readonly string[]): Report => ({
	warn(text) {
		const clean = withoutSecrets(text, secrets);
		context.logger.warn(clean);
		context.sendMessageToUI(clean);
	},
});
