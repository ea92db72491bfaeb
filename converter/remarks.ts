import type { CutOff } from './waiting/cutOff';
import type { Waiting } from './waiting/waiting';

const REMARKS = {
	again: 'A failed task was checked forever; now it ends with an error that names the task.',
	end: 'A failed task was dropped without an error; now it stops the workflow with an error unless you set On Error.',
	same: 'A failed task followed the same path as a completed one; now it ends with an error that names the task.',
	own: 'Failed tasks go to the error output, and so does every other error of this node.',
	apart:
		'After an error the workflow continued with an item that had only the error. Now failed tasks and errors go to the error output, and the nodes after this one get only results.',
	once: 'The fixed wait is gone: the node continues as soon as the task has finished.',
	dropped:
		'An unfinished task was dropped after one status request; now the node waits until it has finished.',
	limit:
		'The loop had no end; now the node stops waiting after Timeout (Seconds), and the error names the task.',
	retried:
		'A failed task was created again without a limit, and each one is paid. Now Retry On Fail creates it again at most twice: change Max Tries under Settings.',
	triedAgain:
		'Retry On Fail was on for the create. The new node waits for its task, too, and would create failed tasks again, each of them paid. So it is off: turn it on under Settings if you want that.',
	continued:
		'A status request that failed did not stop the workflow. The new node stops it: set On Error under Settings if it should continue.',
} as const;

interface Ways {
	/** Whether failed tasks went back to be created again. */
	readonly retries: boolean;
	/** Whether the new node has an error output. */
	readonly hasErrorOutput: boolean;
	/** Whether the workflow continued after an error of the old node. */
	readonly continued: boolean;
	/** Whether it continued, in any way, after an error of the status request. */
	readonly checkContinued: boolean;
	/** Whether n8n tried the create again after an error. */
	readonly triedAgain: boolean;
}

const droppedStates = (names: readonly string[]): string[] =>
	names.length === 0
		? []
		: [
				`A task with the status ${names.map((name) => `"${name}"`).join(' or ')} was dropped; now the node waits until it has finished.`,
			];

const cutOffText = ({ from, to }: CutOff): string =>
	`"${to}" is no longer reached from "${from}": the new node has ways for completed tasks and for errors only.`;

/** What changes for the tasks of a node that waits now. */
export function remarksOf(
	waiting: Waiting,
	{ retries, hasErrorOutput, continued, checkContinued, triedAgain }: Ways,
): string[] {
	const { polls, drops, unnamed, failed } = waiting;
	const wait = [
		polls ? REMARKS.limit : drops ? REMARKS.dropped : REMARKS.once,
		...droppedStates(unnamed),
		...waiting.cutOff.map(cutOffText),
		...(triedAgain && !retries ? [REMARKS.triedAgain] : []),
	];
	if (hasErrorOutput) {
		const output = continued ? REMARKS.apart : REMARKS.own;
		return [...wait, ...(retries ? [REMARKS.retried] : []), output];
	}
	const others = checkContinued ? [REMARKS.continued] : [];
	if (retries) return [...wait, REMARKS.retried, ...others];
	return [...wait, failed.way === 'exit' ? REMARKS.same : REMARKS[failed.way], ...others];
}
