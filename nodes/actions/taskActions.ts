import type { Family, MediaKind } from '../catalog/vocabulary';
import type { Action } from '../execute/pipeline';
import { runTasks } from '../execute/tasks';
import { cancelManyTasks, cancelTask } from './cancelTasks';

/** Reads tasks, or waits until they have finished. `makes` sets the pace. */
export const followTasks = (families: readonly Family[], makes: MediaKind): Action =>
	runTasks(families, { kind: 'follow', makes });

/** Get Task and its like, as operations of a family. */
export const taskActionsOf = (family: Family): Readonly<Record<string, Action>> => ({
	getTask: followTasks([family], family.kind),
	cancelTask,
	cancelManyTasks,
});
