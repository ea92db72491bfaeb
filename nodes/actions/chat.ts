import type { IDataObject } from 'n8n-workflow';

import { messageModel } from '../catalog/openAi';
import { unknownCost } from '../catalog/expectedCost';
import type { FileUploader } from '../request/fileUploader';
import { nameOfSource, type MediaSource } from '../request/mediaSources';
import type { ChatAnswer } from '../transport/chatAnswer';
import { openResultWarnings } from '../execute/hints';
import { forEachItem } from '../execute/pipeline';
import { mediaLinksIn } from '../result/mediaLinks';
import { isAboutContent } from '../transport/advice';
import { topicNamed } from '../transport/adviceTable';
import { cutText } from '../transport/cutText';
import { withoutIndex } from '../transport/functionCalls';
import { parseJson } from '../transport/json';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import { paidAnswers } from './paidAnswers';

/** These become messages; all other fields are in the body as they are. */
const CONVERSATION = ['prompt', 'messages', 'system', 'images', 'json_answer'];

const FENCE = '```';

/** The JSON of an answer; models may put it into a code block, and talk around it. Undefined where there is none. */
export function jsonIn(text: string): unknown {
	const whole = parseJson(text);
	const start = text.indexOf(FENCE) + FENCE.length;
	if (whole !== undefined || start < FENCE.length) return whole;
	const ends = [text.indexOf(FENCE, start), text.lastIndexOf(FENCE)].filter((end) => end >= start);
	return ends
		.map((end) => parseJson(text.slice(start, end).replace(/^json/i, '')))
		.find((value) => value !== undefined);
}

/** What to show of an answer that should be JSON and is not. */
const notJson = ({ answer, finishReason, functionCall, toolCalls }: IDataObject): string[] => {
	if (answer !== null || (functionCall ?? toolCalls) !== undefined) return [];
	return [`The answer is not JSON${finishReason === 'length' ? ': it ends at Max Tokens' : ''}`];
};

const KINDS = ['video', 'audio', 'model', 'image'];

/** What models create is in the text, as Markdown or as a link. A picture beside a video is its preview. */
function filesIn(text: string, sent: string): IDataObject[] {
	const known = new Set(mediaLinksIn(sent).map(({ url }) => url));
	return mediaLinksIn(text)
		.filter(({ url }) => !known.has(url))
		.sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))
		.map(({ url, kind }) => ({ url, kind, role: kind }));
}

/** `sent` is the conversation: a link that the model only repeats is none of its own. */
function itemOfAnswer(answer: ChatAnswer, wantsJson: boolean, sent: string): IDataObject {
	const { text, functionCall, toolCalls = [], model, finishReason, usage } = answer;
	const files = filesIn(text, sent);
	return {
		text,
		...(wantsJson ? { answer: jsonIn(text) ?? null } : {}),
		...(files.length === 0 ? {} : { url: files[0]?.url ?? null, files }),
		...(functionCall === undefined ? {} : { functionCall: { ...functionCall } }),
		...(toolCalls.length === 0 ? {} : { toolCalls: toolCalls.map(withoutIndex) }),
		model,
		finishReason,
		usage,
	};
}

/** Image models that could not do it say so in the text, with HTTP 200. */
function failureOf(model: string, text: string): Problem | undefined {
	if (!/image/i.test(model) || mediaLinksIn(text).length > 0) return undefined;
	if (!/generation failed|failure reason/i.test(text)) return undefined;
	const isContent = isAboutContent(text);
	return createProblem({
		message: cutText(text.trim(), 300),
		advice: isContent ? topicNamed('content').advice : 'Change the prompt, or run it again.',
		type: 'failed',
		isContent,
	});
}

/** The links of the images, or what is wrong with a file. */
async function linksOf(
	sources: readonly MediaSource[],
	uploader: FileUploader,
): Promise<string[] | Problem> {
	const links: string[] = [];
	for (const source of sources) {
		const url = 'sent' in source ? source.sent : await uploader.dataUrl(source.binary);
		if (typeof url !== 'string') return url;
		links.push(url);
	}
	return links;
}

/** The conversation in the form of the OpenAI API. */
function messagesOf(
	{ system, messages, prompt }: IDataObject,
	links: readonly string[],
): IDataObject[] {
	const images = links.map((url) => ({ type: 'image_url', image_url: { url } }));
	const question = typeof prompt === 'string' ? prompt : '';
	const text = question === '' ? [] : [{ type: 'text', text: question }];
	const content = images.length === 0 ? question : [...text, ...images];
	return [
		...(system === undefined ? [] : [{ role: 'system', content: system }]),
		...(Array.isArray(messages) ? (messages as IDataObject[]) : []),
		...(content.length === 0 ? [] : [{ role: 'user', content }]),
	];
}

/** A text is the name of a function, unless it says whether there is a call at all. */
const functionCallOf = (given: IDataObject[string]): IDataObject[string] =>
	typeof given === 'string' && !['auto', 'none'].includes(given) ? { name: given } : given;

/** The body of the request. */
function bodyOf(texts: IDataObject, links: readonly string[]): IDataObject {
	const settings = Object.fromEntries(
		Object.entries(texts).filter(([key]) => !CONVERSATION.includes(key)),
	);
	return {
		...settings,
		...('function_call' in settings
			? { function_call: functionCallOf(settings.function_call) }
			: {}),
		messages: messagesOf(texts, links),
		...(texts.json_answer === true ? { response_format: { type: 'json_object' } } : {}),
	};
}

/** Asks a language model. Source: https://piapi.ai/docs/llm-api/completions */
export const askModel = forEachItem((run) => {
	const warnings = openResultWarnings(run.context, () => []);
	const work = paidAnswers(run, {
		operation: messageModel,
		kind: 'text',
		outlineOf: ({ texts, sources }) => bodyOf(texts, sources.map(nameOfSource)),
		costOf: () => unknownCost('PiAPI charges by tokens'),
		async ask({ connection, prepared: { texts, sources, timeout } }) {
			const links = await linksOf(sources, run.uploaderOf(connection));
			if (isProblem(links)) return links;
			const body = bodyOf(texts, links);
			const call = await connection.openAi.chat(body, { timeout, ending: run.ending.signal });
			if (call.outcome === 'canceled') return undefined;
			if (call.outcome !== 'answered') return call.problem;
			const failed = failureOf(String(body.model), call.answer.text);
			if (failed) return failed;
			const wantsJson = body.response_format !== undefined;
			return itemOfAnswer(call.answer, wantsJson, JSON.stringify(body.messages));
		},
		async itemsOf(json, itemIndex) {
			notJson(json).forEach((hint) => warnings.add(itemIndex, hint));
			return await Promise.resolve([{ json, pairedItem: { item: itemIndex } }]);
		},
	});
	return { ...work, close: warnings.show };
});
