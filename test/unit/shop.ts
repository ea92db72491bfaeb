import type { IDataObject } from 'n8n-workflow';

import { openBudget } from '../../nodes/task/budget';
import type { CreateJob } from '../../nodes/task/job';
import { OrElseStage, UNITS } from './orElseStage';

export type Told = 'atCreate' | 'atEnd' | 'never';

/** PiAPI with prices: by prompt, or 0.1 dollars. */
export class Shop extends OrElseStage {
	readonly prices = new Map<string, number>();

	constructor(private readonly told: Told = 'atCreate') {
		super();
	}

	override task(taskId: string, status = this.statuses.get(taskId) ?? 'completed'): IDataObject {
		const task = super.task(taskId, status);
		const usd = this.prices.get(taskId.replace('task ', '')) ?? 0.1;
		const isTold = this.told === 'atCreate' || (this.told === 'atEnd' && status === 'completed');
		const frozen = isTold ? usd * UNITS : 0;
		const consume = isTold && status === 'completed' ? usd * UNITS : 0;
		const usage = this.usages.get(taskId) ?? { type: 'point', frozen, consume };
		return {
			...task,
			meta: {
				...(task.meta as IDataObject),
				ended_at: new Date(this.clock.now()).toISOString(),
				...(this.told === 'never' ? {} : { usage }),
			},
		};
	}

	/** What the tasks of the creates cost. */
	spent(): number {
		return this.created.reduce((sum, prompt) => sum + (this.prices.get(prompt) ?? 0.1), 0);
	}

	async buy(prompts: readonly string[], limit: number, estimateUsd?: number, seconds = 600) {
		const jobs = prompts.map((prompt, index) => this.create(prompt, index, { estimateUsd }));
		return await this.buyAll(jobs, limit, seconds);
	}

	async buyAll(jobs: readonly CreateJob[], limit: number, seconds = 600) {
		return await this.run(jobs, seconds, { budget: openBudget(this.kept, limit) });
	}
}
