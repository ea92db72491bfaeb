import type { Outcome } from './outcome';

/** The source of the worker is part of this file, packed: nothing is loaded. */
async function workerSource(): Promise<Blob> {
	const packed = atob(document.getElementById('worker')?.textContent ?? '');
	const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
	const source = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
	return new Blob([await new Response(source).text()], { type: 'text/javascript' });
}

/** Runs one conversion at a time; a new one ends the one before. */
export class Conversion {
	private readonly source = workerSource();
	private current: { worker?: Worker } | undefined;

	constructor(private readonly tell: (outcome: Outcome) => void) {}

	start(text: string): void {
		this.cancel();
		const run: { worker?: Worker } = {};
		this.current = run;
		const end = (outcome: Outcome): void => {
			if (this.current !== run) return;
			this.cancel();
			this.tell(outcome);
		};
		const fail = (message: string): void =>
			end({ problem: `The converter did not start in this browser: ${message}` });
		this.source.then(
			(source) => {
				if (this.current !== run) return;
				const address = URL.createObjectURL(source);
				const worker = new Worker(address);
				run.worker = worker;
				worker.onmessage = ({ data }: MessageEvent<Outcome>) => end(data);
				worker.onerror = ({ message }) => fail(message);
				worker.postMessage(text);
				URL.revokeObjectURL(address);
			},
			(error: unknown) => fail(String(error)),
		);
	}

	cancel(): void {
		this.current?.worker?.terminate();
		this.current = undefined;
	}
}
