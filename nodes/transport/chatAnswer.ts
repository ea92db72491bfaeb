import type { IDataObject } from 'n8n-workflow';

import { messageOf } from './answerText';
import { errorCodeIn, saysNothing } from './errorCode';
import { errorNumberIn, hasAnswer } from './errorInside';
import { withPiece, withPieces, type FunctionCall, type ToolCall } from './functionCalls';
import { isObject } from './json';

/** What a chat completion has told so far. */
export interface ChatAnswer {
	text: string;
	functionCall?: FunctionCall;
	toolCalls?: readonly ToolCall[];
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

/** Some answers have an error in which there is nothing. */
const isEmptyError = (error: IDataObject[string]): boolean =>
	errorCodeIn(error) === '' &&
	errorNumberIn({ error }) === undefined &&
	saysNothing(messageOf({ error }));

/** The reason in a chunk or an answer that tells of an error; it may be empty where there is no answer beside it. */
function failureIn(body: IDataObject, isAnswered: boolean): string | undefined {
	const { error } = body;
	const isError =
		(error !== undefined && error !== null && !(isAnswered && isEmptyError(error))) ||
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

/** Whether there is something in the answer that was asked for. */
export const hasContent = ({ text, functionCall, toolCalls = [] }: ChatAnswer): boolean =>
	text !== '' || functionCall !== undefined || toolCalls.length > 0;

/** Adds a message, or a part of it. */
function addMessage(answer: ChatAnswer, message: IDataObject): void {
	answer.text += messageText(message);
	const functionCall = withPiece(answer.functionCall, message.function_call);
	if (functionCall !== undefined) answer.functionCall = functionCall;
	const toolCalls = withPieces(answer.toolCalls ?? [], message.tool_calls);
	if (toolCalls.length > 0) answer.toolCalls = toolCalls;
}

/** In a message that is whole, each call has its place. */
const withPlaces = ({ tool_calls: calls, ...message }: IDataObject): IDataObject => ({
	...message,
	tool_calls: Array.isArray(calls)
		? (calls.map((call: unknown, index) =>
				isObject(call) ? { ...call, index } : call,
			) as IDataObject[])
		: [],
});

/** Adds one chunk, or a whole answer that was not streamed. */
export function addChunk(answer: ChatAnswer, chunk: unknown): void {
	if (!isObject(chunk)) return;
	const failure = failureIn(chunk, hasContent(answer) || hasAnswer(chunk));
	if (failure !== undefined && answer.failure === undefined) {
		answer.failure = failure;
		answer.failed = chunk;
	}
	if (chunk.choices === undefined) answer.odd = chunk;
	answer.model ||= stringOf(chunk.model);
	if (isObject(chunk.usage)) answer.usage = chunk.usage;
	const [choice] = Array.isArray(chunk.choices) ? (chunk.choices as unknown[]) : [];
	if (!isObject(choice)) return;
	if (isObject(choice.delta)) addMessage(answer, choice.delta);
	else if (isObject(choice.message)) addMessage(answer, withPlaces(choice.message));
	const reason = stringOf(choice.finish_reason);
	if (reason === '') return;
	answer.finishReason = reason;
	answer.complete = true;
}
