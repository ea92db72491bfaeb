import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import type { Limiter } from '../transport/limiter';
import { createProblem, type Problem } from '../transport/problem';
import { pauseFor, retryAfterOf } from '../transport/retryAfter';
import { abortable, createStop, type StopSignal } from '../transport/stopSignal';
import { withTimeout } from '../transport/withTimeout';

const HEADERS_TIMEOUT = 60_000;
/** A connection that gives no byte for that long is dead. */
const STALLED_AFTER = 60_000;
const PAUSES = [1_000, 4_000, 10_000];
/** Milliseconds that a download has at least. */
const LEAST_TIME = 60_000;

type Body = Exclude<IN8nHttpFullResponse['body'], Buffer | string | number | boolean | null>;

/** What a readable stream offers; the type itself is not for nodes to import. */
interface Stream {
	push(chunk: Buffer | null, ...more: unknown[]): boolean;
	destroy(error?: Error): void;
}

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
	 * may have finished just before the timeout. Without it, only the attempts are bounded.
	 */
	readonly giveUpAt?: number;
}

type Attempt =
	| { readonly file: IBinaryData }
	| { readonly problem: Problem; readonly final: boolean; readonly retryAfter?: number };

/** Streams a result file into n8n's storage, through passing faults. Carries no key and knows no credential. */
export async function download(
	url: string,
	fileName: string,
	downloads: Downloads,
): Promise<IBinaryData | Problem> {
	const { clock, limiter, signal, giveUpAt } = downloads;
	if (giveUpAt === undefined) {
		return await limiter.run(async () => await repeat(url, fileName, downloads));
	}
	const deadline = Math.max(giveUpAt, clock.now() + LEAST_TIME);
	// Ends the download with the stop and at the deadline, whether it waits in line, pauses or receives.
	const ending = createStop(signal);
	const downloading = limiter.run(
		async () =>
			await repeat(url, fileName, { ...downloads, signal: ending.signal, giveUpAt: deadline }),
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
	fileName: string,
	downloads: Downloads,
): Promise<IBinaryData | Problem> {
	const { clock, signal, giveUpAt = Number.POSITIVE_INFINITY } = downloads;
	for (let tries = 0; ; tries++) {
		if (signal?.aborted) return failed('it was stopped', true).problem;
		const attempt = await abortable(signal, async (abortSignal) =>
			downloadOnce(url, fileName, downloads, abortSignal),
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
	fileName: string,
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
			return {
				...failed(
					`HTTP ${statusCode}`,
					statusCode < 500 && statusCode !== 429 && statusCode !== 408,
				),
				retryAfter: retryAfterOf(headers, clock.now()),
			};
		}
		if (Number(headers['content-length']) > largest) {
			body.destroy();
			return tooLarge(largest);
		}
		const watch = watchStream(body, clock, largest);
		try {
			const file = await helpers.prepareBinaryData(
				body as Parameters<typeof helpers.prepareBinaryData>[0],
				fileName,
				mimeTypeOf(headers['content-type']),
			);
			return { file };
		} catch (thrown) {
			return watch.exceeded() ? tooLarge(largest) : failed(reasonOf(thrown), false);
		} finally {
			watch.end();
		}
	} catch (thrown) {
		return failed(reasonOf(thrown), false);
	}
}

/** Ends a stream that grows too large or stalls. */
function watchStream(
	body: Stream,
	clock: Clock,
	largest: number,
): { exceeded(): boolean; end(): void } {
	const ended = createStop();
	let received = 0;
	// A listener would start the flow before n8n reads it, so the bytes are counted where they come in.
	const push = body.push.bind(body);
	body.push = (chunk, ...more) => {
		received += chunk?.length ?? 0;
		if (received > largest) body.destroy(new Error('too large'));
		return push(chunk, ...more);
	};
	const watchProgress = async (): Promise<void> => {
		while (!ended.signal.aborted) {
			const before = received;
			await clock.sleep(STALLED_AFTER, ended.signal);
			if (!ended.signal.aborted && received === before) body.destroy(new Error('no data came'));
		}
	};
	void watchProgress();
	return { exceeded: () => received > largest, end: () => ended.stop() };
}

const reasonOf = (thrown: unknown): string =>
	thrown instanceof Error ? thrown.message : String(thrown);

const failed = (reason: string, final: boolean): Extract<Attempt, { problem: Problem }> => ({
	problem: createProblem({
		message: `A result file could not be downloaded: ${reason}`,
		advice:
			'The task has completed and is paid. Fetch its files with Get Task and Download Files before their links expire.',
	}),
	final,
});

const tooLarge = (largest: number): Attempt => ({
	problem: createProblem({
		message: `A result file is larger than Max File Size (${largest / 1024 ** 2} MB)`,
		advice: 'Raise Max File Size (MB), or turn off Download Files and use the link.',
	}),
	final: true,
});

/** Storage hosts that know no better call everything an octet stream; the file name tells more. */
function mimeTypeOf(header: unknown): string | undefined {
	const type = typeof header === 'string' ? header.split(';')[0]?.trim() : undefined;
	return type === '' || type === 'application/octet-stream' ? undefined : type;
}

/** The link's own file name where it has a usable one. */
export function fileNameOf(url: string, fallback: string): string {
	const last = new URL(url).pathname.split('/').pop() ?? '';
	const name = last.replace(/%[0-9A-Fa-f]{2}/g, '_').replace(/[^\w.-]+/g, '_');
	return /^[\w-][\w.-]*\.\w{2,5}$/.test(name) ? name : fallback;
}
