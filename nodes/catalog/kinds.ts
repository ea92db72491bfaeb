import type { MediaKind } from './vocabulary';

interface KindFacts {
	/** Seconds that a task of this kind usually takes, where the facts say nothing about the family. */
	readonly typicalSeconds: number;
	/** Seconds after which waiting for one ends, unless the user says otherwise. */
	readonly timeLimitSeconds: number;
}

export const KINDS: Readonly<Record<MediaKind, KindFacts>> = {
	audio: { typicalSeconds: 60, timeLimitSeconds: 1200 },
	image: { typicalSeconds: 15, timeLimitSeconds: 600 },
	model: { typicalSeconds: 60, timeLimitSeconds: 1200 },
	text: { typicalSeconds: 15, timeLimitSeconds: 600 },
	video: { typicalSeconds: 120, timeLimitSeconds: 3600 },
};
