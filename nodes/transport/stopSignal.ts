/**
 * What of an AbortSignal this package uses. Hundreds of waits listen to one stop, of which Node would warn as of a
 * leak if it were a real signal.
 */
export interface StopSignal {
	readonly aborted: boolean;
	addEventListener(type: 'abort', listener: () => void): void;
	removeEventListener(type: 'abort', listener: () => void): void;
}

export interface StopSource {
	readonly signal: StopSignal;
	/** Fires the signal, once. */
	stop(): void;
}

/** A signal of its own; it also fires when `parent` does. */
export function createStop(parent?: StopSignal): StopSource {
	const listeners = new Set<() => void>();
	let aborted = false;
	const stop = (): void => {
		if (aborted) return;
		aborted = true;
		parent?.removeEventListener('abort', stop);
		const told = [...listeners];
		listeners.clear();
		told.forEach((listener) => listener());
	};
	if (parent?.aborted) aborted = true;
	else parent?.addEventListener('abort', stop);
	return {
		stop,
		signal: {
			get aborted() {
				return aborted;
			},
			addEventListener: (_, listener) => void listeners.add(listener),
			removeEventListener: (_, listener) => void listeners.delete(listener),
		},
	};
}

/** Runs something that takes a real AbortSignal, one of its own that fires with the stop. */
export async function abortable<T>(
	stop: StopSignal | undefined,
	use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const own = new AbortController();
	const abort = (): void => own.abort();
	if (stop?.aborted) abort();
	stop?.addEventListener('abort', abort);
	try {
		return await use(own.signal);
	} finally {
		stop?.removeEventListener('abort', abort);
	}
}
