import type { Family, MediaKind } from '../catalog/vocabulary';
import { forEachItem, type Action } from '../execute/action';
import { cancelManyTasks, cancelTask } from './cancelTasks';
import { runTasks } from '../execute/tasks';

/** Reads tasks, or waits until they are finished. `makes` sets the pace. */
export const followTasks =
	(families: readonly Family[], makes: MediaKind): Action =>
	async (context, connection) =>
		await runTasks(context, families, { kind: 'follow', makes }, connection);

/** Get Task and its like, as operations of a family. */
export const taskActionsOf = (family: Family): Readonly<Record<string, Action>> => ({
	getTask: followTasks([family], family.kind),
	cancelTask: forEachItem(cancelTask),
	cancelManyTasks: forEachItem(cancelManyTasks),
});
