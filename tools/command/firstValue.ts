import pWaitFor from 'p-wait-for';

interface WaitOptions {
	/** Milliseconds between two questions. */
	readonly interval: number;
	/** Milliseconds until it gives up. */
	readonly timeout?: number;
	/** Why it gives up. */
	readonly message?: string;
	readonly signal?: AbortSignal;
}

/** Asks until there is a value; resolves with it. */
export const firstValue = async <Value>(
	ask: () => Promise<Value | undefined>,
	{ interval, timeout: milliseconds = Infinity, message, signal }: WaitOptions,
): Promise<Value> =>
	await pWaitFor<Value>(
		async () => {
			const value = await ask();
			return value !== undefined && pWaitFor.resolveWith(value);
		},
		{ interval, timeout: { milliseconds, message, signal } },
	);
