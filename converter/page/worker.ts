/** The converter in a thread of its own, so that a large workflow does not freeze the page. */
import { InputError } from '../inputError';
import { convertPasted } from '../pasted';
import { newId } from './newId';
import type { Outcome } from './outcome';

function outcomeOf(text: string): Outcome {
	try {
		return { pasted: convertPasted(text, newId) };
	} catch (error) {
		if (error instanceof InputError) return { problem: error.message };
		const message = error instanceof Error ? error.message : String(error);
		return {
			problem: `Unexpected error: ${message}. Please report it with the steps to reproduce it.`,
		};
	}
}

self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(outcomeOf(data));
