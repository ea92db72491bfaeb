import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import type { Limiter } from '../transport/limiter';
import { createProblem, type Problem } from '../transport/problem';
import { pauseFor, retryAfterOf } from '../transport/retryAfter';
import { abortable, createStop, type StopSignal } from '../transport/stopSignal';
import { withTimeout } from '../transport/withTimeout';
import { fileNameOf, mimeTypeOf } from './fileName';
import { watchStream, type Stream } from './watchStream';

const HEADERS_TIMEOUT = 60_000;
const PAUSES = [1_000, 4_000, 10_000];
/** Milliseconds that a download has at least. */
const LEAST_TIME = 60_000;

type Body = Exclude<IN8nHttpFullResponse['body'], Buffer | string | number | boolean | null>;

const isStream = (body: unknown): body is Stream & Body =>
	typeof body === 'object' && body !== null && 'pipe' in body && 'destroy' in body;

export interface Downloads {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
	readonly clock: Clock;
	readonly limiter: Limiter;
	readonly signal?: StopSignal;
	/** Bytes. */
	readonly largest: number;
	/**
	 * Milliseconds since the epoch at which a download ends at the latest; a minute is always granted, since the task
	 * may have finished just before the timeout.
	 */
	readonly giveUpAt: number;
}

/** Why there is no file. */
export interface DownloadFailure {
	readonly cause: 'too large' | 'needs a login' | 'gone' | 'other';
	/** In words, as the end of a sentence. */
	readonly reason: string;
}

interface Downloaded {
	readonly file: IBinaryData;
}

type FailedAttempt = DownloadFailure & {
	/** Another attempt would end the same way. */
	readonly final: boolean;
	readonly retryAfter?: number;
};

/** Downloads a result file. */
export async function download(
	url: string,
	fallbackName: string,
	downloads: Downloads,
): Promise<IBinaryData | Problem> {
	const downloaded = await fetchFile(url, fallbackName, downloads);
	return 'file' in downloaded ? downloaded.file : problemOf(downloaded, downloads.largest);
}

/**
 * Streams a file into n8n's storage, through passing faults. Carries no key and knows no credential. The fallback is its name
 * where neither the link nor the answer tells one.
 */
export async function fetchFile(
	url: string,
	fallbackName: string,
	downloads: Downloads,
): Promise<Downloaded | DownloadFailure> {
	const { clock, limiter, signal, giveUpAt } = downloads;
	const deadline = Math.max(giveUpAt, clock.now() + LEAST_TIME);
	// Ends the download with the stop and at the deadline, whether it waits in line, pauses or receives.
	const ending = createStop(signal);
	const downloading = limiter.run(
		async () =>
			await repeat(url, fallbackName, { ...downloads, signal: ending.signal, giveUpAt: deadline }),
	);
	try {
		const ended = await withTimeout(clock, deadline - clock.now(), downloading);
		return ended ?? failed('it took too long', true);
	} finally {
		ending.stop();
	}
}

async function repeat(
	url: string,
	fallbackName: string,
	downloads: Downloads,
): Promise<Downloaded | DownloadFailure> {
	const { clock, signal, giveUpAt } = downloads;
	for (let tries = 0; ; tries++) {
		if (signal?.aborted) return failed('it was stopped', true);
		const attempt = await abortable(signal, async (abortSignal) =>
			downloadOnce(url, fallbackName, downloads, abortSignal),
		);
		if ('file' in attempt) return attempt;
		const ownPause = PAUSES[tries];
		if (attempt.final || ownPause === undefined || signal?.aborted) return attempt;
		const pause = pauseFor(ownPause, attempt.retryAfter);
		if (clock.now() + pause > giveUpAt) return attempt;
		await clock.sleep(pause, signal);
	}
}

async function downloadOnce(
	url: string,
	fallbackName: string,
	{ helpers, clock, largest }: Downloads,
	abortSignal: AbortSignal,
): Promise<Downloaded | FailedAttempt> {
	try {
		const response = (await helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: clock.timeout(HEADERS_TIMEOUT),
			abortSignal,
		})) as IN8nHttpFullResponse;
		const { body, headers, statusCode } = response;
		if (!isStream(body)) return failed('no data came', false);
		if (statusCode !== 200) {
			body.destroy();
			return { ...refusedWith(statusCode), retryAfter: retryAfterOf(headers, clock.now()) };
		}
		const mayBePage = isLinkToPage(url);
		if (!mayBePage && isPage(headers['content-type'])) {
			body.destroy();
			return A_PAGE;
		}
		if (Number(headers['content-length']) > largest) {
			body.destroy();
			return tooLarge(largest);
		}
		const fileName = fileNameOf(url, fallbackName, headers['content-disposition']);
		const watched = watchStream(body, clock, { largest, mayBePage });
		try {
			const file = await helpers.prepareBinaryData(
				body as Parameters<typeof helpers.prepareBinaryData>[0],
				fileName,
				mimeTypeOf(headers['content-type'], fileName),
			);
			return { file };
		} catch (thrown) {
			const fault = watched.fault();
			if (fault === 'a web page') return A_PAGE;
			return fault === undefined ? failed(reasonOf(thrown), false) : tooLarge(largest);
		} finally {
			watched.end();
		}
	} catch (thrown) {
		return failed(reasonOf(thrown), false);
	}
}

const reasonOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : String(thrown);

const failed = (reason: string, final: boolean): FailedAttempt => ({
	cause: 'other',
	reason,
	final,
});

const A_PAGE: FailedAttempt = {
	cause: 'needs a login',
	reason: 'a web page came in its place',
	final: true,
};

const tooLarge = (largest: number): FailedAttempt => ({
	cause: 'too large',
	reason: `the file is larger than ${largest / 1024 ** 2} MB`,
	final: true,
});

/** HTTP statuses of a link that leads to nothing, or to nothing any more. */
const CAUSES: Readonly<Record<number, DownloadFailure['cause']>> = {
	401: 'needs a login',
	403: 'needs a login',
	404: 'gone',
	410: 'gone',
};

function refusedWith(statusCode: number): FailedAttempt {
	const reason = `HTTP ${statusCode}`;
	const cause = CAUSES[statusCode];
	return cause === undefined
		? failed(reason, statusCode < 500 && statusCode !== 429 && statusCode !== 408)
		: { cause, reason, final: true };
}

/** No task has a web page as its result, unless its link says so. */
const isPage = (type: unknown): boolean =>
	/^(text\/html|application\/xhtml\+xml)\b/i.test(String(type).trim());

const isLinkToPage = (url: string): boolean => /\.x?html?$/i.test(new URL(url).pathname);

/** A failure of a result. Its task is paid; its link opened without a login before it expired. */
function problemOf({ cause, reason }: DownloadFailure, largest: number): Problem {
	const type = 'download';
	if (cause === 'too large') {
		return createProblem({
			message: `A result file is larger than Max File Size (${largest / 1024 ** 2} MB)`,
			advice: 'Raise Max File Size (MB), or turn off Download Files and use the link.',
			type,
		});
	}
	return createProblem({
		message: `A result file could not be downloaded: ${reason}`,
		advice:
			cause === 'other'
				? 'The task has completed and is paid. Fetch its files with Get Task and Download Files before their links expire.'
				: 'The task has completed and is paid, but the link has probably expired. Use Get Task and turn off Download Files to get the data of the task.',
		type,
	});
}
