import type { INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { deliver } from '../result/deliver';
import type { Downloads } from '../result/download';
import { systemClock } from '../task/clock';
import { createLimiter } from '../transport/limiter';
import type { Problem } from '../transport/problem';
import type { StopSignal } from '../transport/stopSignal';
import type { Task } from '../transport/task';
import type { Settings } from './settings';

const DOWNLOADS_AT_ONCE = 8;

/** The settings that shape the items. Plain data, so that it can be stored while an execution is paused. */
export type ItemFormat = Pick<
	Settings,
	'output' | 'oneItemPerFile' | 'downloadFiles' | 'maxFileSize'
>;

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
		{ output, oneItemPerFile, downloadFiles, maxFileSize },
		giveUpAt,
	) =>
		await deliver(task, itemIndex, {
			families,
			output,
			oneItemPerFile,
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
