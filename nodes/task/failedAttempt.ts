/** Why a job came to nothing, where another model may do better. */
export type FailureReason = 'refused' | 'failed' | 'timeout' | 'content';

/** A job of the same item that came to nothing. Plain data, so that it can be stored with the execution. */
export interface FailedAttempt {
	readonly model: string;
	readonly taskId: string | null;
	readonly status: string;
	readonly reason: string;
	readonly costUsd?: number;
}
