import type { Problem } from '../transport/problem';
import { wrong } from './readValue';

/**
 * Bytes that PiAPI's upload takes: https://piapi.ai/docs/tools/file-upload. It documents no other limit for files that
 * are sent as base64 text with a task.
 */
const LARGEST_FILE = 10 * 1024 * 1024;

/** What is wrong with the size of a file that would be uploaded, or sent with the request. */
export const sizeProblem = (label: string, bytes: number): Problem | undefined =>
	bytes <= LARGEST_FILE
		? undefined
		: wrong(
				label,
				`is ${(bytes / 1024 ** 2).toFixed(1)} MB large`,
				`PiAPI's file upload takes at most 10 MB, and the node sends no larger file with a request; use a link for ${label} instead.`,
			);
