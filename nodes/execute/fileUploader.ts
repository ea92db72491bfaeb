import type { IExecuteFunctions } from 'n8n-workflow';

import { createFileUploader, type FileUploader } from '../request/fileUploader';
import { systemClock } from '../task/clock';
import { createLimiter } from '../transport/limiter';
import type { StopSignal } from '../transport/stopSignal';
import type { PiApiConnection } from './connection';

const FILES_AT_ONCE = 4;

/** The uploader that reads and uploads the binaries of a run, until `ending` fires. */
export const fileUploaderOf = (
	context: Pick<IExecuteFunctions, 'helpers'>,
	{ client }: PiApiConnection,
	ending: StopSignal,
): FileUploader =>
	createFileUploader({
		helpers: context.helpers,
		client,
		clock: systemClock,
		signal: ending,
		limiter: createLimiter(FILES_AT_ONCE, systemClock, ending),
	});
