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

type Attempt =
	| { readonly file: IBinaryData }
	| { readonly problem: Problem; readonly final: boolean; readonly retryAfter?: number };

/**
 * Streams a result file into n8n's storage, through passing faults. Carries no key and knows no credential. The fallback is
 * its name where neither the link nor the answer tells one.
 */
export async function download(
	url: string,
	fallbackName: string,
	downloads: Downloads,
): Promise<IBinaryData | Problem> {
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
		return ended ?? failed('it took too long', true).problem;
	} finally {
		ending.stop();
	}
}

async function repeat(
	url: string,
	fallbackName: string,
	downloads: Downloads,
): Promise<IBinaryData | Problem> {
	const { clock, signal, giveUpAt } = downloads;
	for (let tries = 0; ; tries++) {
		if (signal?.aborted) return failed('it was stopped', true).problem;
		const attempt = await abortable(signal, async (abortSignal) =>
			downloadOnce(url, fallbackName, downloads, abortSignal),
		);
		if ('file' in attempt) return attempt.file;
		const ownPause = PAUSES[tries];
		if (attempt.final || ownPause === undefined || signal?.aborted) return attempt.problem;
		const pause = pauseFor(ownPause, attempt.retryAfter);
		if (clock.now() + pause > giveUpAt) return attempt.problem;
		await clock.sleep(pause, signal);
	}
}

async function downloadOnce(
	url: string,
	fallbackName: string,
	{ helpers, clock, largest }: Downloads,
	abortSignal: AbortSignal,
): Promise<Attempt> {
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
			return aPage();
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
			if (fault === 'a web page') return aPage();
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

const failed = (
	reason: string,
	final: boolean,
	advice = 'The task has completed and is paid. Fetch its files with Get Task and Download Files before their links expire.',
): Extract<Attempt, { problem: Problem }> => ({
	problem: createProblem({
		message: `A result file could not be downloaded: ${reason}`,
		advice,
		type: 'download',
	}),
	final,
});

/** Another download of the same link would end the same way. */
const gone = (reason: string): Extract<Attempt, { problem: Problem }> =>
	failed(
		reason,
		true,
		'The task has completed and is paid, but the link has probably expired. Use Get Task and turn off Download Files to get the data of the task.',
	);

const aPage = (): Attempt => gone('a web page came in its place');

const tooLarge = (largest: number): Attempt => ({
	problem: createProblem({
		message: `A result file is larger than Max File Size (${largest / 1024 ** 2} MB)`,
		advice: 'Raise Max File Size (MB), or turn off Download Files and use the link.',
		type: 'download',
	}),
	final: true,
});

/** HTTP statuses of a link that leads to nothing any more. */
const GONE = [401, 403, 404, 410];

function refusedWith(statusCode: number): Extract<Attempt, { problem: Problem }> {
	const reason = `HTTP ${statusCode}`;
	return GONE.includes(statusCode)
		? gone(reason)
		: failed(reason, statusCode < 500 && statusCode !== 429 && statusCode !== 408);
}

/** No task has a web page as its result, unless its link says so. */
const isPage = (type: unknown): boolean =>
	/^(text\/html|application\/xhtml\+xml)\b/i.test(String(type).trim());

const isLinkToPage = (url: string): boolean => /\.x?html?$/i.test(new URL(url).pathname);
