/**
 * What a workflow can branch on: what kind of problem it is, whatever its text says. Without a task and
 * with another type than `unclear`, nothing was created.
 */
export type ProblemType =
	/** A value of the item, or a setting of the node, as checked here or by PiAPI. */
	| 'invalid'
	/** PiAPI or the model refused the content. */
	| 'content'
	/** The API key, or a credential that cannot be read. */
	| 'credential'
	| 'plan'
	| 'credit'
	/** The account itself is blocked. */
	| 'account'
	/** The node's Spending Limit. */
	| 'limit'
	/** Too many requests or tasks for now. */
	| 'busy'
	/** No usable answer from PiAPI, or none from it at all. */
	| 'unavailable'
	/** A paid request was sent, and nobody knows what came of it. */
	| 'unclear'
	| 'failed'
	| 'canceled'
	/** The task still runs. */
	| 'timeout'
	/** The task has completed, and a file of it could not be downloaded. */
	| 'download'
	/** A fault of this package. */
	| 'unexpected';
