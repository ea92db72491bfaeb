import type { IDataObject } from 'n8n-workflow';

import { chat, generateImages, gptImage, messageModel } from '../../nodes/catalog/openAi';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { asLiterals, asParameter, withoutDefaults } from '../../nodes/request/asParameter';
import { Unclear } from '../calls/call';
import { fieldAt, textFor } from './fields';
import { holdsSample, restored, sampled, type Leaf } from './leaves';
import { NO_PLACE, PIAPI_NODE, type NewNode } from './newNode';
import type { TemplateObject } from '../calls/bodyTemplate';
import { isRecord } from '../json';

/** What can be set for an endpoint of the OpenAI API, from a body with the fields of its operation. */
function openAiParameters(
	{ value: resource }: Family,
	operation: Operation,
	body: IDataObject,
	leaves: readonly Leaf[],
): NewNode | Unclear {
	const onTop: Record<string, unknown> = {
		resource,
		operation: operation.value,
		...withoutDefaults(operation.fields),
	};
	const options: Record<string, unknown> = {};
	for (const [path, value] of Object.entries(body)) {
		const field = fieldAt(operation, path);
		if (field === undefined)
			return new Unclear(`the node has no field for "${path}": remove it from the body first`);
		(field.onTop ? onTop : options)[field.parameter] = asParameter(field, value);
	}
	const parameters = {
		...onTop,
		...(Object.keys(options).length === 0 ? {} : { options }),
	};
	const texts = leaves.map((leaf) => ({
		...leaf,
		text: textFor(fieldAt(operation, leaf.path), leaf.expression),
	}));
	const whole = restored(asLiterals(parameters), texts);
	return holdsSample(whole)
		? new Unclear(NO_PLACE)
		: { type: PIAPI_NODE, parameters: whole as NewNode['parameters'], notes: [] };
}

interface Message {
	readonly role: string;
	readonly content: unknown;
}

const hasOnly = (value: unknown, ...keys: string[]): boolean =>
	isRecord(value) && Object.keys(value).every((key) => keys.includes(key));

/** Whether a part of a message has nothing that the form lacks. */
function isPlainPart(part: unknown): boolean {
	if (!isRecord(part) || !isRecord(part.image_url)) return hasOnly(part, 'type', 'text');
	const { url: _, detail = 'auto', ...others } = part.image_url;
	return hasOnly(part, 'type', 'image_url') && hasOnly(others) && detail === 'auto';
}

const isPlainMessage = (message: unknown): boolean =>
	hasOnly(message, 'role', 'content') &&
	isRecord(message) &&
	(!Array.isArray(message.content) || message.content.every(isPlainPart));

/** The conversation in the fields of the form; undefined when the form cannot hold it. */
function conversationOf(messages: unknown): IDataObject | undefined {
	if (!Array.isArray(messages)) return undefined;
	const rows = messages as Message[];
	if (!rows.every(isPlainMessage)) return undefined;
	const system = rows[0]?.role === 'system' ? rows[0].content : undefined;
	const others = system === undefined ? rows : rows.slice(1);
	const last = others.at(-1);
	if (last?.role !== 'user') return undefined;
	const before = others.slice(0, -1);
	if (
		[system ?? '', ...before.map(({ content }) => content)].some((text) => typeof text !== 'string')
	) {
		return undefined;
	}
	const parts = (
		typeof last.content === 'string' ? [{ type: 'text', text: last.content }] : last.content
	) as Array<{ type: string; text?: string; image_url?: { url?: string } }>;
	if (!Array.isArray(parts)) return undefined;
	const texts = parts.flatMap(({ type, text }) => (type === 'text' ? [text] : []));
	const images = parts.flatMap(({ type, image_url }) =>
		type === 'image_url' ? [image_url?.url] : [],
	);
	const isKnown = texts.length + images.length === parts.length && texts.length <= 1;
	return isKnown
		? {
				...(system === undefined ? {} : { system: system as string }),
				...(before.length === 0 ? {} : { messages: before as unknown as IDataObject[] }),
				...(texts.length === 0 ? {} : { prompt: texts[0] }),
				...(images.length === 0 ? {} : { images: images as string[] }),
			}
		: undefined;
}

/** The node that asks a language model. */
export function nodeForChat(body: TemplateObject): NewNode | Unclear {
	if (body.stream === true) {
		return new Unclear('it asks for a stream, which the node reads itself: remove "stream" first');
	}
	const leaves: Leaf[] = [];
	const sent = Object.entries(body).filter(([key]) => key !== 'stream');
	const { messages, response_format, ...rest } = sampled(
		Object.fromEntries(sent),
		'',
		leaves,
	) as IDataObject;
	const conversation = conversationOf(messages);
	if (conversation === undefined)
		return new Unclear(
			'the form takes a system message, earlier messages of text, and a last message of the user with links of images; its messages are others',
		);
	const wantsJson = (response_format as IDataObject | undefined)?.type === 'json_object';
	if (response_format !== undefined && !wantsJson) {
		return new Unclear(
			'the node has no field for its "response_format": remove it from the body first',
		);
	}
	return openAiParameters(
		chat,
		messageModel,
		{ ...rest, ...conversation, ...(wantsJson ? { json_answer: true } : {}) },
		leaves,
	);
}

/** The node that makes images by the OpenAI API. */
export function nodeForImages(body: TemplateObject): NewNode | Unclear {
	const leaves: Leaf[] = [];
	return openAiParameters(
		gptImage,
		generateImages,
		sampled(body, '', leaves) as IDataObject,
		leaves,
	);
}
