import type { TaskRequest, Task } from '../transport/task';
import { mayBeWithin } from './history';
import { isWithin, type Window } from './openSearches';
import { contradicts, echoes, mayBeSameKind } from './sameRequest';
import { isEmptyEcho, type Round } from './searchRound';
import type { TaskClaims } from './taskClaims';

/** A lost create, and when its task was created. */
export interface Wanted {
	readonly request: TaskRequest;
	readonly window: Window;
}

type Claims = Pick<TaskClaims, 'has'>;

/** Unclaimed tasks of the window that echo the request, oldest first. */
export const equalTasks = (
	{ tasks }: Round,
	{ request, window }: Wanted,
	claims: Claims,
): Array<{ task: Task; createdAt: number }> =>
	tasks
		.flatMap(({ task, createdAt }) =>
			createdAt !== undefined &&
			isWithin(window, createdAt) &&
			!claims.has(task.id) &&
			echoes(task, request)
				? { task, createdAt }
				: [],
		)
		.sort((one, other) => one.createdAt - other.createdAt);

/** Whether there may be more tasks that fit than those that were read. */
export const hasUnknown = (round: Round, { request, window }: Wanted, claims: Claims): boolean =>
	!round.history.complete ||
	round.unread.some((row) => !claims.has(row.taskId) && mayBeWithin(row, window)) ||
	round.tasks.some(
		({ task, createdAt }) =>
			!claims.has(task.id) &&
			(createdAt === undefined || (isEmptyEcho(task) && isWithin(window, createdAt))) &&
			!contradicts(task, request),
	);

/** The IDs of unclaimed tasks that may be the one: those that echo the request first, since a long list is cut. */
export function candidatesIn(round: Round, { request, window }: Wanted, claims: Claims): string[] {
	const sameKind = round.tasks
		.filter(({ createdAt }) => createdAt === undefined || isWithin(window, createdAt))
		.map(({ task }) => task)
		.filter((task) => mayBeSameKind(task, request));
	const likeliest = [
		...sameKind.filter((task) => echoes(task, request)),
		...sameKind.filter((task) => !echoes(task, request)),
	].map(({ id }) => id);
	const unread = round.unread.filter((row) => mayBeWithin(row, window)).map((row) => row.taskId);
	return [...likeliest, ...unread].filter((id) => !claims.has(id));
}
