/** Requests to make a task that wait for their answer. */
export interface InFlight {
	add(answer: Promise<unknown>): void;
	/** Resolves when those that wait now have their answer. */
	settled(): Promise<void>;
}

export function createInFlight(): InFlight {
	const waiting = new Set<Promise<unknown>>();
	return {
		add(answer) {
			waiting.add(answer);
			const forget = (): void => void waiting.delete(answer);
			answer.then(forget, forget);
		},
		async settled() {
			await Promise.allSettled(waiting);
		},
	};
}
