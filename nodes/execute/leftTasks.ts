import type { IExecuteFunctions } from 'n8n-workflow';

import type { Report } from '../task/stop';
import { withoutSecrets, type Problem } from '../transport/problem';

/** IDs in one text; more would fill the screen, and the log has them all. */
const MOST_IDS = 50;

const listOf = (taskIds: readonly string[]): string =>
	taskIds.length > MOST_IDS
		? `${taskIds.slice(0, MOST_IDS).join(', ')} and ${taskIds.length - MOST_IDS} more`
		: taskIds.join(', ');

/** What the error of a failed run says about its other tasks. */
export const tasksInError = (taskIds: readonly string[], unclear: readonly Problem[]): string =>
	[
		taskIds.length > 0
			? `Tasks that this run created: ${taskIds.join(', ')}. A retry resumes them; the operation Get Task fetches their results.`
			: '',
		...unclear.map(({ message, advice }) => `${message}. ${advice}`),
	]
		.filter((text) => text !== '')
		.join(' ');

/** What the error of a stopped run says about its tasks. */
export const stoppedText = (taskIds: readonly string[]): string =>
	taskIds.length === 0
		? ''
		: `Its tasks keep running at PiAPI: ${listOf(taskIds)}. Fetch their results with the operation Get Task, or retry the execution to resume them.`;

/** Says in n8n's log and in the editor's console what a stopped run leaves. */
export const reportTo = (context: IExecuteFunctions, secrets: readonly string[]): Report => ({
	warn(text) {
		const clean = withoutSecrets(text, secrets);
		context.logger.warn(clean);
		context.sendMessageToUI(clean);
	},
});
