import type { MediaKind } from './vocabulary';

interface KindFacts {
	/** Seconds that a task of this kind usually takes, where the facts say nothing about the family. */
	readonly typicalSeconds: number;
	/** Seconds to wait for one, unless the user sets Timeout. */
	readonly timeoutSeconds: number;
}

export const KINDS: Readonly<Record<MediaKind, KindFacts>> = {
	audio: { typicalSeconds: 60, timeoutSeconds: 1200 },
	image: { typicalSeconds: 15, timeoutSeconds: 600 },
	model: { typicalSeconds: 60, timeoutSeconds: 1200 },
	text: { typicalSeconds: 15, timeoutSeconds: 600 },
	video: { typicalSeconds: 120, timeoutSeconds: 3600 },
};
