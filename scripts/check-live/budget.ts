/** What one create may cost, and what PiAPI said about it. All amounts in US dollars. */
export interface Commitment {
	/** PiAPI created nothing, and said so. */
	release(): void;
	/** PiAPI told what it holds or charged; it counts where it is more than was expected. */
	told(usd: number): void;
}

/** Counts every create at its worst price until PiAPI says that it costs nothing, or more. */
export interface Budget {
	readonly capUsd: number;
	committed(): number;
	allows(worstUsd: number): boolean;
	/** Called before the request is sent. */
	commit(worstUsd: number): Commitment;
}

/** Sums of prices such as 0.1 + 0.2 must not exceed a cap of 0.3. */
const ROUNDING = 1e-9;

export function createBudget(capUsd: number): Budget {
	const amounts: number[] = [];
	const committed = (): number => amounts.reduce((sum, amount) => sum + amount, 0);
	return {
		capUsd,
		committed,
		allows: (worstUsd) => committed() + worstUsd <= capUsd + ROUNDING,
		commit(worstUsd) {
			const index = amounts.push(worstUsd) - 1;
			return {
				release() {
					amounts[index] = 0;
				},
				told(usd) {
					amounts[index] = Math.max(amounts[index] ?? 0, usd);
				},
			};
		},
	};
}
