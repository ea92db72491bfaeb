import type { MediaKind } from '../catalog/vocabulary';

const SECOND = 1000;

/** How long a task may be expected to take, and how long it may take at most. Milliseconds. */
export interface Pace {
	readonly typical: number;
	readonly timeLimit: number;
}

const TYPICAL_SECONDS: Readonly<Record<MediaKind, number>> = {
	audio: 60,
	image: 15,
	model: 60,
	text: 15,
	video: 120,
};

const TIME_LIMIT_SECONDS: Readonly<Record<MediaKind, number>> = {
	audio: 20 * 60,
	image: 10 * 60,
	model: 20 * 60,
	text: 10 * 60,
	video: 60 * 60,
};

/** `own` values, in seconds, come before those of the kind. */
export const paceOf = (
	kind: MediaKind,
	own: { typicalSeconds?: number; timeLimitSeconds?: number },
): Pace => ({
	typical: (own.typicalSeconds ?? TYPICAL_SECONDS[kind]) * SECOND,
	timeLimit: (own.timeLimitSeconds ?? TIME_LIMIT_SECONDS[kind]) * SECOND,
});
