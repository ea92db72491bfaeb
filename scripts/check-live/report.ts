import type { Deviation } from './deviation';
import type { Reading } from './reading';

/** A question that costs nothing, and the form of its answer. */
export interface QuestionReport {
	readonly question: string;
	/** HTTP status; null when no answer came. */
	readonly http: number | null;
	readonly form: unknown;
}

export interface UsageReport {
	readonly when: 'create' | 'end';
	readonly type: unknown;
	readonly frozen: unknown;
	readonly consume: unknown;
}

/** What became of a create. */
export interface TaskReport {
	readonly operation: string;
	readonly model: string;
	readonly taskType: string;
	readonly purpose: string;
	readonly outcome: string;
	readonly worstUsd: number;
	/** What the nodes tell their users, in words. */
	readonly estimate: string;
	/** PiAPI's words, in order. */
	readonly statuses: readonly unknown[];
	readonly seconds?: number;
	readonly usage: readonly UsageReport[];
	readonly echo?: 'full' | 'empty' | 'changed';
	readonly resultPlaces: readonly string[];
	/** What an item of the node says about it. */
	readonly reading?: Reading;
	/** Seconds until the history had it; null when it never had. */
	readonly inHistoryAfter?: number | null;
	/** Whether the package's search for lost tasks would have found it. */
	readonly foundBySearch?: boolean;
	readonly mark?: { readonly sentIn: string; readonly returnedIn: readonly string[] };
	readonly cancel?: { readonly http: number | null; readonly form: unknown };
	/** What of its facts is inferred, so that this task settles it. */
	readonly inferred: readonly string[];
	readonly forms: Readonly<Record<string, unknown>>;
}

export interface LiveReport {
	/** Day of the run. */
	readonly date: string;
	readonly target: 'PiAPI' | 'another address';
	readonly packageVersion: string;
	readonly costs: {
		readonly capUsd: number;
		/** Counted at worst prices. */
		readonly committedUsd: number;
		/** What the product reads of the tasks. */
		readonly costUsd: number;
		/** By how much the balance went down; null when PiAPI did not tell. Other programs may use the account, too. */
		readonly balanceDownUsd: number | null;
	};
	/** Why it stopped early; null when it did not. */
	readonly stopped: string | null;
	readonly deviations: readonly Deviation[];
	readonly tasks: readonly TaskReport[];
	readonly questions: readonly QuestionReport[];
	readonly skipped: readonly string[];
}
