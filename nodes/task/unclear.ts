import type { Problem } from '../transport/problem';
import type { NotFound, Sent } from './search';

const MOST_NAMED = 20;
/** Milliseconds. */
const NOTABLE_OFFSET = 30_000;

const named = (taskIds: readonly string[]): string => {
	const more = taskIds.length - MOST_NAMED;
	return [...taskIds.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
};

const clockWarning = (ahead: number | undefined): string => {
	if (ahead === undefined || Math.abs(ahead) <= NOTABLE_OFFSET) return '';
	const seconds = Math.round(Math.abs(ahead) / 1000);
	return `The clock of the n8n server is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} PiAPI's; correct it.`;
};

function searched(
	{ candidates, history }: NotFound,
	around: string,
	retried: string | undefined,
): string {
	if (candidates.length > 0) {
		return `It may be one of these tasks: ${named(candidates)}. Fetch them with the operation Get Task.`;
	}
	const reason =
		history === 'unread'
			? "PiAPI's task history could not be read."
			: "PiAPI's task history does not rule out that it was created.";
	const next =
		retried !== undefined
			? `Or retry ${retried} in some minutes: it resumes the task, or creates it if there is none.`
			: 'If there is none in some minutes, run only this item again.';
	return `${reason} Check the PiAPI workspace for a task created around ${around}. ${next}`;
}

/** The error of an item whose create was sent, when nobody can say whether its task was created. */
export const unclear = (
	reason: Problem,
	{ sentAt }: Pick<Sent, 'sentAt'>,
	finding: NotFound,
	retried?: string,
): Problem => ({
	...reason,
	unclear: true,
	candidates: finding.candidates,
	message: `${reason.message}; it is unknown whether the task was created`,
	advice: [
		'The request was not sent again, because that could create and charge a second task.',
		searched(finding, new Date(sentAt - (finding.clockAhead ?? 0)).toISOString(), retried),
		clockWarning(finding.clockAhead),
		// Any other advice is about a request that may be sent again.
		reason.isElsewhere === true ? reason.advice : '',
	]
		.filter((text) => text !== '')
		.join(' '),
});
