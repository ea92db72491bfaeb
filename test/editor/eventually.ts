import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 20_000;

/** Repeats an expectation until it holds: n8n draws a part of the page some time after the page is there. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
	for (const giveUpAt = Date.now() + PATIENCE; ; await sleep(200)) {
		try {
			return await expectation();
		} catch (error) {
			if (Date.now() > giveUpAt) throw error;
		}
	}
}
