import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../transport/clock';

/** Milliseconds. Shorter pauses are part of a normal run. */
const WORTH_TELLING = 30_000;

const inWords = (milliseconds: number): string => {
	const minutes = Math.round(milliseconds / 60_000);
	return minutes < 2 ? `${Math.round(milliseconds / 1000)} seconds` : `${minutes} minutes`;
};

/** Tells in the console and the log that PiAPI takes no tasks for a while, once for each such time. */
export function createBusyNotice(
	context: IExecuteFunctions,
	clock: Pick<Clock, 'now'>,
): (retryAfter: number | undefined) => void {
	let toldUntil = -Infinity;
	return (retryAfter = 0) => {
		if (retryAfter < WORTH_TELLING || clock.now() < toldUntil) return;
		toldUntil = clock.now() + retryAfter;
		const text = `PiAPI accepts no more tasks for ${inWords(retryAfter)}; the node waits and then continues.`;
		context.logger.info(text);
		// Tools of some agents have no console.
		if ('sendMessageToUI' in context) context.sendMessageToUI(text);
	};
}
