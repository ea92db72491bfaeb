import type { RecordedAnswer } from '../recorded/recorded';
import { isObject, mapValues, type Json } from './json';
import { withGaps, type Stage } from './gaps';
import { resultUrl } from './outputs';
import { taskIn } from './recordedShapes';
import type { SimulatedTask } from './tasks';
import { isUsageType, type UsageType } from './usage';

/** The unit of cost: the one that the shape asks for, else that of the answers that were recorded. */
export const usageTypeOf = ({ shape }: SimulatedTask): UsageType => {
	const recorded = [shape.completed, shape.unfinished]
		.map((answer) => answer && taskIn(answer)?.meta.usage)
		.map((usage) => (isObject(usage) ? usage.type : undefined))
		.find(isUsageType);
	return shape.usage ?? recorded ?? 'point';
};

const stageOf = (task: SimulatedTask, status: string, now: number): Stage => {
	if (now < task.createdAt) return 'create';
	if (status === 'completed') return 'completed';
	return ['pending', 'processing'].includes(status) ? 'unfinished' : 'failed';
};

/** The recorded answer that the task looks like; none when it failed, or has an output of the test's own. */
const recordedAt = (
	{ shape, outcome }: SimulatedTask,
	stage: Stage,
): RecordedAnswer | undefined => {
	if (stage === 'completed') return outcome === 'completed' ? shape.completed : undefined;
	return stage === 'failed' ? undefined : shape.unfinished;
};

/** The links of a recorded answer lead to the task's own files, of the same names. */
const withLinks = (value: unknown, link: (name: string) => string): unknown =>
	mapValues(value, (inner) =>
		typeof inner === 'string' && /^https?:/.test(inner)
			? link(inner.split('/').at(-1) ?? '')
			: inner,
	);

/** What a recorded answer has in a form of its own; its input and its times are those of another task. */
const recordedParts = (
	answer: RecordedAnswer,
	stage: Stage,
	link: (name: string) => string,
): Json => {
	const task = taskIn(answer);
	if (task === undefined) return {};
	const { output, logs, meta, status } = task;
	return {
		output: withLinks(output, link),
		logs,
		...(Object.keys(meta).length === 0 ? { meta } : {}),
		...(status === '' && stage === 'create' ? { status } : {}),
	};
};

/** The `data` of an answer, in the shape that the task has. */
export const inShape = (
	task: SimulatedTask,
	data: Json,
	status: string,
	fileUrl: string,
	now: number,
): Json => {
	const stage = stageOf(task, status, now);
	const answer = recordedAt(task, stage);
	const link = (name: string): string => resultUrl(fileUrl, task.id, name);
	const recorded = answer === undefined ? {} : recordedParts(answer, stage, link);
	return withGaps({ ...data, ...recorded }, task.shape.gaps, stage);
};
