import type { AnswerShape } from './answerShape';
import { recordedAnswers, type RecordedAnswer } from '../recorded/recorded';
import { factNames, familyFacts, type SimulatedTaskFacts } from '../facts/facts';
import { factsOfRequest } from './factsCheck';
import { isObject } from './json';
import { gapNames } from './gaps';
import type { TaskRequest } from './options';
import { isUsageType, usageTypes, type UsageType } from './usage';

interface RecordedTask {
	readonly model: string;
	readonly task_type: string;
	readonly status: string;
	readonly output: unknown;
	readonly meta: Readonly<Record<string, unknown>>;
	readonly logs: unknown;
	readonly error: unknown;
}

/** The task in a recorded answer: in an envelope, in a webhook, or by itself. */
export const taskIn = ({ body }: RecordedAnswer): RecordedTask | undefined => {
	const data = isObject(body) ? (body.data ?? body) : undefined;
	return isObject(data) && typeof data.task_type === 'string'
		? (data as unknown as RecordedTask)
		: undefined;
};

/** The unit of cost: that of the shape, else that of the answers that were recorded. */
export const usageTypeOf = ({ completed, unfinished, usage }: AnswerShape): UsageType => {
	const recorded = [completed, unfinished]
		.map((answer) => answer && taskIn(answer)?.meta.usage)
		.map((told) => (isObject(told) ? told.type : undefined))
		.find(isUsageType);
	return usage ?? recorded ?? 'point';
};

const kinds: ReadonlyArray<readonly [RegExp, string]> = [
	[/\.mp4$/, 'video'],
	[/\.(png|jpe?g|webp)$/, 'image'],
	[/\.mp3$/, 'audio'],
	[/\.glb$/, 'model'],
];

/** The kind of file at a link. */
export const kindOfLink = (url: string): string | undefined =>
	kinds.find(([pattern]) => pattern.test(url))?.[1];

/** What a completed answer is: the kind of its main link, or text. */
const kindOf = ({ expect: { url, text } }: RecordedAnswer): string | undefined => {
	if (typeof url === 'string') return kindOfLink(url);
	return text === undefined ? undefined : 'text';
};

const families = factNames.map(familyFacts);

const familyOf = (fact: SimulatedTaskFacts): string | undefined =>
	families.find(({ tasks }) => tasks.some((task) => task === fact))?.family;

const isUnfinished = ({ status }: RecordedTask): boolean =>
	/^(pending|processing|staged|)$/i.test(status);

const fits = (answer: RecordedAnswer, request: TaskRequest, completed: boolean): boolean => {
	const task = taskIn(answer);
	if (task === undefined || answer.kind === 'error') return false;
	if (completed ? kindOf(answer) === undefined : !isUnfinished(task)) return false;
	return task.model === request.model && task.task_type === request.task_type;
};

const fitsFamily = (
	answer: RecordedAnswer,
	fact: SimulatedTaskFacts,
	completed: boolean,
): boolean => {
	const task = taskIn(answer);
	if (task === undefined || answer.family !== familyOf(fact)) return false;
	const kind = fact.output.find((output) => output.kind !== 'json')?.kind;
	// The content of a text depends on the task type.
	return completed ? kind !== 'text' && kindOf(answer) === kind : isUnfinished(task);
};

/**
 * The answers that were recorded of a task type. Where there are none, those of its family with the same kind of result,
 * as variants: nobody has recorded them of this one.
 */
export const recordedOf = (request: TaskRequest, completed: boolean): RecordedAnswer[] => {
	const own = recordedAnswers.filter((answer) => fits(answer, request, completed));
	if (own.length > 0) return own;
	const fact = factsOfRequest(request, families);
	return fact === undefined
		? []
		: recordedAnswers
				.filter((answer) => fitsFamily(answer, fact, completed))
				.map((answer) => ({ ...answer, source: 'variant' }));
};

/** Shapes that were recorded, with a gap and a unit of cost for each; the same seed gives the same. */
export const recordedShapes =
	(seed: number) =>
	(request: TaskRequest, taskNumber: number): AnswerShape => {
		const pick = <T>(choices: readonly T[]): T | undefined =>
			choices[(seed + taskNumber) % choices.length];
		const gap = pick([...gapNames, undefined]);
		return {
			completed: pick([...recordedOf(request, true), undefined]),
			unfinished: pick([...recordedOf(request, false), undefined]),
			usage: pick([...usageTypes, undefined]),
			gaps: gap === undefined ? [] : [gap],
		};
	};
