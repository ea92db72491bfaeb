import type { RecordedAnswer } from '../recorded/recorded';
import type { GapName } from './gaps';
import type { UsageType } from './usage';

/** The shape of the answers about a task. */
export interface AnswerShape {
	/** The answer that a completed task takes its output from; left out, it follows the facts. */
	readonly completed?: RecordedAnswer;
	/** The same for the time before. */
	readonly unfinished?: RecordedAnswer;
	readonly gaps: readonly GapName[];
	/** Left out, that of the recorded answer, or `point`. */
	readonly usage?: UsageType;
}

/** As in the facts. */
export const tidy: AnswerShape = { gaps: [] };
