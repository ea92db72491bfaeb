import type { IDataObject } from 'n8n-workflow';

import { openAccount } from '../../nodes/task/account';
import type { CreateJob, FollowJob, Job, JobResult } from '../../nodes/task/job';
import { openRecords } from '../../nodes/task/records';
import { openTaskRun, type TaskRunOptions } from '../../nodes/task/run';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import { createStop } from '../../nodes/transport/stopSignal';
import type { TaskRequest } from '../../nodes/transport/task';
import { answeredWith } from './connectionStage';
import { HandClock } from './handClock';

let stages = 0;

/** PiAPI and the account of one node, for one run of the node after the other. */
export class TaskRunStage {
	/** A kind of its own, so that nothing is known of how long it takes. */
	readonly model = `model ${++stages}`;

	readonly clock = new HandClock();

	/** Which account of the process it is; another one after n8n has restarted. */
	private account = this.model;

	/** What n8n keeps between tries. */
	readonly kept: IDataObject = {};

	/** The prompts of the creates, in the order of their requests. */
	readonly created: string[] = [];

	/** The IDs of the tasks that were checked. */
	readonly checked: string[] = [];

	readonly canceled: string[] = [];

	/** What PiAPI says of tasks that fail. */
	failure = 'No foxes';

	/** The same of a single task. */
	readonly failures = new Map<string, string>();

	/** Of the tasks, from now on; `completed` where nothing else is said. */
	readonly statuses = new Map<string, string>();

	/** Instead of PiAPI's answer to a create. */
	answerCreate: (prompt: string) => Exchange | Promise<Exchange | undefined> | undefined = () =>
		undefined;

	/** Instead of PiAPI's answer to a check. */
	answerCheck: (taskId: string) => Exchange | undefined = () => undefined;

	/** Instead of PiAPI's answer to a cancel; it cancels the task where nothing else is said. */
	answerCancel: (taskId: string) => Exchange | Promise<Exchange | undefined> | undefined = () =>
		undefined;

	/** The ID of the task that a create gets, by its place in `created`. */
	idAt(index: number): string {
		return `task ${this.created[index]}`;
	}

	/** The task that PiAPI creates for a prompt has the ID `task <prompt>`. */
	task(taskId: string, status = this.statuses.get(taskId) ?? 'completed'): IDataObject {
		return {
			task_id: taskId,
			status,
			model: this.model,
			task_type: 'hunt',
			input: { prompt: taskId.replace('task ', '') },
			error: { message: status === 'failed' ? (this.failures.get(taskId) ?? this.failure) : '' },
			meta: { created_at: new Date(this.clock.now()).toISOString() },
		};
	}

	requestOf(prompt: string): TaskRequest {
		return { model: this.model, task_type: 'hunt', input: { prompt } };
	}

	/** A job that creates a task with this prompt. */
	create(prompt: string, itemIndex = 0, more: Partial<CreateJob> = {}): CreateJob {
		return {
			kind: 'create',
			itemIndex,
			awaits: true,
			returnUnfinished: false,
			cancelOnStop: false,
			pace: { typical: 15_000, timeout: 600_000 },
			digest: async () => await Promise.resolve(prompt),
			request: async () => await Promise.resolve(this.requestOf(prompt)),
			constantRequest: this.requestOf(prompt),
			...more,
		};
	}

	follow(taskId: string, more: Partial<FollowJob> = {}): FollowJob {
		return {
			kind: 'follow',
			itemIndex: 0,
			taskId,
			awaits: true,
			returnUnfinished: false,
			cancelOnStop: false,
			pace: { typical: 15_000, timeout: 600_000 },
			...more,
		};
	}

	/** Ends the process of n8n, which loses what its runs know of each other. */
	restart(): void {
		this.account += ' again';
	}

	openAccount() {
		return openAccount(this.account, { clock: this.clock, random: () => 0 });
	}

	private readonly client = {
		createTask: async ({ input }, mayGo) => {
			if (!mayGo()) return { outcome: 'canceled' };
			const prompt = String(input.prompt);
			this.created.push(prompt);
			const id = this.idAt(this.created.length - 1);
			return (await this.answerCreate(prompt)) ?? answeredWith(this.task(id, 'pending'));
		},
		getTask: async (taskId) => {
			this.checked.push(taskId);
			return await Promise.resolve(this.answerCheck(taskId) ?? answeredWith(this.task(taskId)));
		},
		getHistory: async ({ page }) => {
			const rows = this.created.map((_, index) => ({ task_id: this.idAt(index) }));
			return await Promise.resolve(answeredWith(page === 1 ? rows : []));
		},
		cancelTask: async (taskId) => {
			this.canceled.push(taskId);
			const answer = await this.answerCancel(taskId);
			if (answer === undefined) this.statuses.set(taskId, 'canceled');
			return answer ?? answeredWith(null);
		},
		cancelTaskThroughStop: async (taskId) => {
			this.canceled.push(taskId);
			return await Promise.resolve(answeredWith(null));
		},
	} as Partial<Client> as Client;

	/** One run of the node; its jobs run at once. */
	open(jobs: readonly Job[], more: Partial<TaskRunOptions> = {}, executionId = 'execution') {
		const stop = createStop();
		const ending = createStop(stop.signal);
		const seen: string[] = [];
		const warnings: string[] = [];
		const results: Array<JobResult | 'thrown'> = [];
		const taskRun = openTaskRun(jobs, {
			client: this.client,
			clock: this.clock,
			time: createPiApiTime(),
			random: () => 0.5,
			account: this.openAccount(),
			records: openRecords(this.kept, 0, executionId),
			executionId,
			report: { warn: (text) => warnings.push(text) },
			onSeen: ({ id, status }) => seen.push(`${id} ${status}`),
			stop: stop.signal,
			ending,
			endWhenCreated: false,
			failFast: false,
			...more,
		});
		for (const [index, job] of jobs.entries()) {
			void taskRun.run(job).then(
				(result) => (results[index] = result),
				() => (results[index] = 'thrown'),
			);
		}
		return { taskRun, stop, ending, seen, warnings, results };
	}

	/** A run of the node, and what there is of it after so many seconds. */
	async run(jobs: readonly Job[], seconds = 60, more: Partial<TaskRunOptions> = {}) {
		const run = this.open(jobs, more);
		await this.clock.advance(seconds * 1000);
		return run;
	}
}
