import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How much an answer is worth as evidence, best first. A variant is a documented field in a place where nobody has shown it. */
export type Source =
	| 'vendor-docs'
	| 'recorded'
	| 'vendor-code'
	| 'client-code'
	| 'third-party-docs'
	| 'variant';

type AnswerKind = 'create' | 'get' | 'webhook' | 'error' | 'account' | 'upload' | 'cancel';

/** What a reader has to make of an answer. What is not named is not known. */
interface Expected {
	readonly status?: string;
	readonly final?: boolean;
	readonly url?: string | null;
	readonly files?: readonly string[];
	readonly noDuplicateVideo?: boolean;
	readonly text?: string;
	readonly costUsd?: number | null;
	readonly taskId?: string;
	/** A part of the reason of a failure. */
	readonly failureHas?: string;
	/** Whether the task failed because of its content. */
	readonly isContent?: boolean;
	/** A part of what the user has to be told, although the task counts as completed. */
	readonly mentions?: string;
	readonly outcome?: 'answered' | 'refused' | 'unclear';
	readonly message?: string;
	readonly messageHas?: string;
	readonly plan?: string;
	readonly balanceUsd?: number;
	readonly balanceKnown?: boolean;
	readonly maxConcurrentTasks?: number;
	/** False where a webhook's body is the task itself. */
	readonly wrapped?: boolean;
}

/** An answer of PiAPI in its shape: ids, links and names are replaced. */
export interface RecordedAnswer {
	readonly source: Source;
	readonly kind: AnswerKind;
	/** The name of a file in tools/facts, `any`, or what the answer is about where that is not a task. */
	readonly family: string;
	readonly what: string;
	readonly note?: string;
	/** HTTP status. */
	readonly http: number;
	readonly body: unknown;
	readonly expect: Expected;
}

/** The recorded answers of these files, named without their ending. */
export const recordedIn = (...files: readonly string[]): readonly RecordedAnswer[] =>
	files.flatMap(
		(file) => JSON.parse(readFileSync(join(__dirname, `${file}.json`), 'utf8')) as RecordedAnswer[],
	);

/** All recorded answers, in the order of their files. */
export const recordedAnswers: readonly RecordedAnswer[] = recordedIn(
	...readdirSync(__dirname)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace(/\.json$/, ''))
		.sort(),
);
