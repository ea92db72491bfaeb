import { KINDS } from '../catalog/kinds';
import type { MediaKind } from '../catalog/vocabulary';

const SECOND = 1000;

/** How long a task may be expected to take, and how long it may take at most. Milliseconds. */
export interface Pace {
	readonly typical: number;
	readonly timeout: number;
}

/** `own` values, in seconds, come before those of the kind. */
export const paceOf = (
	kind: MediaKind,
	own: { typicalSeconds?: number; timeoutSeconds?: number },
): Pace => ({
	typical: (own.typicalSeconds ?? KINDS[kind].typicalSeconds) * SECOND,
	timeout: (own.timeoutSeconds ?? KINDS[kind].timeoutSeconds) * SECOND,
});
