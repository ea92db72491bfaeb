import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { digestOfBytes } from './digest';
import { contentTypeOf, uploadNameOf } from './fileName';
import { sizeProblem } from './fileSize';
import type { BinaryReference, MediaSource } from './mediaSources';
import type { Client, UploadFile } from '../transport/client';
import type { Clock } from '../transport/clock';
import { isObject } from '../transport/json';
import type { Exchange } from '../transport/exchange';
import type { Limiter } from '../transport/limiter';
import { retry } from '../transport/retry';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { StopSignal } from '../transport/stopSignal';

export { mediaSources, type BinaryReference, type MediaSource } from './mediaSources';

/** HTTP statuses: the plan includes no uploads, or files of this kind, such as FLAC, cannot be uploaded. */
const NO_UPLOADS = '403';
const NOT_UPLOADABLE = '400';
/** Milliseconds for which uploads are retried while none of a run is answered. */
const UPLOAD_FOR = 5 * 60_000;
/** Milliseconds between two uploads without an answer that may have the same cause. */
const SAME_FAULT = 60_000;

/** Reads and uploads binaries, each content once. */
export interface FileUploader {
	fingerprint(reference: BinaryReference): Promise<string | Problem>;
	base64(reference: BinaryReference): Promise<string | Problem>;
	link(reference: BinaryReference): Promise<string | Problem>;
	/** The link, or a data URL where PiAPI refuses the upload. */
	linkOrBase64(reference: BinaryReference): Promise<string | Problem>;
	/** As a data URL, for endpoints that take files in the request. */
	dataUrl(reference: BinaryReference): Promise<string | Problem>;
	file(reference: BinaryReference): Promise<NamedFile | Problem>;
	/** The link with what is known of the file. */
	uploaded(reference: BinaryReference): Promise<UploadedFile | Problem>;
}

interface UploadedFile {
	readonly url: string;
	readonly fileName: string;
	readonly mimeType: string;
	/** Size. */
	readonly bytes: number;
}

export interface NamedFile {
	readonly name: string;
	readonly mimeType: string;
	readonly bytes: Buffer;
}

interface UploaderOptions {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'assertBinaryData' | 'getBinaryDataBuffer'>;
	readonly client: Client;
	readonly clock: Clock;
	/** Cuts uploads off. */
	readonly signal?: StopSignal;
	/** Bounds the files held in memory. */
	readonly limiter: Limiter;
}

function unreadable({ property, label }: BinaryReference, thrown: unknown): Problem {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return createProblem({
		message: `${label} could not be read from the binary field "${property}"`,
		advice: `Set ${label} to the name of a binary field of the input item (${reason}).`,
	});
}

/** Whether the files are there, without reading them: the first one that is not. */
export function missingBinary(
	sources: readonly MediaSource[],
	helpers: Pick<IExecuteFunctions['helpers'], 'assertBinaryData'>,
): Problem | undefined {
	for (const source of sources) {
		if ('sent' in source) continue;
		try {
			helpers.assertBinaryData(source.binary.itemIndex, source.binary.property);
		} catch (thrown) {
			return unreadable(source.binary, thrown);
		}
	}
	return undefined;
}

export function createFileUploader({
	helpers,
	client,
	clock,
	signal,
	limiter,
}: UploaderOptions): FileUploader {
	/** By content; only uploads that are in flight or have a link. */
	const links = new Map<string, Promise<string | Problem>>();
	/** Uploads in a row that all got no answer: the first was sent at, and the last given up at (ms since the epoch). */
	let unanswered: { readonly since: number; readonly until: number } | undefined;
	/** PiAPI said so: the files of the other items need not be sent to find it out. */
	let hasNoUploads = false;

	/** Since when PiAPI answers no upload, for one sent at that time: its own time after an answer or a long pause. */
	const unansweredSince = (sentAt: number): number =>
		unanswered && sentAt - unanswered.until <= SAME_FAULT ? unanswered.since : sentAt;

	const attempt = async (file: UploadFile): Promise<Exchange> => {
		const sentAt = clock.now();
		const exchange = await client.upload(file, signal);
		const isAnswered = exchange.outcome === 'answered' || exchange.outcome === 'refused';
		unanswered = isAnswered ? undefined : { since: unansweredSince(sentAt), until: clock.now() };
		return exchange;
	};

	const read = async (
		reference: BinaryReference,
	): Promise<{ data: IBinaryData; bytes: Buffer } | Problem> => {
		const { itemIndex, property } = reference;
		try {
			const data = helpers.assertBinaryData(itemIndex, property);
			return { data, bytes: await helpers.getBinaryDataBuffer(itemIndex, property) };
		} catch (thrown) {
			return unreadable(reference, thrown);
		}
	};

	const withFile = async <T>(
		reference: BinaryReference,
		use: (file: { data: IBinaryData; bytes: Buffer }) => Promise<T> | T,
	): Promise<T | Problem> =>
		await limiter.run(async () => {
			const file = await read(reference);
			return isProblem(file) ? file : await use(file);
		});

	const upload = async (
		{ label }: BinaryReference,
		data: IBinaryData,
		bytes: Buffer,
	): Promise<string | Problem> => {
		const exchange = await retry(
			async () =>
				await attempt({ fileName: uploadNameOf(data, bytes), data: bytes.toString('base64') }),
			// Where PiAPI takes no file, each one of a long list must not wait as long as the first.
			{ clock, signal, giveUpAt: unansweredSince(clock.now()) + UPLOAD_FOR },
		);
		if (exchange.outcome === 'canceled') return uploadProblem(label, 'it was stopped');
		if (exchange.outcome !== 'answered') {
			const { problem } = exchange;
			hasNoUploads ||= problem.httpCode === NO_UPLOADS && problem.isElsewhere !== true;
			return problem.isElsewhere === true
				? { ...problem, message: uploadProblem(label, problem.message).message }
				: { ...problem, ...uploadProblem(label, problem.message, problem.httpCode) };
		}
		const { data: answer, body } = exchange.envelope;
		const link = (isObject(answer) ? answer.url : undefined) ?? body.url;
		return typeof link === 'string' && link !== ''
			? link
			: {
					...uploadProblem(label, "PiAPI's answer contains no link"),
					type: 'unavailable',
				};
	};

	const linkOf = async (
		reference: BinaryReference,
		data: IBinaryData,
		bytes: Buffer,
	): Promise<string | Problem> => {
		const tooLarge = sizeProblem(reference.label, bytes.length);
		if (tooLarge) return tooLarge;
		const content = digestOfBytes(bytes);
		const present = links.get(content) ?? upload(reference, data, bytes);
		links.set(content, present);
		const link = await present;
		if (isProblem(link) && links.get(content) === present) links.delete(content);
		return link;
	};

	return {
		fingerprint: async (reference) =>
			await withFile(reference, ({ bytes }) => digestOfBytes(bytes)),
		base64: async (reference) =>
			await withFile(reference, ({ bytes }) => base64Of(reference, bytes)),
		dataUrl: async (reference) =>
			await withFile(reference, ({ data, bytes }) => dataUrlOf(reference, data, bytes)),
		file: async (reference) =>
			await withFile(reference, ({ data, bytes }) => ({
				name: uploadNameOf(data, bytes),
				mimeType: data.mimeType,
				bytes,
			})),
		link: async (reference) =>
			await withFile(reference, async ({ data, bytes }) => await linkOf(reference, data, bytes)),
		linkOrBase64: async (reference) =>
			await withFile(reference, async ({ data, bytes }) => {
				const tooLarge = sizeProblem(reference.label, bytes.length);
				if (tooLarge) return tooLarge;
				const link = hasNoUploads ? undefined : await linkOf(reference, data, bytes);
				if (link !== undefined && !isRefusedUpload(link)) return link;
				return dataUrlOf(reference, data, bytes);
			}),
		uploaded: async (reference) =>
			await withFile(reference, async ({ data, bytes }) => {
				const url = await linkOf(reference, data, bytes);
				if (isProblem(url)) return url;
				const fileName = uploadNameOf(data, bytes);
				return { url, fileName, mimeType: data.mimeType, bytes: bytes.length };
			}),
	};
}

/** Base64 text; JavaScript holds at most half a gigabyte of it. */
function base64Of({ label }: BinaryReference, bytes: Buffer): string | Problem {
	try {
		return bytes.toString('base64');
	} catch {
		return createProblem({
			message: `${label} is too large to send with the request`,
			advice: `Use a smaller file for ${label}.`,
		});
	}
}

const isRefusedUpload = (link: string | Problem): boolean =>
	isProblem(link) &&
	link.isElsewhere !== true &&
	(link.httpCode === NO_UPLOADS || link.httpCode === NOT_UPLOADABLE);

/** As published clients of PiAPI send files, with the type that base64 alone does not tell. */
function dataUrlOf(reference: BinaryReference, data: IBinaryData, bytes: Buffer): string | Problem {
	const base64 = base64Of(reference, bytes);
	return isProblem(base64) ? base64 : `data:${contentTypeOf(data)};base64,${base64}`;
}

function uploadProblem(label: string, reason: string, httpCode?: string): Problem {
	return createProblem({
		message: `${label} could not be uploaded: ${reason}`,
		advice:
			httpCode === NO_UPLOADS
				? "PiAPI's file upload requires the Creator plan or a higher one; use a link instead."
				: "PiAPI's file upload takes jpg, png, webp, mp4, wav and mp3 files of at most 10 MB; you can use a link instead.",
		httpCode,
	});
}
