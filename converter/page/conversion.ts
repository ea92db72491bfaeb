import type { Outcome } from './outcome';

/** The source of the worker is part of this file: nothing is loaded. */
const workerAddress = (): string =>
	URL.createObjectURL(
		new Blob([document.getElementById('worker')?.textContent ?? ''], { type: 'text/javascript' }),
	);

/** Runs one conversion at a time; a new one ends the one before. */
export class Conversion {
	private worker: Worker | undefined;

	constructor(private readonly tell: (outcome: Outcome) => void) {}

	start(text: string): void {
		this.cancel();
		const address = workerAddress();
		const worker = new Worker(address);
		this.worker = worker;
		const end = (outcome: Outcome): void => {
			if (this.worker !== worker) return;
			this.cancel();
			this.tell(outcome);
		};
		worker.onmessage = ({ data }: MessageEvent<Outcome>) => end(data);
		worker.onerror = ({ message }) =>
			end({ problem: `The converter did not start in this browser: ${message}` });
		worker.postMessage(text);
		URL.revokeObjectURL(address);
	}

	cancel(): void {
		this.worker?.terminate();
		this.worker = undefined;
	}
}
