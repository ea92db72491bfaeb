import type { Clock } from './clock';
import type { DeliveryRecord } from './deliveries';
import { isObject } from './json';
import type { Ledger } from './ledger';
import { secondsFor, type Behaviour } from './options';
import { statusWord } from './taskView';
import type { SimulatedTask } from './simulatedTask';
import { joinHeaders, type PostHeaders } from './webhookPost';
import type { WebhookSender } from './webhookSender';

/** A webhook that a test sends. What is left out is as PiAPI would send it now. */
export interface Notice {
	/** The status in the body, and with it the rest of the task as of then. */
	readonly status?: string;
	readonly endpoint?: string;
	/** An empty text sends no secret. */
	readonly secret?: string;
	/** In place of `{timestamp, data}`; text and bytes go out as they are. */
	readonly body?: unknown;
	/** Added to or put in place of the usual ones, in the spelling given here. */
	readonly headers?: PostHeaders;
	readonly times?: number;
	readonly atOnce?: boolean;
	readonly tries?: number;
}

export interface ManyNotices extends Notice {
	/** How many tasks have a webhook in flight at a time; all of them by default. */
	readonly concurrency?: number;
}

type View = (task: SimulatedTask, now: number) => Record<string, unknown>;

interface TaskEvent {
	readonly moment: number;
	readonly status: () => string;
	/** Whether it happens: a canceled task neither starts nor finishes. */
	readonly holds: () => boolean;
}

/** Timers cannot run longer than this, so that a later end is as good as none. */
const LONGEST_SLEEP = 2 ** 31 - 1;

const endings: readonly string[] = ['completed', 'failed'];

const configOf = (task: SimulatedTask | undefined): { endpoint: string; secret: string } => {
	const { endpoint = '', secret = '' } = task?.request.config?.webhook_config ?? {};
	return { endpoint, secret };
};

/** A time at which the task has, had or would have this status. */
const momentOf = (task: SimulatedTask, status: string, now: number): number => {
	const word = status.toLowerCase();
	if (word === 'pending') return task.createdAt - 1;
	if (word === 'processing') return Math.max(task.startsAt, Math.min(now, task.endsAt - 1));
	return endings.includes(word) && task.endsAt !== Infinity ? Math.max(now, task.endsAt) : now;
};

const eventsOf = (task: SimulatedTask, behaviour: Behaviour): TaskEvent[] => {
	const { created, progress } = behaviour.webhookEvents;
	const beginnings: TaskEvent[] = [
		...(created ? [{ moment: task.createdAt, status: () => 'pending', holds: () => true }] : []),
		...(progress
			? [{ moment: task.startsAt, status: () => 'processing', holds: () => !task.cancelled }]
			: []),
	];
	const endsAt = task.endsAt;
	const endWord = (): string => task.statusAt(endsAt);
	const end = { moment: endsAt, status: endWord, holds: () => endings.includes(endWord()) };
	return behaviour.webhookOrder === 'endFirst' ? [end, ...beginnings] : [...beginnings, end];
};

const contentOf = (body: unknown): Buffer => {
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

const statusIn = (body: unknown): string => {
	const data = isObject(body) && isObject(body.data) ? body.data : {};
	return typeof data.status === 'string' ? data.status : '';
};

/** Sends the status of tasks to their endpoints. */
export class Webhooks {
	constructor(
		private readonly behaviour: Behaviour,
		private readonly clock: Clock,
		private readonly ledger: Ledger,
		private readonly sender: WebhookSender,
		private readonly view: View,
	) {}

	/** Sends the webhooks of a new task in time, if it has an endpoint. */
	watch(task: SimulatedTask, taskNumber: number): void {
		if (configOf(task).endpoint !== '') void this.sender.track(this.sendEvents(task, taskNumber));
	}

	async notify(taskId: string, notice: Notice = {}): Promise<DeliveryRecord[]> {
		return await this.send(taskId, notice, this.clock.now()).done;
	}

	async notifyMany(
		taskIds: readonly string[],
		{ concurrency = taskIds.length, ...notice }: ManyNotices = {},
	): Promise<DeliveryRecord[]> {
		const records: DeliveryRecord[] = [];
		const waiting = taskIds.values();
		const work = async (): Promise<void> => {
			// All share one iterator, so that each takes the next task that nobody has taken.
			for (const taskId of waiting) records.push(...(await this.notify(taskId, notice)));
		};
		await Promise.all(Array.from({ length: concurrency }, work));
		return records;
	}

	private async sendEvents(task: SimulatedTask, taskNumber: number): Promise<void> {
		const { behaviour, clock, sender } = this;
		let earliest = 0;
		for (const { moment, status, holds } of eventsOf(task, behaviour)) {
			// Webhooks in the wrong order are still sent one after the other.
			earliest = Math.max(earliest, moment);
			const delay = secondsFor(behaviour.webhookDelaySeconds, task.request, taskNumber) * 1000;
			const wait = earliest + delay - clock.now();
			if (wait > LONGEST_SLEEP || !(await sender.sleep(Math.max(0, wait)))) return;
			if (!holds() || behaviour.webhookLost(task.request, taskNumber, status())) continue;
			const { webhookTimes: times, webhookAtOnce: atOnce, statusCase } = behaviour;
			const word = statusWord(status(), statusCase);
			// The next one waits for the first try only, so that a slow receiver gets them in order.
			await this.send(task.id, { status: word, times, atOnce }, moment).begun;
		}
	}

	private send(taskId: string, notice: Notice, now: number): ReturnType<WebhookSender['send']> {
		const task = this.ledger.task(taskId);
		const config = configOf(task);
		const { secret = config.secret } = notice;
		const body = notice.body ?? this.bodyFor(taskId, task, notice.status, now);
		const usual: PostHeaders = {
			'content-type': 'application/json',
			'x-webhook-secret': secret === '' ? undefined : secret,
		};
		return this.sender.send({
			taskId,
			status: notice.status ?? statusIn(body),
			endpoint: this.behaviour.webhookRoute(notice.endpoint ?? config.endpoint),
			headers: joinHeaders(usual, notice.headers ?? {}),
			body: contentOf(body),
			times: notice.times ?? 1,
			atOnce: notice.atOnce ?? false,
			tries: notice.tries ?? this.behaviour.webhookTries,
		});
	}

	private bodyFor(
		taskId: string,
		task: SimulatedTask | undefined,
		status: string | undefined,
		now: number,
	): unknown {
		const timestamp = Math.floor(now / 1000);
		if (task === undefined) return { timestamp, data: { task_id: taskId, status: status ?? '' } };
		if (status === undefined) return { timestamp, data: this.view(task, now) };
		return { timestamp, data: { ...this.view(task, momentOf(task, status, now)), status } };
	}
}
