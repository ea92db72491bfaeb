import type { IDataObject } from 'n8n-workflow';

import type { CreateJob, JobResult } from '../../nodes/task/job';
import type { FailureReason } from '../../nodes/task/failedAttempt';
import { createProblem } from '../../nodes/transport/problem';
import { TaskRunStage } from './taskRunStage';

export const UNITS = 10_000_000;

export interface Chain extends Partial<CreateJob> {
	readonly on?: readonly FailureReason[];
}

/** PiAPI for items that may try several models. */
export class OrElseStage extends TaskRunStage {
	/** `usage` of tasks, by ID. */
	readonly usages = new Map<string, IDataObject>();

	/** The second task for the same prompt is `task <prompt> again`. */
	override idAt(index: number): string {
		const prompt = this.created[index];
		const before = this.created.slice(0, index).filter((other) => other === prompt);
		return `task ${prompt}${' again'.repeat(before.length)}`;
	}

	override task(taskId: string, status = this.statuses.get(taskId) ?? 'completed'): IDataObject {
		const task = super.task(taskId, status);
		const usage = this.usages.get(taskId);
		const [, prompt] = taskId.split(' ');
		return {
			...task,
			input: { prompt },
			meta: { ...(task.meta as IDataObject), ...(usage && { usage }) },
		};
	}

	/** A job for the first prompt, with one for each other prompt if it fails. The prompts are the names of the models. */
	chain(prompts: readonly string[], itemIndex = 0, { on, ...more }: Chain = {}): CreateJob {
		const reasons = on ?? ['refused', 'failed', 'timeout'];
		const jobs = prompts.map((prompt, attempt) =>
			this.create(prompt, itemIndex, { name: prompt, attempt, source: `${itemIndex}`, ...more }),
		);
		const chain = jobs.reduceRight<CreateJob | undefined>(
			(next, job) => (next === undefined ? job : { ...job, orElse: { on: reasons, job: next } }),
			undefined,
		);
		if (chain === undefined) throw new Error('A chain has a model.');
		return chain;
	}

	/** Their tasks fail. */
	fail(...prompts: readonly string[]): void {
		prompts.forEach((prompt) => this.statuses.set(`task ${prompt}`, 'failed'));
	}

	/** Their tasks are worked on, until something else is said. */
	work(...prompts: readonly string[]): void {
		prompts.forEach((prompt) => this.statuses.set(`task ${prompt}`, 'processing'));
	}

	/** A run that ends before its job does. */
	async interrupt(prompts: readonly string[], seconds = 20): Promise<void> {
		const run = await this.run([this.chain(prompts)], seconds);
		run.stop.stop();
		run.taskRun.close();
		await this.clock.advance(0);
		expect(run.results).toEqual([undefined]);
	}

	/** What n8n does between an execution and a retry of it. */
	store(): void {
		const stored = JSON.parse(JSON.stringify(this.kept)) as IDataObject;
		Object.keys(this.kept).forEach((key) => delete this.kept[key]);
		Object.assign(this.kept, stored);
		this.restart();
	}

	/** PiAPI refuses to create tasks for these prompts. */
	refuse(...prompts: readonly string[]): void {
		this.answerCreate = (prompt) => (prompts.includes(prompt) ? refusal(prompt) : undefined);
	}
}

export const refusal = (prompt: string, isContent = false) => ({
	outcome: 'refused' as const,
	problem: createProblem({
		message: `No ${prompt}`,
		advice: 'Do this.',
		httpCode: '400',
		isContent,
	}),
});

export const lost = {
	outcome: 'unclear' as const,
	problem: createProblem({ message: 'No answer', advice: 'Look.' }),
};

/** Short, so that a task is late soon. */
export const quick = { typical: 1_000, timeout: 10_000 };

export type Result = JobResult | 'thrown';

export const problemIn = (result: Result) => {
	if (typeof result !== 'object' || !('problem' in result)) throw new Error('It has a problem.');
	return result.problem;
};
