import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { messageModel } from '../catalog/openAi';
import type { Field, MediaField } from '../catalog/vocabulary';
import { draftOf } from '../request/draft';
import { mediaSources, type MediaDesk } from '../request/media';
import type { ChatAnswer } from '../transport/eventStream';
import { isProblem, type Problem } from '../transport/problem';
import type { ItemAction } from './action';
import { answerEachItem, answerWithin } from './answers';
import { fieldReader } from './fields';
import { mediaDeskOf } from './mediaDesk';

const { fields } = messageModel;

/** These become messages; all other fields stand in the body as they are. */
const CONVERSATION = ['prompt', 'messages', 'system', 'images', 'json_answer'];

function parsed(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, '')) as unknown;
	} catch {
		return undefined;
	}
}

/** The pictures of image models stand in the text, as Markdown. */
export const picturesIn = (text: string): string[] =>
	[...text.matchAll(/!\[[^\]]*\]\((https?:\/\/[^\s)]+)\)/g)].map(([, url = '']) => url);

export function itemOfAnswer(answer: ChatAnswer, wantsJson: boolean): IDataObject {
	const { text, model, finishReason, usage } = answer;
	const pictures = picturesIn(text);
	return {
		text,
		...(wantsJson ? { answer: (parsed(text) ?? null) as IDataObject } : {}),
		...(pictures.length === 0
			? {}
			: {
					url: pictures[0] ?? null,
					files: pictures.map((url) => ({ url, kind: 'image', role: 'image' })),
				}),
		model,
		finishReason,
		usage: usage as IDataObject,
	};
}

/** Image models that could not do it say so in the text, with HTTP 200. */
function failureOf(model: string, text: string): Problem | undefined {
	if (!/image/i.test(model) || picturesIn(text).length > 0) return undefined;
	return /generation failed|failure reason/i.test(text)
		? { message: text.trim().slice(0, 300), advice: 'Change the prompt, or run it again.' }
		: undefined;
}

async function partsOf(
	field: MediaField,
	raw: unknown,
	itemIndex: number,
	desk: MediaDesk,
): Promise<IDataObject[] | Problem> {
	const sources = mediaSources(field, raw, itemIndex);
	if (isProblem(sources)) return sources;
	const parts: IDataObject[] = [];
	for (const source of sources) {
		const url = 'sent' in source ? source.sent : await desk.dataUrl(source.binary);
		if (typeof url !== 'string') return url;
		parts.push({ type: 'image_url', image_url: { url } });
	}
	return parts;
}

/** The body of the request, or what is wrong with the parameters. */
async function bodyOf(
	context: IExecuteFunctions,
	itemIndex: number,
	desk: MediaDesk,
): Promise<{ body: IDataObject; wantsJson: boolean } | Problem> {
	const read = fieldReader(context, itemIndex);
	const textual = fields.filter(({ type }) => type !== 'media');
	const draft = draftOf(
		{ ...messageModel, fields: textual },
		{ itemIndex, read, serviceMode: '', webhookUrl: '', webhookSecret: '' },
	);
	if (isProblem(draft)) return draft;
	const { input } = draft.request;
	const images = fields.find((field): field is Field & MediaField => field.type === 'media');
	const parts = images ? await partsOf(images, read(images), itemIndex, desk) : [];
	if (isProblem(parts)) return parts;
	const prompt = typeof input.prompt === 'string' ? input.prompt : '';
	const asked =
		parts.length === 0
			? prompt
			: [...(prompt === '' ? [] : [{ type: 'text', text: prompt }]), ...parts];
	const wantsJson = input.json_answer === true;
	const body = Object.fromEntries(
		Object.entries(input).filter(([key]) => !CONVERSATION.includes(key)),
	);
	return {
		wantsJson,
		body: {
			...body,
			messages: [
				...(input.system === undefined ? [] : [{ role: 'system', content: input.system }]),
				...(Array.isArray(input.messages) ? (input.messages as IDataObject[]) : []),
				...(asked.length === 0 ? [] : [{ role: 'user', content: asked }]),
			],
			...(wantsJson ? { response_format: { type: 'json_object' } } : {}),
		},
	};
}

const ask: ItemAction = async (context, itemIndex, connection) => {
	const made = await bodyOf(context, itemIndex, mediaDeskOf(context, connection));
	if (isProblem(made)) return made;
	const call = await connection.openAi.chat(made.body, answerWithin(context, itemIndex, 'text'));
	if (call.outcome === 'cancelled') return [];
	if (call.outcome !== 'answered') return call.problem;
	const failed = failureOf(String(made.body.model), call.answer.text);
	if (failed) return failed;
	return [{ json: itemOfAnswer(call.answer, made.wantsJson), pairedItem: { item: itemIndex } }];
};

/** Asks a language model. Source: https://piapi.ai/docs/llm-api/completions */
export const askModel = answerEachItem(ask, (context, itemIndex) => {
	const read = fieldReader(context, itemIndex);
	return fields.map((field) => read(field) ?? null);
});
