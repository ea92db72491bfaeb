import { openAiRefusal, refusal, type Answer } from './answers';
import { isObject } from './json';
import type { Delivery } from './faultDelivery';
import type { RequestRecord } from './requestRecord';
import { noCreditAnswer } from './noCredit';
import type { Failed } from './options';

type FailureName = 'moderation' | 'credit' | 'image';

type RefusalStatus = 402 | 403;

/** What the texts of a request provoke. */
interface Provocation {
	/** The task is created and fails; chat and images are refused. */
	readonly fails?: FailureName;
	readonly refused?: RefusalStatus;
	readonly slow?: true;
	readonly loses?: true;
}

/** For people, one line each. */
export const provocationHelp = `To provoke a problem, put one of these in a prompt, or in any other text or link of a request:

  fail: moderation  the task is created and fails because of its content
  fail: credit      the task is created and fails because the credit cannot be reserved
  fail: image       the task is created and fails because its image cannot be read
  refuse 402        nothing is created: the account has no credit left
  refuse 403        nothing is created: the plan does not include this
  slow              the task takes a minute longer; alone or between commas
  lose answer       the task is created, but the connection ends before the answer
`;

/** Words as PiAPI's clients saw them. */
const failures: Readonly<Record<FailureName, Failed>> = {
	moderation: {
		code: 10000,
		message: 'content violation',
		raw_message: 'nsfw content detected',
	},
	credit: { code: 10000, message: 'insufficient credits', raw_message: 'failed to freeze point' },
	image: { code: 10000, message: 'task failed', raw_message: 'failed to decode input image' },
};

/** How chat and images, which create no task, refuse what lets a task fail. */
const openAiFailures: Readonly<Record<FailureName, Answer>> = {
	moderation: openAiRefusal(400, 'content violation'),
	credit: openAiRefusal(402, 'insufficient credits'),
	image: openAiRefusal(400, 'failed to decode input image'),
};

const NOT_IN_PLAN = 'Insufficient plan level';

const refusals: Readonly<Record<RefusalStatus, { task: Answer; openAi: Answer }>> = {
	402: { task: noCreditAnswer(402), openAi: openAiRefusal(402, 'insufficient credits') },
	403: { task: refusal(403, NOT_IN_PLAN), openAi: openAiRefusal(403, NOT_IN_PLAN) },
};

const readable = (text: string): string => {
	if (!/^https?:/i.test(text)) return text;
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
};

const textsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return [readable(value)];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
};

const firstMatch = (texts: readonly string[], pattern: RegExp): string | undefined =>
	texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined);

/** A usual word of prompts counts only by itself. */
const isSlow = (text: string): boolean =>
	text.split(/[\n,;.|()[\]/?#&=]/).some((piece) => piece.trim().toLowerCase() === 'slow');

/** Looks through all texts in a value; some tasks take nothing but links. */
export const provocationIn = (value: unknown): Provocation => {
	const texts = textsIn(value);
	const fails = firstMatch(texts, /\bfail:\s*(moderation|credit|image)\b/i)?.toLowerCase();
	const refused = firstMatch(texts, /\brefuse (402|403)\b/i);
	return {
		...(fails === undefined ? {} : { fails: fails as FailureName }),
		...(refused === undefined ? {} : { refused: Number(refused) as RefusalStatus }),
		...(texts.some(isSlow) ? { slow: true } : {}),
		...(texts.some((text) => /\blose answer\b/i.test(text)) ? { loses: true } : {}),
	};
};

/** How a task ends that was provoked to fail. */
export const provokedFailure = ({ fails }: Provocation): { failed: Failed } | undefined =>
	fails === undefined ? undefined : { failed: failures[fails] };

/** The part of a request whose texts are the user's. Of a chat only the last message counts. */
const promptOf = (request: RequestRecord): unknown => {
	const body = isObject(request.body) ? request.body : {};
	switch (request.kind) {
		case 'create':
			return body.input;
		case 'chat':
			return Array.isArray(body.messages) ? body.messages.at(-1) : undefined;
		case 'images':
			return body.prompt ?? request.form?.get('prompt');
		default:
			return undefined;
	}
};

/** The refusal that a request provokes. */
export const provokedRefusal = (request: RequestRecord): Answer | undefined => {
	const { fails, refused } = provocationIn(promptOf(request));
	const createsTask = request.kind === 'create';
	if (refused !== undefined) return refusals[refused][createsTask ? 'task' : 'openAi'];
	return fails === undefined || createsTask ? undefined : openAiFailures[fails];
};

/** What becomes of an answer on its way. A slow task is answered at once. */
export const provokedDelivery = (
	request: RequestRecord,
	delivery: Delivery,
	slowSeconds: number,
): Delivery => {
	if (delivery.way !== 'answer' || delivery.answer.status !== 200) return delivery;
	const { loses, slow } = provocationIn(promptOf(request));
	if (loses) return { way: 'reset' };
	const isLate = slow && request.kind !== 'create';
	return isLate ? { ...delivery, way: 'slow', seconds: slowSeconds } : delivery;
};
