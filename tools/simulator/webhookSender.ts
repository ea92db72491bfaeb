import type { Clock } from './clock';
import { isTaken, type DeliveryRecord } from './deliveries';
import type { Ledger } from './ledger';
import type { Behaviour } from './options';
import { endpointProblem, post, type Post } from './webhookPost';

/** A webhook that is ready to be sent. */
interface OutgoingWebhook extends Post {
	readonly taskId: string;
	readonly status: string;
	/** How often the whole is sent. */
	readonly times: number;
	/** All of them at the same time, instead of one after the other. */
	readonly atOnce: boolean;
	/** How often each is tried until a 2xx. */
	readonly tries: number;
}

interface Sending {
	/** Resolves with the first try. */
	readonly begun: Promise<void>;
	/** Every try, once the last one has finished. */
	readonly done: Promise<DeliveryRecord[]>;
}

type RetryRule = Pick<Behaviour, 'webhookPauseSeconds' | 'webhookTimeoutSeconds'>;

const messageOf = (error: unknown): string => {
	if (!(error instanceof Error)) return String(error);
	return error.message || (error as NodeJS.ErrnoException).code || error.name;
};

/** Sends webhooks by PiAPI's retry rule and records every try. */
export class WebhookSender {
	private readonly inFlight = new Set<Promise<unknown>>();

	private readonly connections = new Set<Promise<void>>();

	private readonly closing = new AbortController();

	constructor(
		private readonly rule: RetryRule,
		private readonly clock: Clock,
		private readonly ledger: Ledger,
	) {}

	send(webhook: OutgoingWebhook): Sending {
		let begin = (): void => undefined;
		const begun = new Promise<void>((resolve) => {
			begin = resolve;
		});
		return { begun, done: this.track(this.sendAll(webhook, begin)) };
	}

	/** Counts work as in flight until it has finished. */
	async track<T>(work: Promise<T>): Promise<T> {
		this.inFlight.add(work);
		return await work.finally(() => this.inFlight.delete(work));
	}

	/** Waits on the simulator's clock. Returns false once the simulator is closed. */
	async sleep(milliseconds: number, stop = this.closing.signal): Promise<boolean> {
		if (!this.closed) {
			await this.clock.sleep(milliseconds, AbortSignal.any([stop, this.closing.signal]));
		}
		return !this.closed;
	}

	/** Resolves when nothing is in flight any more. */
	async idle(): Promise<void> {
		while (this.inFlight.size > 0) await Promise.allSettled(this.inFlight);
	}

	/** Drops everything that was not sent yet and every connection. */
	async close(): Promise<void> {
		this.closing.abort();
		await this.idle();
		await Promise.all(this.connections);
	}

	private get closed(): boolean {
		return this.closing.signal.aborted;
	}

	private async sendAll(webhook: OutgoingWebhook, begin: () => void): Promise<DeliveryRecord[]> {
		const deliver = async (): Promise<DeliveryRecord[]> => await this.deliver(webhook, begin);
		if (webhook.atOnce) {
			return (await Promise.all(Array.from({ length: webhook.times }, deliver))).flat();
		}
		const records: DeliveryRecord[] = [];
		for (let count = 1; count <= webhook.times; count += 1) records.push(...(await deliver()));
		return records;
	}

	private async deliver(webhook: OutgoingWebhook, begin: () => void): Promise<DeliveryRecord[]> {
		const records: DeliveryRecord[] = [];
		const { taskId, status, endpoint, tries } = webhook;
		const problem = endpointProblem(endpoint);
		for (let count = 1; count <= tries && !this.closed; count += 1) {
			const record = this.ledger.beginDelivery({ taskId, status, endpoint, try: count });
			records.push(record);
			if (problem === undefined) await this.attempt(webhook, record);
			else record.error = problem;
			begin();
			if (isTaken(record) || problem !== undefined || count === tries) break;
			await this.sleep(this.rule.webhookPauseSeconds * 1000);
		}
		begin();
		return records;
	}

	private async attempt(webhook: OutgoingWebhook, record: DeliveryRecord): Promise<void> {
		const start = performance.now();
		const seconds = this.rule.webhookTimeoutSeconds;
		const finished = new AbortController();
		const late = new AbortController();
		void this.sleep(seconds * 1000, finished.signal).then((isOpen) => {
			if (isOpen && !finished.signal.aborted) late.abort();
		});
		try {
			const { answered, closed } = post(
				webhook,
				AbortSignal.any([late.signal, this.closing.signal]),
			);
			this.connections.add(closed);
			void closed.then(() => this.connections.delete(closed));
			record.answered = await answered;
			record.milliseconds = performance.now() - start;
		} catch (error) {
			const isLate = late.signal.aborted && !this.closed;
			record.error = isLate ? `no answer within ${seconds} s` : messageOf(error);
			if (this.closed) record.error = 'the simulator was closed';
		} finally {
			finished.abort();
		}
	}
}
