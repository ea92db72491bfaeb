import { topicNamed, TOPICS, type Advised, type Topic } from './adviceTable';
import { STATUSES } from './statusAdvice';
import { refusalsIn, withoutAcquittals } from './contentVerdict';

/** `…` in a fragment stands for up to this many letters. */
const WIDEST_GAP = 60;

/** Letters of a text that are read at most: an answer may be as long as it likes, and n8n must not be blocked meanwhile. */
const MOST_LETTERS = 50_000;

/** The words of a text, a line for each sentence: `content policy` is also in `ContentPolicyViolation` and `content_policy`. */
const sentencesOf = (text: string): string =>
	text
		.slice(0, MOST_LETTERS)
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[.,:;!?](?=\s|$)/g, '\n')
		.replace(/[^\p{L}\p{N}\n]+/gu, ' ');

/**
 * Whole words, which may have the ending of a plural or of a past tense. A sentence has no other letters than those of words
 * and spaces, so classes of all letters say no more here. They would take most of the time in which n8n loads the nodes.
 */
const patternOf = (fragment: string): string =>
	fragment
		.split(' … ')
		.map((words) => `(?<![^ \\n])${words}(?:s|es|d|ed)?(?![^ \\n])`)
		.join(`[^\\n]{0,${WIDEST_GAP}}?`);

const anyOf = (fragments: readonly string[]): RegExp =>
	new RegExp(fragments.length === 0 ? '(?!)' : fragments.map(patternOf).join('|'), 'gu');

const MATCHERS = TOPICS.map((topic) => ({
	topic,
	certain: anyOf(topic.certain ?? []),
	forNow: anyOf(topic.forNow ?? []),
	any: anyOf([...(topic.certain ?? []), ...(topic.forNow ?? []), ...topic.fragments]),
	except: anyOf(topic.except ?? []),
	names: anyOf(topic.names ?? []),
}));

type Matcher = (typeof MATCHERS)[number];

const CONTENT = MATCHERS.find(({ topic }) => topic.name === 'content');
const OTHERS = MATCHERS.filter((matcher) => matcher !== CONTENT);

/** How sure a text has to be. */
type Kind = 'certain' | 'forNow' | 'any';

const fits = ({ except, ...matcher }: Matcher, sentences: string, kind: Kind): boolean =>
	sentences.replace(except, '\n').search(matcher[kind]) >= 0;

function find(text: string, kind: Kind, topics: readonly Matcher[] = MATCHERS): Topic | undefined {
	const sentences = sentencesOf(text);
	const ofContent = sentencesOf(withoutAcquittals(text));
	return topics.find((matcher) => fits(matcher, matcher === CONTENT ? ofContent : sentences, kind))
		?.topic;
}

/** What a text of PiAPI is about, as far as the table knows. */
export const topicOf = (text: string): Topic | undefined => find(text, 'any');

/** The same, where the text is certain to refuse a create for good. */
export const certainTopicOf = (text: string): Topic | undefined => find(text, 'certain');

/** Whether a text refuses a create for now, so that it may be sent again later. */
export const isRefusedForNow = (text: string): boolean => find(text, 'forNow') !== undefined;

export const isAboutContent = (text: string): boolean => topicOf(text)?.name === 'content';

/** Whether a text beside the error of a task tells that its content was refused, and not only that it was checked. */
export function refusesContent(text: string): boolean {
	if (!isAboutContent(text)) return false;
	const unnamed = sentencesOf(withoutAcquittals(text)).replace(CONTENT?.names ?? '', '\n');
	return isAboutContent(refusalsIn(text)) || isAboutContent(unnamed);
}

/** What to do about an answer, and of what type it is. Its text tells more than its HTTP status. */
export function adviceOn(httpCode: string, text = ''): Pick<Advised, 'advice' | 'type'> {
	const status = STATUSES[httpCode] ?? STATUSES[httpCode.startsWith('5') ? '5xx' : 'other'];
	const { advice, type } = topicOf(text) ?? status ?? topicNamed('trouble');
	return { advice, type };
}

/** Advice on a task that failed, and not for its content; `reason` in PiAPI's words, empty where it gives none. */
export function adviceForFailure(reason: string): string {
	if (reason === '') {
		return 'Run the node again to create a new, paid task. If that fails too, ask PiAPI with the task ID.';
	}
	const topic = find(reason, 'any', OTHERS);
	return topic === undefined
		? 'Fix what the message points to and run the node again; this creates a new, paid task.'
		: `${topic.advice} Running the node again creates a new, paid task.`;
}
