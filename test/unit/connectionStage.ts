import type { IDataObject } from 'n8n-workflow';

import type { PiApiConnection } from '../../nodes/execute/connection';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import type { OpenAi } from '../../nodes/transport/openAi';
import { createProblem } from '../../nodes/transport/problem';
import { createRetry } from '../../nodes/transport/retry';
import { HandClock } from './handClock';

export const answeredWith = (data: unknown, message = '', body: IDataObject = {}): Exchange => ({
	outcome: 'answered',
	envelope: { code: 200, data, message, body },
});

export const canceled = { outcome: 'canceled' } as const;

export const refusedWith = (message: string, advice = 'Do this.') => ({
	outcome: 'refused' as const,
	problem: createProblem({ message, advice }),
});

/** A connection of these endpoints alone, whose retries wait for nobody's clock. */
export const connectionWith = (
	client: Partial<Client>,
	openAi: Partial<OpenAi> = {},
): Partial<PiApiConnection> => ({
	client: client as Client,
	openAi: openAi as OpenAi,
	retry: async (attempt, milliseconds) => {
		const clock = new HandClock();
		const result = createRetry({ clock })(attempt, milliseconds);
		await clock.advance(milliseconds);
		return await result;
	},
});
