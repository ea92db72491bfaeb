/** The units in which PiAPI tells costs. With `none` it tells none. */
export const usageTypes = ['point', 'llm', 'quota', 'mj', 'none'] as const;

export type UsageType = (typeof usageTypes)[number];

/** What one task costs here, in PiAPI's points. */
export const POINTS = 700000;

/**
 * `usage` in an answer about a task. Points are put on hold when the task is created and charged when it completes; in the
 * other units they are charged at once.
 */
export const usageView = (
	type: UsageType,
	points: number,
	completed: boolean,
): { usage?: unknown } => {
	if (type === 'none') return {};
	const charged = completed || type !== 'point' ? points : 0;
	return { usage: { type, frozen: type === 'point' ? points : 0, consume: charged } };
};

export const isUsageType = (value: unknown): value is UsageType =>
	usageTypes.some((type) => type === value);
