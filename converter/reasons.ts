/** Why a new node gives more than its simplified item, or why a call has to stay. */
export interface Reason {
	readonly kind: keyof typeof ADVICE;
	/** The node that reads. */
	readonly reader: string;
	/** What it reads, as it is written there; empty when it reads whole items by itself. */
	readonly text: string;
}

/** What a node reads that decides about another one. */
function readingOf({ kind, reader, text }: Reason): string {
	if (kind === 'caller') return `"${reader}" returns all fields of PiAPI's answer to the caller`;
	if (text === '') return `"${reader}" uses all fields of PiAPI's answer`;
	return kind === 'whole'
		? `"${reader}" uses PiAPI's whole answer (${text})`
		: `"${reader}" reads ${text}`;
}

const ADVICE = {
	path: 'the new node does not have it. Remove it there if nothing needs it, and convert again',
	clash:
		'a field of the new node and another one of the items there have the same name. Rename the other one, and convert again',
	whole: 'the new node does not return it. Read the fields one by one there, and convert again',
	caller:
		'the new node does not return them. Return the fields one by one there, and convert again',
	failed:
		'a failed task returns only an error with its ID. Read it from an earlier node, by its name, and convert again',
	error:
		'the new node returns an error as a text. Lead its errors to a node of their own that reads no more than error.message, and convert again',
	earlier:
		'the new node returns the task when it has finished. Remove it there if nothing needs it, and convert again',
	output:
		'the new node has completed tasks at its first output, and failed ones at its error output. Read the items that come in, or name a node that stays, and convert again',
	parameter: 'the new node has other parameters. Write the value itself there, and convert again',
	chosen: 'that can be any node. Write the name of the node there, and convert again',
} as const;

/** Why a call is left as it is, and what to do. */
export const whyItStays = (reason: Reason): string =>
	`${readingOf(reason)}, and ${ADVICE[reason.kind]}`;

/** Why a node with the old answer follows the new node. */
export const whyAnswerFollows = (reason: Reason, answerNode: string): string =>
	`${readingOf(reason)}. The added Edit Fields node "${answerNode}" returns PiAPI's answer as before, so the nodes after it stay as they are.`;
