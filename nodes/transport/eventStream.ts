import type { IDataObject } from 'n8n-workflow';

import { messageOf } from './answerText';
import { errorNumberIn, hasAnswer } from './errorInside';
import { isObject, parseAnswer } from './json';

/** What a streamed chat completion has told so far. */
export interface ChatAnswer {
	text: string;
	model: string;
	finishReason: string;
	/** Token counts, as the model's maker gives them. */
	usage: Record<string, unknown>;
	/** What went wrong in the middle of the answer. */
	failure?: string;
	/** The chunk that told it. */
	failed?: IDataObject;
	/** The last chunk that is of another form than an answer's. */
	odd?: IDataObject;
	/** The end was told; else the stream broke off. */
	complete: boolean;
}

export const emptyAnswer = (): ChatAnswer => ({
	text: '',
	model: '',
	finishReason: '',
	usage: {},
	complete: false,
});

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The reason in a chunk or an answer that tells of an error; it may be empty. */
function failureIn(body: IDataObject): string | undefined {
	const isError =
		(body.error !== undefined && body.error !== null) ||
		(!hasAnswer(body) && errorNumberIn(body) !== undefined);
	return isError ? messageOf(body) : undefined;
}

/** The link of a part such as `{ image_url: { url } }`; Markdown tells an image from other links. */
function linkIn(part: IDataObject): string {
	const media = part.image_url ?? part.video_url ?? part.audio_url ?? part.url;
	const url = stringOf(isObject(media) ? media.url : media);
	if (!/^https?:/i.test(url)) return '';
	return part.image_url === undefined ? `[${url}](${url})` : `![](${url})`;
}

/** Some models answer in parts, and some put images beside the text. */
const textOf = (value: unknown): string =>
	Array.isArray(value)
		? (value as unknown[])
				.map(partText)
				.filter((text) => text !== '')
				.join('\n')
		: stringOf(value);

const partText = (part: unknown): string =>
	isObject(part) ? stringOf(part.text) || linkIn(part) : stringOf(part);

function messageText({ content, images }: IDataObject): string {
	const texts = [textOf(content), textOf(Array.isArray(images) ? images : [])];
	return texts.filter((text) => text !== '').join('\n');
}

/** Adds one chunk, or a whole answer that was not streamed. */
export function addChunk(answer: ChatAnswer, chunk: unknown): void {
	if (!isObject(chunk)) return;
	const failure = failureIn(chunk);
	if (failure !== undefined && answer.failure === undefined) {
		answer.failure = failure;
		answer.failed = chunk;
	}
	if (chunk.choices === undefined) answer.odd = chunk;
	answer.model ||= stringOf(chunk.model);
	if (isObject(chunk.usage)) answer.usage = chunk.usage;
	const [choice] = Array.isArray(chunk.choices) ? (chunk.choices as unknown[]) : [];
	if (!isObject(choice)) return;
	const part = isObject(choice.delta) ? choice.delta : choice.message;
	if (isObject(part)) answer.text += messageText(part);
	const reason = stringOf(choice.finish_reason);
	if (reason === '') return;
	answer.finishReason = reason;
	answer.complete = true;
}

/** Reads server-sent events from pieces of text that may end anywhere. */
export function createEventReader(answer: ChatAnswer): { add(text: string): void; end(): void } {
	/** Pieces of a line that has not ended: a picture in an answer is one line of millions of letters. */
	let rest: string[] = [];
	const line = (text: string): void => {
		// What refuses the request may answer in JSON, whatever it calls that.
		const data = text.startsWith('{') ? text : /^data:\s?(.*)$/.exec(text)?.[1]?.trim();
		if (data === undefined || data === '') return;
		if (data === '[DONE]') answer.complete = true;
		else addChunk(answer, parseAnswer(data));
	};
	return {
		add(text) {
			rest.push(text);
			if (!/[\r\n]/.test(text)) return;
			const lines = rest.join('').split(/\r\n|\n|\r/);
			rest = [lines.pop() ?? ''];
			lines.forEach(line);
		},
		end() {
			line(rest.join(''));
			rest = [];
		},
	};
}
