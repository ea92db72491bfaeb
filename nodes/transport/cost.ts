import { numberIn } from './numberIn';
import { isFinal, type Task } from './task';

/** PiAPI does not document the rate; client code uses it, and the price examples on PiAPI's own pages agree. */
export const UNITS_PER_DOLLAR = 10_000_000;

/** The usage types that PiAPI counts in these units. Others, such as `mj`, count something else. */
const TYPES: readonly string[] = ['point', 'llm', 'quota'];

function unitsIn(value: unknown): number | undefined {
	const units = numberIn(value);
	return units !== undefined && units >= 0 ? units : undefined;
}

/** In US dollars; what PiAPI does not tell is left out. */
export interface Cost {
	readonly costUsd?: number;
	/** Until the task has finished. */
	readonly reservedUsd?: number;
}

/**
 * What the task cost, or what PiAPI reserves for it until it has finished. Both are left out where PiAPI does not tell
 * them. A task of type `point` is charged when it has finished. The other types tell their price from the create on, so
 * where such a task failed, it is unknown whether PiAPI charged it.
 */
export function costOf(task: Task): Cost {
	const type = String(task.usage.type).trim().toLowerCase();
	if (!TYPES.includes(type)) return {};
	const consumed = unitsIn(task.usage.consume);
	if (isFinal(task)) {
		const isCharged = task.status === 'completed' || type === 'point' || consumed === 0;
		return consumed !== undefined && isCharged ? { costUsd: consumed / UNITS_PER_DOLLAR } : {};
	}
	const reserved = Math.max(unitsIn(task.usage.frozen) ?? 0, consumed ?? 0);
	return reserved > 0 ? { reservedUsd: reserved / UNITS_PER_DOLLAR } : {};
}
