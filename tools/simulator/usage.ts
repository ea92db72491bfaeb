/** The units in which PiAPI reports costs. With `none` it reports none. */
export const usageTypes = ['point', 'llm', 'quota', 'mj', 'none'] as const;

export type UsageType = (typeof usageTypes)[number];

export const POINTS_PER_DOLLAR = 10_000_000;

/** What a task costs here where no price is known, in PiAPI's points. */
const POINTS = 700000;

/** What a task costs, in PiAPI's points. */
export interface Charge {
	readonly points: number;
	/** It depends on a file or on the result: PiAPI reports it only when the task completes. */
	readonly isMeasured: boolean;
}

export const chargeOfUsd = (usd: number, isMeasured = false): Charge => ({
	points: Math.round(usd * POINTS_PER_DOLLAR),
	isMeasured,
});

export const flatCharge: Charge = { points: POINTS, isMeasured: false };

/**
 * The points that PiAPI takes from the balance for a task so far. `point` is charged when the task completes; the other
 * units are charged at once, and nobody has seen PiAPI give them back.
 */
export const chargedPoints = (
	type: UsageType,
	{ points, isMeasured }: Charge,
	completed: boolean,
): number => (completed || (type !== 'point' && !isMeasured) ? points : 0);

/** `usage` in an answer about a task. Points are put on hold at the create, unless they depend on a file. */
export const usageView = (
	type: UsageType,
	charge: Charge,
	completed: boolean,
): { usage?: unknown } => {
	if (type === 'none') return {};
	const frozen = type === 'point' && !charge.isMeasured ? charge.points : 0;
	return { usage: { type, frozen, consume: chargedPoints(type, charge, completed) } };
};

export const isUsageType = (value: unknown): value is UsageType =>
	usageTypes.some((type) => type === value);
