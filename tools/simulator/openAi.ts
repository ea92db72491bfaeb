import type { ChatForm } from './options';
import { jsonAnswer, openAiRefusal } from './answers';
import type { Endpoint } from './endpoint';
import { isObject } from './json';

interface Message {
	readonly role: string;
	readonly content: unknown;
}

const ROLES = ['system', 'user', 'assistant'];
/** Of the OpenAI API, on no page of PiAPI. */
const MORE_ROLES = ['function', 'tool'];

const isMessage = (value: unknown): value is Message =>
	isObject(value) &&
	[...ROLES, ...MORE_ROLES].includes(String(value.role)) &&
	(typeof value.content === 'string' ||
		Array.isArray(value.content) ||
		isObject(value.function_call) ||
		Array.isArray(value.tool_calls));

/** The name of the function that the model asks to call. */
function calledFunction(body: Record<string, unknown>, last: Message): string | undefined {
	if (body.function_call === 'none' || MORE_ROLES.includes(last.role)) return undefined;
	const names = (Array.isArray(body.functions) ? (body.functions as unknown[]) : [])
		.filter(isObject)
		.map(({ name }) => String(name));
	const asked = isObject(body.function_call) ? body.function_call.name : undefined;
	return names.find((name) => asked === undefined || name === asked);
}

const textIn = ({ content }: Message): string =>
	Array.isArray(content)
		? content
				.filter(isObject)
				.map((part) => (part.type === 'text' ? String(part.text) : '[image]'))
				.join(' ')
		: String(content);

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const USAGE = { prompt_tokens: 12, completion_tokens: 34, total_tokens: 46 };

/** What the model says: a text, or the arguments of a call. */
interface Said {
	readonly text: string;
	readonly called?: string;
}

const messageOf = ({ text, called }: Said): Record<string, unknown> =>
	called === undefined
		? { content: text }
		: { content: null, function_call: { name: called, arguments: text } };

const reasonOf = ({ called }: Said): string => (called === undefined ? 'stop' : 'function_call');

function chunksOf(model: string, { text, called }: Said, form: ChatForm): string {
	const pieces = text.match(/[^]{1,7}/g) ?? [];
	const deltas =
		called === undefined
			? pieces.map((content) => ({ content }))
			: [
					{ content: null, function_call: { name: called, arguments: '' } },
					...pieces.map((piece) => ({ function_call: { arguments: piece } })),
				];
	const events = deltas.map((delta) => event({ model, choices: [{ delta }] }));
	if (form === 'cut') return events.slice(0, Math.ceil(events.length / 2)).join('');
	if (form === 'error') {
		return `${events[0] ?? ''}${event({ error: { message: 'the model stopped answering' } })}`;
	}
	const finish_reason = reasonOf({ text, called });
	const end = event({ model, choices: [{ delta: {}, finish_reason }] });
	return `: keep-alive\n\n${events.join('')}${end}${event({ model, choices: [], usage: USAGE })}data: [DONE]\n\n`;
}

const STREAMED_ONLY = ['sora2-preview', 'sora2-hd-preview'];

/** A language model that repeats the prompt, or calls the first function with it. */
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
	if (typeof body.function_call === 'string' && !['auto', 'none'].includes(body.function_call)) {
		return openAiRefusal(400, 'function_call is none, auto or an object');
	}
	for (const { role } of messages) {
		if (!ROLES.includes(role)) remarks.push(`the role ${role} is on no page of PiAPI`);
	}
	if (body.tools !== undefined) remarks.push('tools is on no page of PiAPI; it is ignored here');
	const last = messages.at(-1) ?? { role: '', content: '' };
	const asked = textIn(last);
	const wantsJson = isObject(body.response_format) && body.response_format.type === 'json_object';
	const said = wantsJson ? JSON.stringify({ asked }) : `You said: ${asked}`;
	const called = calledFunction(body, last);
	const picture = `![image](${fileUrl}/big/500/picture.png)`;
	const spoken = body.model.includes('image') ? picture : said;
	const answer = { text: called === undefined ? spoken : JSON.stringify({ asked }), called };
	if (body.stream !== true || behaviour.chatForm === 'whole') {
		return jsonAnswer(200, {
			model: body.model,
			choices: [
				{ message: { role: 'assistant', ...messageOf(answer) }, finish_reason: reasonOf(answer) },
			],
			usage: USAGE,
		});
	}
	return {
		status: 200,
		headers: { 'content-type': 'text/event-stream' },
		content: Buffer.from(chunksOf(body.model, answer, behaviour.chatForm)),
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
