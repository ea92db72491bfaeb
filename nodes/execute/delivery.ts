import type { INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { deliver } from '../result/deliver';
import type { Downloads } from '../result/download';
import type { Tried } from '../result/item';
import { systemClock } from '../task/clock';
import type { FailedAttempt } from '../task/failedAttempt';
import { createLimiter } from '../transport/limiter';
import type { Problem } from '../transport/problem';
import type { StopSignal } from '../transport/stopSignal';
import type { Task } from '../transport/task';
import type { Settings } from './settings';

const DOWNLOADS_AT_ONCE = 8;

/** What shapes the items of a task. Plain data, so that it can be stored while an execution is paused. */
export interface ItemFormat extends Pick<
	Settings,
	'output' | 'oneItemPerFile' | 'downloadFiles' | 'maxFileSize'
> {
	readonly tried?: Tried;
}

/** Which model it was, and what became of those before, where the node chooses among several. */
export const triedOf = (
	modelName: string | undefined,
	attempts: readonly FailedAttempt[] = [],
): Tried | undefined =>
	modelName === undefined
		? undefined
		: { modelName, attempts: attempts.map((one) => ({ ...one })) };

export type Deliver = (
	task: Task,
	itemIndex: number,
	format: ItemFormat,
	/** Milliseconds since the epoch; downloads end then. */
	giveUpAt: number,
) => Promise<INodeExecutionData[] | Problem>;

interface DeliveryOptions {
	readonly signal?: StopSignal;
	readonly onHint?: (itemIndex: number, hint: string) => void;
}

/** Turns tasks into items; the downloads of all of them share one limit. */
export function createDelivery(
	helpers: Downloads['helpers'],
	families: readonly Family[],
	{ signal, onHint }: DeliveryOptions = {},
): Deliver {
	const limiter = createLimiter(DOWNLOADS_AT_ONCE, systemClock, signal);
	return async (
		task,
		itemIndex,
		{ output, oneItemPerFile, downloadFiles, maxFileSize, tried },
		giveUpAt,
	) =>
		await deliver(task, itemIndex, {
			families,
			output,
			oneItemPerFile,
			tried,
			onHint: (hint) => onHint?.(itemIndex, hint),
			downloads: downloadFiles
				? {
						helpers,
						clock: systemClock,
						limiter,
						signal,
						largest: maxFileSize * 1024 ** 2,
						giveUpAt,
					}
				: undefined,
		});
}
