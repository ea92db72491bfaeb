import { Interrupted, reportOf } from './failure';

export const requestsToStop: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const interruptedCode = 130;

/**
 * Runs a script's work and sets the exit code it resolves with; 1 and a clear text when it fails.
 * Ctrl-C and its kin abort the signal, so that the work can end what it started, in order.
 */
export function runProgram(work: (stop: AbortSignal) => Promise<number>): void {
	const controller = new AbortController();
	for (const request of requestsToStop) {
		process.on(request, () => controller.abort(new Interrupted('Stopped.')));
	}
	void work(controller.signal)
		.catch((error: unknown) => {
			if (controller.signal.aborted) return interruptedCode;
			process.stderr.write(`${reportOf(error)}\n`);
			return 1;
		})
		.then((code) => process.exit(code));
}

export const say = (line: string): void => {
	process.stdout.write(`${line}\n`);
};
