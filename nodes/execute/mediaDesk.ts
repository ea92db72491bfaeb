import type { IExecuteFunctions } from 'n8n-workflow';

import { createMediaDesk, type MediaDesk } from '../request/media';
import { systemClock } from '../task/clock';
import { createGate } from '../transport/gate';
import type { PiApiConnection } from './connection';

const FILES_AT_ONCE = 4;

/** The desk that reads and uploads the binaries of a run. */
export const mediaDeskOf = (
	context: Pick<IExecuteFunctions, 'helpers'>,
	{ client, stop }: PiApiConnection,
): MediaDesk =>
	createMediaDesk({
		helpers: context.helpers,
		client,
		clock: systemClock,
		signal: stop,
		gate: createGate(FILES_AT_ONCE, systemClock, stop),
	});
