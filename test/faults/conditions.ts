import type { SimulatorOptions } from '../../tools/simulator/options';

const FIVE_MINUTES = 300_000;

const shape = { id: 'task_id', list: 'data.data', times: 'iso' } as const;

/** What may keep a task from being found after the response to its create was lost. */
export const CONDITIONS = {
	'history lags 30 s': { historyLag: 30 },
	'n8n 5 min ahead': { clockOffset: -FIVE_MINUTES },
	'n8n 5 min behind': { clockOffset: FIVE_MINUTES },
	'prompt trimmed': { echo: 'trimmed' },
	'prompt extended': { echo: 'extended' },
	'no echo': { echo: 'empty' },
	'model in another case': { modelCase: 'upper' },
	'rows with taskId': { historyShape: { ...shape, id: 'taskId' } },
	'rows with id': { historyShape: { ...shape, id: 'id' } },
	'rows under data.list': { historyShape: { ...shape, list: 'data.list' } },
	'rows under data': { historyShape: { ...shape, list: 'data' } },
	'times in seconds': { historyShape: { ...shape, times: 'unixSeconds' } },
} as const satisfies Readonly<Record<string, SimulatorOptions>>;

/** Nobody can find such a task again. */
export const HIDDEN = 'history lags 1 h';

export const SETTINGS_OF = { ...CONDITIONS, [HIDDEN]: { historyLag: 3_600 } } as const;

export type Condition = keyof typeof SETTINGS_OF;
