import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { MediaField } from '../catalog/vocabulary';
import { digestOfBytes } from './digest';
import type { Client } from '../transport/client';
import type { Clock } from '../transport/clock';
import { isObject } from '../transport/envelope';
import type { Limiter } from '../transport/limiter';
import { retry } from '../transport/retry';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { missing, locatorOf } from './value';
import type { StopSignal } from '../transport/stopSignal';

/** A file in a binary field of the input item. */
export interface BinaryReference {
	readonly itemIndex: number;
	readonly property: string;
	readonly label: string;
}

/** One file that a media field names. */
export type MediaSource = { readonly sent: string } | { readonly binary: BinaryReference };

/** Source: https://piapi.ai/docs/tools/file-upload */
const LARGEST_UPLOAD = 10 * 1024 * 1024;
const LONGEST_FILE_NAME = 128;
const UPLOAD_FOR = 5 * 60_000;

const wrong = (field: MediaField, what: string, advice: string): Problem =>
	createProblem({
		message: `${field.label} ${what}`,
		advice,
	});

/** The files of a media field, in order; an empty list when it is not set. */
export function mediaSources(
	field: MediaField,
	raw: unknown,
	itemIndex: number,
): MediaSource[] | Problem {
	const locators = field.multiple ? rows(raw) : [raw];
	const sources: MediaSource[] = [];
	for (const locator of locators) {
		const { mode, value } = locatorOf(locator);
		for (const given of Array.isArray(value) ? value : [value]) {
			const source = sourceOf(field, mode, given, itemIndex);
			if (source === undefined) continue;
			if (isProblem(source)) return source;
			sources.push(source);
		}
	}
	if (sources.length === 0 && field.required) return missing(field);
	if (sources.length > 1 && !field.multiple) {
		return wrong(field, 'holds several files', `Give ${field.label} one file.`);
	}
	const { maximumFiles = Infinity } = field;
	if (sources.length > maximumFiles) {
		return wrong(
			field,
			`holds ${sources.length} files`,
			`PiAPI takes at most ${maximumFiles} in ${field.label}; remove some.`,
		);
	}
	return sources;
}

const rows = (raw: unknown): unknown[] =>
	isObject(raw) && Array.isArray(raw.items)
		? raw.items.map((row) => (isObject(row) ? row.file : undefined))
		: [];

function sourceOf(
	field: MediaField,
	mode: string,
	given: unknown,
	itemIndex: number,
): MediaSource | Problem | undefined {
	if (given === undefined || given === null) return undefined;
	if (typeof given !== 'string') {
		return wrong(field, 'is not text', `Give ${field.label} a link or the name of a binary field.`);
	}
	const text = given.trim();
	if (text === '') return undefined;
	if (mode === 'binary') return { binary: { itemIndex, property: text, label: field.label } };
	if (field.sentAs === 'base64') {
		const data = text.replace(/^data:[^,]*;base64,/, '').replace(/\s+/g, '');
		return /^[A-Za-z0-9+/_-]+={0,2}$/.test(data)
			? { sent: data }
			: wrong(field, 'is not base64', `Give ${field.label} a binary field or base64 text.`);
	}
	return /^https?:\/\/[^\s]+$/i.test(text)
		? { sent: text }
		: wrong(
				field,
				`is not a link: ${text.slice(0, 80)}`,
				`Give ${field.label} a link that starts with https://, or choose Binary Field.`,
			);
}

/** Reads and uploads binaries, each content once. */
export interface FileUploader {
	fingerprint(reference: BinaryReference): Promise<string | Problem>;
	base64(reference: BinaryReference): Promise<string | Problem>;
	link(reference: BinaryReference): Promise<string | Problem>;
	/** As a data URL, for endpoints that take files in the request. */
	dataUrl(reference: BinaryReference): Promise<string | Problem>;
	file(reference: BinaryReference): Promise<NamedFile | Problem>;
	/** The link with what is known of the file. */
	uploaded(reference: BinaryReference): Promise<UploadedFile | Problem>;
}

export interface UploadedFile {
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
	readonly signal?: StopSignal;
	/** Bounds the files held in memory. */
	readonly limiter: Limiter;
}

export function createFileUploader({
	helpers,
	client,
	clock,
	signal,
	limiter,
}: UploaderOptions): FileUploader {
	const links = new Map<string, Promise<string | Problem>>();

	const read = async (
		reference: BinaryReference,
	): Promise<{ data: IBinaryData; bytes: Buffer } | Problem> => {
		const { itemIndex, property, label } = reference;
		try {
			const data = helpers.assertBinaryData(itemIndex, property);
			return { data, bytes: await helpers.getBinaryDataBuffer(itemIndex, property) };
		} catch (thrown) {
			const reason = thrown instanceof Error ? thrown.message : String(thrown);
			return createProblem({
				message: `${label} could not be read from the binary field "${property}"`,
				advice: `Give ${label} the name of a binary field of the input item (${reason}).`,
			});
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
			async () => await client.upload({ fileName: nameOf(data), data: bytes.toString('base64') }),
			{ clock, signal, giveUpAt: clock.now() + UPLOAD_FOR },
		);
		if (exchange.outcome === 'canceled') return uploadProblem(label, 'it was stopped');
		if (exchange.outcome !== 'answered') {
			const { problem } = exchange;
			return { ...problem, ...uploadProblem(label, problem.message, problem.httpCode) };
		}
		const { data: answer, body } = exchange.envelope;
		const link = (isObject(answer) ? answer.url : undefined) ?? body.url;
		return typeof link === 'string' && link !== ''
			? link
			: uploadProblem(label, "PiAPI's answer holds no link");
	};

	const linkOf = async (
		reference: BinaryReference,
		data: IBinaryData,
		bytes: Buffer,
	): Promise<string | Problem> => {
		if (bytes.length > LARGEST_UPLOAD) {
			return createProblem({
				message: `${reference.label} is ${(bytes.length / 1024 ** 2).toFixed(1)} MB large`,
				advice: "PiAPI's file upload takes at most 10 MB; give a link instead.",
			});
		}
		const content = digestOfBytes(bytes);
		const present = links.get(content) ?? upload(reference, data, bytes);
		links.set(content, present);
		return await present;
	};

	return {
		fingerprint: async (reference) =>
			await withFile(reference, ({ bytes }) => digestOfBytes(bytes)),
		base64: async (reference) => await withFile(reference, ({ bytes }) => bytes.toString('base64')),
		dataUrl: async (reference) =>
			await withFile(
				reference,
				({ data, bytes }) => `data:${data.mimeType};base64,${bytes.toString('base64')}`,
			),
		file: async (reference) =>
			await withFile(reference, ({ data, bytes }) => ({
				name: nameOf(data),
				mimeType: data.mimeType,
				bytes,
			})),
		link: async (reference) =>
			await withFile(reference, async ({ data, bytes }) => await linkOf(reference, data, bytes)),
		uploaded: async (reference) =>
			await withFile(reference, async ({ data, bytes }) => {
				const url = await linkOf(reference, data, bytes);
				if (isProblem(url)) return url;
				return { url, fileName: nameOf(data), mimeType: data.mimeType, bytes: bytes.length };
			}),
	};
}

function uploadProblem(label: string, reason: string, httpCode?: string): Problem {
	return createProblem({
		message: `${label} could not be uploaded: ${reason}`,
		advice:
			httpCode === '403'
				? "PiAPI's file upload needs the Creator plan or a higher one; give a link instead."
				: "PiAPI's file upload takes jpg, png, webp, mp4, wav and mp3 files of at most 10 MB; or give a link instead.",
		httpCode,
	});
}

function nameOf(data: IBinaryData): string {
	const extension = data.fileExtension ?? data.mimeType.split('/')[1] ?? 'bin';
	const name = data.fileName ?? `file.${extension}`;
	return name.includes('.') ? name.slice(-LONGEST_FILE_NAME) : `${name}.${extension}`;
}
