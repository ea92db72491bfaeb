import type { Clock } from '../transport/clock';
import { createStop } from '../transport/stopSignal';

/** Milliseconds. A connection that gives no byte for that long is dead. */
const STALLED_AFTER = 60_000;
/** Letters that show whether it is a web page. */
const BEGINNING = 300;

type Chunk = Buffer | string;

/** What a readable stream offers; the type itself is not for nodes to import. */
export interface Stream {
	push(chunk: Chunk | null, ...more: unknown[]): boolean;
	read(): Chunk | null;
	unshift(chunk: Chunk): void;
	destroy(error?: Error): void;
	on(event: 'error', listener: () => void): void;
}

type StreamFault = 'too large' | 'a web page';

interface Watched {
	/** Why the stream was ended, if it was. */
	fault(): StreamFault | undefined;
	end(): void;
}

const isPage = (text: string): boolean =>
	/^\ufeff?\s*<(!doctype\s+html|html|head|body)\b/i.test(text);

/** Ends a stream that grows too large, that stalls, or that is a web page where none is expected. */
export function watchStream(
	body: Stream,
	clock: Clock,
	{ largest, mayBePage }: { readonly largest: number; readonly mayBePage: boolean },
): Watched {
	const ended = createStop();
	let received = 0;
	let fault: StreamFault | undefined;
	const see = (chunk: Chunk): void => {
		const isFirst = received === 0;
		received += chunk.length;
		if (received > largest) fault ??= 'too large';
		else if (isFirst && !mayBePage && isPage(chunk.toString().slice(0, BEGINNING))) {
			fault ??= 'a web page';
		}
		if (fault !== undefined) body.destroy(new Error(fault));
	};
	// Where it fails before n8n reads it, n8n learns of it later. Until then an error that nobody hears ends the process.
	body.on('error', () => undefined);
	// A listener for data would start the flow before n8n reads it, so the bytes are counted where they come in.
	const push = body.push.bind(body);
	body.push = (chunk, ...more) => {
		if (chunk !== null) see(chunk);
		return push(chunk, ...more);
	};
	// Some may have come with the headers.
	const buffered = body.read();
	if (buffered !== null) {
		body.unshift(buffered);
		see(buffered);
	}
	const watchProgress = async (): Promise<void> => {
		while (!ended.signal.aborted) {
			const before = received;
			await clock.sleep(STALLED_AFTER, ended.signal);
			if (!ended.signal.aborted && received === before) body.destroy(new Error('no data came'));
		}
	};
	void watchProgress();
	return { fault: () => fault, end: () => ended.stop() };
}
