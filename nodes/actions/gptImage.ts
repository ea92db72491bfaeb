import { randomUUID } from 'crypto';

import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { expectedCost } from '../catalog/expectedCost';
import { editImages, generateImages } from '../catalog/openAi';
import type { PricedRequest } from '../catalog/estimate';
import type { Operation } from '../catalog/vocabulary';
import type { NamedFile } from '../request/fileUploader';
import { nameOfSource } from '../request/mediaSources';
import { multipart } from '../request/multipart';
import { fetchFile, type DownloadFailure } from '../result/download';
import { systemClock } from '../task/clock';
import { beginningOf } from '../transport/cutText';
import { readFileText } from '../transport/fileText';
import { isObject } from '../transport/json';
import { createLimiter } from '../transport/limiter';
import type { ImagesBody } from '../transport/openAi';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { paidAnswers, type PaidRequest } from './paidAnswers';
import type { PiApiConnection } from '../execute/connection';
import { forEachItem, type Action } from '../execute/pipeline';
import { isTool } from '../execute/tool';
import type { ReadyItem, Run } from '../execute/work';
import type { ItemOutcome } from '../execute/outcome';

const LARGEST_SOURCE = 50 * 1024 ** 2;
/** Milliseconds for a link. */
const FETCH_WITHIN = 5 * 60_000;

/** A query may be long, and hold what signs the link. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const ADVICE: Readonly<Record<DownloadFailure['cause'], string>> = {
	'too large': 'Use a smaller file.',
	'needs a login': 'Use a link that opens without a login, or a binary field.',
	gone: 'Check the link, or use a binary field.',
	other: 'Check the link, or use a binary field.',
};

/** A file of a link; the endpoint takes files only. */
async function fetched(
	url: string,
	label: string,
	context: IExecuteFunctions,
	{ stop }: PiApiConnection,
): Promise<NamedFile | Problem> {
	if (!URL.canParse(url)) {
		return createProblem({
			message: `${label} is not a link: ${beginningOf(url, 80)}`,
			advice: 'Enter a link that starts with https://, or choose Binary.',
		});
	}
	const fetching = await fetchFile(url, 'image.png', {
		helpers: context.helpers,
		clock: systemClock,
		limiter: createLimiter(1, systemClock, stop),
		signal: stop,
		largest: LARGEST_SOURCE,
		giveUpAt: systemClock.now() + FETCH_WITHIN,
	});
	if ('cause' in fetching) {
		return createProblem({
			message: `${label} could not be read from ${withoutQuery(url)}: ${fetching.reason}`,
			advice: ADVICE[fetching.cause],
			type: 'invalid',
		});
	}
	const { file: data } = fetching;
	const bytes = data.id
		? await context.helpers.binaryToBuffer(await context.helpers.getBinaryStream(data.id))
		: Buffer.from(data.data, 'base64');
	return { name: data.fileName ?? 'image.png', mimeType: data.mimeType, bytes };
}

async function filesOf(
	run: Run,
	{ connection, prepared }: ReadyItem<PaidRequest>,
): Promise<NamedFile[] | Problem> {
	const uploader = run.uploaderOf(connection);
	const files: NamedFile[] = [];
	for (const source of prepared.sources) {
		const file =
			'sent' in source
				? await fetched(source.sent, 'Images', run.context, connection)
				: await uploader.file(source.binary);
		if (isProblem(file)) return file;
		files.push(file);
	}
	return files;
}

/** What a file is shows in how it begins. */
const KINDS = [
	{ begins: '/9j/', extension: 'jpg', mimeType: 'image/jpeg' },
	{ begins: 'UklGR', extension: 'webp', mimeType: 'image/webp' },
] as const;

const kindOf = (base64: string): { extension: string; mimeType: string } =>
	KINDS.find(({ begins }) => base64.startsWith(begins)) ?? {
		extension: 'png',
		mimeType: 'image/png',
	};

/** n8n passes no files from a tool to its agent: a link is all that it can use. */
const asLinks = (texts: IDataObject): IDataObject | Problem =>
	texts.response_format === 'b64_json'
		? createProblem({
				message: 'Response Format cannot be Binary File in a tool of an agent',
				advice: 'Choose Link: n8n passes no files to agents.',
			})
		: { ...texts, response_format: 'url' };

const fileForAgent = (): Problem =>
	createProblem({
		message: "PiAPI's answer contains a file in place of a link",
		advice: 'The image is paid, but n8n passes no files to agents. Do not generate it again.',
		type: 'failed',
	});

/** Links stay links; files go into binary fields. */
async function itemsOfAnswer(
	context: IExecuteFunctions,
	itemIndex: number,
	answer: IDataObject,
): Promise<ItemOutcome> {
	const entries = (Array.isArray(answer.data) ? answer.data : []).filter(isObject);
	const urls = entries.map(({ url }) => url).filter((url) => typeof url === 'string' && url !== '');
	const encoded = entries
		.map(({ b64_json: text }) => text)
		.filter((text): text is string => typeof text === 'string' && text !== '');
	if (urls.length === 0 && encoded.length === 0) {
		return createProblem({
			message: "PiAPI's answer contains no image",
			advice:
				'PiAPI may have charged it, so Retry On Fail does not send the request again. Check the usage in the PiAPI workspace before you run the workflow again.',
			type: 'failed',
		});
	}
	if (urls.length === 0 && isTool(context)) return fileForAgent();
	const binary: IBinaryKeyData = {};
	for (const [index, text] of encoded.entries()) {
		const name = index === 0 ? 'data' : `data_${index}`;
		const { base64 = text } = readFileText(text) ?? {};
		const kind = kindOf(base64);
		binary[name] = await context.helpers.prepareBinaryData(
			Buffer.from(base64, 'base64'),
			`image-${index + 1}.${kind.extension}`,
			kind.mimeType,
		);
	}
	return [
		{
			json: {
				url: urls[0] ?? null,
				files: urls.map((url) => ({ url, kind: 'image', role: 'image' })) as IDataObject[],
				created: answer.created ?? null,
				usage: answer.usage ?? {},
			},
			...(encoded.length === 0 ? {} : { binary }),
			pairedItem: { item: itemIndex },
		},
	];
}

/** The body as the request of a task: the endpoint has no task type, and its model is a field. */
const pricedAs = ({ model, taskType }: Operation, input: IDataObject): PricedRequest => ({
	model,
	task_type: taskType,
	input,
});

type BodyOf = (run: Run, item: ReadyItem<PaidRequest>) => Promise<ImagesBody | Problem>;

const imagesAction = (
	operation: Operation,
	path: '/v1/images/generations' | '/v1/images/edits',
	bodyOf: BodyOf,
): Action =>
	forEachItem((run) =>
		paidAnswers(run, {
			operation,
			kind: 'image',
			...(isTool(run.context) && { adapt: asLinks }),
			outlineOf: ({ texts, sources }) => ({
				...texts,
				...(sources.length === 0 ? {} : { image: sources.map(nameOfSource) }),
			}),
			costOf: ({ texts }) => expectedCost([operation], pricedAs(operation, texts)),
			async ask(item) {
				const body = await bodyOf(run, item);
				if (isProblem(body)) return body;
				const { timeout } = item.prepared;
				const tries = { timeout, ending: run.ending.signal };
				const call = await item.connection.openAi.images(path, body, tries);
				if (call.outcome === 'canceled') return undefined;
				return call.outcome === 'answered' ? call.answer : call.problem;
			},
			itemsOf: async (answer, itemIndex) => await itemsOfAnswer(run.context, itemIndex, answer),
		}),
	);

/** Generates images. Source: https://piapi.ai/docs/gpt-image/gpt-image-api */
export const generateGptImages = imagesAction(
	generateImages,
	'/v1/images/generations',
	async (_, { prepared }) => await Promise.resolve({ json: prepared.texts }),
);

/** Edits images. Source: https://piapi.ai/docs/gpt-image/gpt-image-api */
export const editGptImages = imagesAction(editImages, '/v1/images/edits', async (run, item) => {
	const files = await filesOf(run, item);
	if (isProblem(files)) return files;
	return multipart(
		Object.entries(item.prepared.texts).map(([name, value]) => [name, String(value)] as const),
		files.map((file) => ['image', file] as const),
		`piapi-${randomUUID()}`,
	);
});
