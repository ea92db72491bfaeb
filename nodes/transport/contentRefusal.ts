import { isAboutContent, refusesContent, topicOf } from './advice';
import { failureTextsOf } from './reasons';
import type { Task } from './task';

/**
 * Seedance's code of a content violation, whose reason may be in the logs alone.
 * Source: https://piapi.ai/docs/seedance-api/moderation-and-penalty
 */
const SEEDANCE_VIOLATION = '10003';

/** Whether a task failed since PiAPI or the model refused its content. What the error says counts more than the logs. */
export function isRefusedForContent({ received, model, failure }: Task): boolean {
	const { inError, besideError, code } = failureTextsOf(received);
	const told = topicOf(inError.join('\n'))?.name;
	if (told === 'content') return true;
	// A model in trouble may have had it with the content; any other reason is the reason.
	if (told !== undefined && told !== 'trouble') {
		return isAboutContent(failure) && besideError.some(refusesContent);
	}
	const isViolation = code === SEEDANCE_VIOLATION && model.toLowerCase() === 'seedance';
	const isSilent = inError.length === 0 && besideError.length === 0;
	// Then the failure is what the answer with the task says.
	return isViolation || (isSilent ? [failure] : besideError).some(refusesContent);
}
