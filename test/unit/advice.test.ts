import { adviceOn, adviceForFailure, certainTopicOf, topicOf } from '../../nodes/transport/advice';
import { TOPICS, type TopicName } from '../../nodes/transport/adviceTable';
import { STATUSES } from '../../nodes/transport/statusAdvice';
import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import { refused, refusedInside } from '../../nodes/transport/paidRefusals';
import { asCreateAnswer } from '../../nodes/transport/refusals';
import { readTask } from '../../nodes/transport/task';
import { failureOf } from '../../nodes/task/failedTask';

interface Row {
	readonly name: TopicName;
	readonly advice: string;
	readonly fragment: string;
	readonly isCertain: boolean;
	readonly isForNow: boolean;
}

const rows: readonly Row[] = TOPICS.flatMap((topic) => {
	const { name, advice, certain = [], forNow = [], fragments } = topic;
	return [...certain, ...forNow, ...fragments].map((fragment) => ({
		name,
		advice,
		fragment,
		isCertain: certain.includes(fragment),
		isForNow: forNow.includes(fragment),
	}));
});

/** A text of PiAPI with the fragment in it. */
const textWith = (fragment: string): string => `Oh: ${fragment.replace('…', 'abc-123 was')}!`;

const failedWith = (error: unknown) => {
	const task = readTask({ task_id: 'task-1', status: 'failed', error });
	if (task === undefined) throw new Error('It is not a task.');
	return failureOf(task);
};

const answerOf = (status: number, body: unknown): Exchange =>
	asCreateAnswer(classifyResponse({ statusCode: status, headers: {}, body: body as string }, 0));

const adviceIn = (exchange: Exchange | undefined): string | undefined =>
	exchange && 'problem' in exchange ? exchange.problem.advice : undefined;

describe.each(rows)('"$fragment"', ({ name, advice, fragment, isCertain, isForNow }) => {
	const unnamed = isForNow ? 'busy' : 'unclear';
	const text = textWith(fragment);

	it('is in lower case, once in the table, and found in any spelling', () => {
		expect(fragment).toBe(fragment.toLowerCase());
		expect(rows.filter((row) => row.fragment === fragment)).toHaveLength(1);
		for (const spelling of [
			text,
			text.toUpperCase(),
			text.replaceAll(' ', '_'),
			text.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
		]) {
			expect([spelling, topicOf(spelling)?.name]).toEqual([spelling, name]);
		}
	});

	it('refuses for good only where it is certain', () => {
		expect(certainTopicOf(text)?.name).toBe(isCertain ? name : undefined);
	});

	it('advises on a failed task', () => {
		for (const error of [
			text,
			{ code: 10000, message: text },
			{ message: '', raw_message: text },
		]) {
			expect(failedWith(error).advice).toBe(
				name === 'content'
					? `${advice} PiAPI does not say whether it charged it. Retry On Fail does not create it again.`
					: `${advice} Running the node again creates a new, paid task.`,
			);
		}
	});

	it('advises on a refused request, whatever its status', () => {
		for (const status of [400, 401, 403, 404, 409, 413, 422]) {
			expect(adviceIn(answerOf(status, { code: status, message: text }))).toBe(advice);
			expect(refused(status, { error: { message: text } }).problem.advice).toBe(advice);
		}
	});

	it('decides about a create with an error of the server only where it is certain', () => {
		for (const status of [200, 500]) {
			const exchange = answerOf(status, { code: 500, data: null, message: text });
			expect(exchange.outcome).toBe(isCertain ? 'refused' : unnamed);
			expect(adviceIn(exchange)).toBe(advice);
		}
		expect(refusedInside({ code: 500, message: text })?.problem.advice).toBe(
			isCertain ? advice : undefined,
		);
	});
});

describe('a text', () => {
	it.each<[string, TopicName]>([
		['failed to freeze point', 'credit'],
		['Insufficient plan level', 'plan'],
		['insufficient', 'credit'],
		['Your balance is insufficient', 'credit'],
		['Credits exhausted', 'credit'],
		['Your balance is too low', 'credit'],
		['You exceeded your current quota, please check your plan and billing details', 'credit'],
		['insufficient_quota', 'credit'],
		['AccountOverdueError', 'credit'],
		['InputImageSensitiveContentDetected.PolicyViolation', 'content'],
		['The prompt violates our usage policies', 'content'],
		['input image may contain a real person', 'content'],
		['NSFWDetected', 'content'],
		['Banned prompt: x', 'content'],
		['failed to decode input image', 'file'],
		['Error while fetching https://a.example/x.png: 403', 'file'],
		['could not be downloaded', 'file'],
		['download timed out', 'file'],
		['parent task is outdated', 'origin'],
		['parent task 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11 is outdated', 'origin'],
		['The model "veo-2" is not supported', 'ended'],
		['Suno has been discontinued', 'ended'],
		['Too Many Requests', 'pace'],
		['active task count 2 has reached the plan limit', 'pace'],
		['too many pending tasks', 'pace'],
		['too many running tasks', 'pace'],
		['the queue is full', 'pace'],
		['queue full', 'pace'],
		['concurrent task limit of your plan reached, upgrade your plan', 'pace'],
		['Your account has been banned', 'account'],
		['user input contains banned words', 'content'],
		['context deadline exceeded', 'trouble'],
		['failed to verify api key', 'key'],
		...[
			'restricted content',
			'Attempt 1 failed (content restriction), retrying.',
			'blocked by content filter',
			'Failed to pass the content review',
			'Your content was blocked',
			'blocked due to safety',
			'filtered out by Google Responsible AI practices',
		].map((text): [string, TopicName] => [text, 'content']),
		['generation timeout', 'trouble'],
	])('%p is about %s', (text, name) => expect(topicOf(text)?.name).toBe(name));

	it.each([
		'',
		'the prompt was refused',
		'asset:// is not supported',
		'origin_task_id is required',
		'parent_task_id must be a text',
		'transparent background needs png',
		'prefetched inputs are missing',
		'insufficient resolution: the image must be 300 pixels wide',
		'Insufficient lyrics',
		'seed is case-sensitive',
		'unique constraint violation',
		'safety_tolerance must be between 1 and 6',
		'40 frames per second are too few',
		'nsfwish',
		'planet',
		'the moderator',
		'credits',
		'topology is missing',
		'content review passed',
		'uncodeded',
		'The task is done. It was not supported by the model',
	])('%p is about nothing of the table', (text) => {
		expect(topicOf(text)?.name).toBeUndefined();
	});

	it('that nobody knows leads to what it says itself', () => {
		expect(failedWith({ message: 'cfg_scale: 7 is over 1' }).advice).toBe(
			'Fix what the message points to and run the node again; this creates a new, paid task.',
		);
	});

	it('that is missing leads to a new task, and then to PiAPI', () => {
		expect(adviceForFailure('')).toContain('ask PiAPI');
	});
});

describe('an HTTP status', () => {
	const codes = [
		'400',
		'401',
		'402',
		'403',
		'404',
		'405',
		'408',
		'409',
		'413',
		'415',
		'422',
		'429',
	];

	it.each([...codes, '500', '502', '524', '418'])('%s has advice, as a sentence', (code) => {
		expect(adviceOn(code).advice).toMatch(/^[A-Z].+\.$/);
	});

	it('has advice of its own for each row', () => {
		expect(Object.keys(STATUSES)).toEqual([...codes, '5xx', 'other']);
		for (const code of codes) expect(adviceOn(code).advice).toBe(STATUSES[code]?.advice);
	});
});

it('every advice is a whole sentence, and every meaning a line', () => {
	for (const { advice, meaning } of [...TOPICS, ...Object.values(STATUSES)]) {
		expect(advice).toMatch(/^[A-Z][^\n]+\.$/);
		expect(meaning).toMatch(/^[A-Z][^\n]+[^.]$/);
	}
});
