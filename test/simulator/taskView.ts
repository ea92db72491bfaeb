import { wireTime } from './clock';
import type { FamilyFacts } from './facts';
import { factsOfRequest } from './factsCheck';
import type { Behaviour } from './options';
import { outputOf } from './outputs';
import type { SimulatedTask } from './tasks';

/** What one task costs here, in PiAPI's points. */
export const POINTS = 700000;

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The status in the spelling that this PiAPI uses. */
export const statusWord = (status: string, statusCase: Behaviour['statusCase']): string =>
	statusCase === 'capitalised' ? capitalised(status) : status;

const echoOf = (task: SimulatedTask, families: readonly FamilyFacts[]): unknown => {
	const { input } = task.request;
	const facts = factsOfRequest(task.request, families);
	const defaults = (facts?.input ?? [])
		.filter((field) => field.default !== undefined && !/[.[]/.test(field.path))
		.map(({ path, default: value }) => [path, value]);
	return { ...Object.fromEntries(defaults), ...input };
};

const errorOf = ({ outcome }: SimulatedTask, status: string): unknown => {
	const failed =
		status === 'failed' && typeof outcome === 'object' && 'failed' in outcome
			? outcome.failed
			: undefined;
	return {
		code: failed?.code ?? 0,
		raw_message: failed?.raw_message ?? '',
		message: failed?.message ?? '',
		detail: null,
	};
};

const metaOf = (task: SimulatedTask, status: string, now: number): unknown => ({
	created_at: wireTime(task.createdAt),
	started_at: wireTime(!task.cancelled && task.startsAt <= now ? task.startsAt : undefined),
	ended_at: wireTime(task.endsAt <= now ? task.endsAt : undefined),
	usage: { type: 'point', frozen: POINTS, consume: status === 'completed' ? POINTS : 0 },
	is_using_private_pool: task.request.config?.service_mode === 'private',
});

/** `data` of a create and of a look. The webhook secret comes back in clear, as it does at PiAPI. */
export const taskView = (
	task: SimulatedTask,
	behaviour: Behaviour,
	families: readonly FamilyFacts[],
	fileUrl: string,
	now: number,
): Record<string, unknown> => {
	const { model, task_type, config } = task.request;
	const status = task.statusAt(now);
	return {
		task_id: task.id,
		model,
		task_type,
		status: statusWord(status, behaviour.statusCase),
		config: {
			service_mode: config?.service_mode || 'public',
			webhook_config: {
				endpoint: config?.webhook_config?.endpoint ?? '',
				secret: config?.webhook_config?.secret ?? '',
			},
		},
		input: behaviour.echo === 'empty' ? {} : echoOf(task, families),
		output: outputOf(task, families, fileUrl, now),
		meta: metaOf(task, status, now),
		detail: null,
		logs: [],
		error: errorOf(task, status),
	};
};
