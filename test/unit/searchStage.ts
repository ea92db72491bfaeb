import type { IDataObject } from 'n8n-workflow';

import { createAccount, type Account } from '../../nodes/task/account';
import { createSearch, type Finding, type NotFound, type Sent } from '../../nodes/task/search';
import type { Client, HistoryQuery } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import { createProblem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import type { TaskRequest } from '../../nodes/transport/task';
import { HandClock } from './handClock';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const FOX: TaskRequest = {
	model: 'midjourney',
	task_type: 'imagine',
	input: { prompt: 'a fox' },
};

const answered = (data: unknown): Exchange => ({
	outcome: 'answered',
	envelope: { code: 200, data, message: '', body: {} },
});
export const failed = (outcome: 'refused' | 'unclear'): Exchange => ({
	outcome,
	problem: createProblem({ message: 'no', advice: 'wait' }),
});

export interface FakeTask {
	readonly id: string;
	/** Milliseconds since the epoch, PiAPI's time. */
	readonly createdAt: number;
	readonly request: TaskRequest;
	readonly echo?: IDataObject;
	/** Not in the task itself. */
	readonly hidesTime?: boolean;
	readonly unreadable?: boolean;
	/** The ID that a status request shows instead. */
	readonly answersAs?: string;
	/** Milliseconds after which the history shows it. */
	readonly lag?: number;
}

export type Row = (task: FakeTask) => IDataObject;
export const ROW: Row = ({ id, createdAt }) => ({
	task_id: id,
	created_at: Math.floor(createdAt / SECOND),
});

export interface Behaviour {
	row: Row;
	list: (rows: IDataObject[], page: number) => unknown;
	/** Instead of an answer. */
	failing: (count: number) => Exchange | undefined;
	/** Its clock less this machine's. */
	offset: number;
	tellsTime: boolean;
	startIsExcluded: boolean;
	ignoresEnd?: boolean;
}

export const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** PiAPI, whose clock is on its own. Requests take 20 ms. */
export class FakePiApi {
	readonly clock = new HandClock();

	readonly tasks: FakeTask[] = [];

	readonly behaviour: Behaviour = {
		row: ROW,
		list: (rows) => ({ data: rows }),
		failing: () => undefined,
		offset: 0,
		tellsTime: true,
		startIsExcluded: false,
	};

	readonly account: Account = createAccount({ clock: this.clock, random: () => 0 });

	/** When the create was sent, by this machine's clock. */
	sentAt = this.clock.now();

	historyReads = 0;

	/** Up to when the history was asked for; milliseconds since the epoch, PiAPI's time. */
	readonly askedUntil: Array<number | undefined> = [];

	readonly time = createPiApiTime();

	now(): number {
		return this.clock.now() + this.behaviour.offset;
	}

	/** A task that is created now, or so many milliseconds later. */
	add(id: string, later = 0, facts: Partial<FakeTask> = {}): void {
		this.tasks.push({ id, createdAt: this.now() + later, request: FOX, ...facts });
	}

	private async answer(exchange: () => Exchange): Promise<Exchange> {
		const sentAt = this.clock.now();
		await this.clock.sleep(10);
		const date = new Date(this.now()).toUTCString();
		const result = exchange();
		await this.clock.sleep(10);
		if (this.behaviour.tellsTime) this.time.observe(date, sentAt, this.clock.now());
		return result;
	}

	private history({ page, startTime = 0, endTime }: HistoryQuery): Exchange {
		this.historyReads++;
		this.askedUntil.push(endTime === undefined ? undefined : endTime * SECOND);
		const { failing, row, list, startIsExcluded, ignoresEnd } = this.behaviour;
		const failure = failing(this.historyReads);
		if (failure) return failure;
		const rows = this.tasks
			.filter(({ createdAt, lag = 0 }) => createdAt + lag <= this.now())
			.filter(({ createdAt }) => {
				const second = Math.floor(createdAt / SECOND);
				const isBefore = endTime !== undefined && ignoresEnd !== true && second > endTime;
				return !isBefore && (startIsExcluded ? second > startTime : second >= startTime);
			})
			.sort((one, other) => other.createdAt - one.createdAt);
		return answered(list(rows.slice((page - 1) * 100, page * 100).map(row), page));
	}

	private view(taskId: string): Exchange {
		const task = this.tasks.find(({ id }) => id === taskId);
		if (task === undefined || task.unreadable) return failed('refused');
		const { model, task_type, input } = task.request;
		return answered({
			task_id: task.answersAs ?? taskId,
			status: 'pending',
			model,
			task_type,
			input: task.echo ?? input,
			meta: task.hidesTime ? {} : { created_at: iso(task.createdAt) },
		});
	}

	/** One run with a search of its own. */
	openRun() {
		const client = {
			getHistory: async (query) => await this.answer(() => this.history(query)),
			getTask: async (taskId) => await this.answer(() => this.view(taskId)),
		} as Pick<Client, 'getHistory' | 'getTask'> as Client;
		const stop = createStop();
		const { clock, time, account } = this;
		const search = createSearch({ client, clock, time, signal: stop.signal, account });
		return { search, stop };
	}

	/** A create that was sent at `sentAt`. */
	sent(createId = 'create', more: Partial<Sent> = {}): Sent {
		return { createId, sentAt: this.sentAt, ...more };
	}

	/** Searches of runs of their own, one for each request, all at once. Then so many milliseconds pass. */
	async searching(
		requests: readonly TaskRequest[] = [FOX],
		milliseconds = 2 * MINUTE,
		more: Partial<Sent> = {},
	): Promise<Finding[]> {
		const found: Finding[] = [];
		requests.forEach((request, index) => {
			const { search } = this.openRun();
			void search
				.find(request, this.sent(`create ${index}`, more))
				.then((finding) => (found[index] = finding));
		});
		await this.clock.advance(milliseconds);
		return found;
	}

	/** The same as long after the create as its task may still appear. */
	async searchingLate(requests: readonly TaskRequest[] = [FOX]): Promise<Finding[]> {
		const sentAtPiApi = this.sentAt + this.behaviour.offset;
		await this.clock.advance(5 * MINUTE);
		return await this.searching(requests, 2 * MINUTE, { sentAtPiApi });
	}
}

export const idOf = (finding: Finding | undefined): string | undefined =>
	finding && 'taskId' in finding ? finding.taskId : undefined;
export const notFound = (finding: Finding | undefined): NotFound => finding as NotFound;
