/** Creates whose answer has not come. */
export interface InFlight {
	add(answer: Promise<unknown>): void;
	/** One that is not a promise yet: the function that is returned ends it. */
	start(): () => void;
	/** Resolves when those that wait now have their answer. */
	settled(): Promise<void>;
}

export function createInFlight(): InFlight {
	const waiting = new Set<Promise<unknown>>();
	const add = (answer: Promise<unknown>): void => {
		waiting.add(answer);
		const forget = (): void => void waiting.delete(answer);
		answer.then(forget, forget);
	};
	return {
		add,
		start() {
			let end: () => void = () => undefined;
			add(new Promise<void>((resolve) => (end = resolve)));
			return () => end();
		},
		async settled() {
			await Promise.allSettled(waiting);
		},
	};
}
