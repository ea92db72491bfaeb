import type { ChatForm } from './options';
import { jsonAnswer, openAiRefusal } from './answers';
import type { Endpoint } from './endpoint';
import { isObject } from './json';

interface Message {
	readonly role: string;
	readonly content: unknown;
}

const isMessage = (value: unknown): value is Message =>
	isObject(value) &&
	['system', 'user', 'assistant'].includes(String(value.role)) &&
	(typeof value.content === 'string' || Array.isArray(value.content));

const textIn = ({ content }: Message): string =>
	Array.isArray(content)
		? content
				.filter(isObject)
				.map((part) => (part.type === 'text' ? String(part.text) : '[image]'))
				.join(' ')
		: String(content);

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const USAGE = { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 };

function chunksOf(model: string, text: string, form: ChatForm): string {
	const pieces = text.match(/[^]{1,7}/g) ?? [];
	const events = pieces.map((content) => event({ model, choices: [{ delta: { content } }] }));
	if (form === 'cut') return events.slice(0, Math.ceil(events.length / 2)).join('');
	if (form === 'error') {
		return `${events[0] ?? ''}${event({ error: { message: 'the model stopped answering' } })}`;
	}
	const end = event({ model, choices: [{ delta: {}, finish_reason: 'stop' }] });
	return `: keep-alive\n\n${events.join('')}${end}${event({ model, choices: [], usage: USAGE })}data: [DONE]\n\n`;
}

const STREAMED_ONLY = ['sora2-preview', 'sora2-hd-preview'];

/** A language model that repeats the prompt. */
export const answerChat: Endpoint = ({ body, remarks }, { behaviour, fileUrl }) => {
	if (!isObject(body) || typeof body.model !== 'string')
		return openAiRefusal(400, 'model is missing');
	const messages: readonly unknown[] = Array.isArray(body.messages) ? body.messages : [];
	if (messages.length === 0 || !messages.every(isMessage)) {
		return openAiRefusal(400, 'messages are missing or broken');
	}
	if (body.stream !== true && STREAMED_ONLY.includes(body.model)) {
		return openAiRefusal(400, `${body.model} only works with streaming`);
	}
	if (body.tools !== undefined) remarks.push('tools is on no page of PiAPI; it is ignored here');
	const asked = messages.map(textIn).at(-1) ?? '';
	const wantsJson = isObject(body.response_format) && body.response_format.type === 'json_object';
	const said = wantsJson ? JSON.stringify({ asked }) : `You said: ${asked}`;
	const text = body.model.includes('image') ? `![image](${fileUrl}/big/500/picture.png)` : said;
	if (body.stream !== true || behaviour.chatForm === 'whole') {
		return jsonAnswer(200, {
			model: body.model,
			choices: [{ message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
			usage: USAGE,
		});
	}
	return {
		status: 200,
		headers: { 'content-type': 'text/event-stream' },
		content: Buffer.from(chunksOf(body.model, text, behaviour.chatForm)),
	};
};

const PIXEL =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const SIZES = ['1024x1024', '1024x1536', '1536x1024'];

/** Returns as many images as `n` requests. */
export const answerImages: Endpoint = (request, { fileUrl }) => {
	const isEdit = request.path.endsWith('/edits');
	const body = isObject(request.body) ? request.body : {};
	const given = (name: string): unknown =>
		isEdit ? (request.form?.get(name) ?? undefined) : body[name];
	if (typeof given('model') !== 'string') return openAiRefusal(400, 'model is missing');
	if (typeof given('prompt') !== 'string') return openAiRefusal(400, 'prompt is missing');
	if (isEdit && !request.form?.has('image')) return openAiRefusal(400, 'image is missing');
	const size = given('size');
	if (size !== undefined && !SIZES.includes(String(size))) return openAiRefusal(400, 'bad size');
	const asLink = given('response_format') === 'url';
	const count = Number(given('n') ?? 1);
	return jsonAnswer(200, {
		created: 1_760_000_000,
		data: Array.from({ length: count }, (_, index) =>
			asLink ? { url: `${fileUrl}/big/500/made-${index + 1}.png` } : { b64_json: PIXEL },
		),
		usage: { total_tokens: 99 },
	});
};
