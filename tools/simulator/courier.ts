import type { Clock } from './clock';
import { isTaken, type DeliveryRecord } from './deliveries';
import type { Ledger } from './ledger';
import type { Behaviour } from './options';
import { endpointProblem, post, type Post, type Posting } from './webhookPost';

/** A webhook that is ready to go. */
export interface Letter extends Post {
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
	/** Ends with the first try. */
	readonly begun: Promise<void>;
	/** Every try, once the last one has finished. */
	readonly done: Promise<DeliveryRecord[]>;
}

type CourierRules = Pick<Behaviour, 'webhookPauseSeconds' | 'webhookTimeoutSeconds'>;

const CLOSED = 'the simulator was closed';

const wordsOf = (error: unknown): string => {
	if (!(error instanceof Error)) return String(error);
	const { code } = error as Error & { code?: string };
	return error.message || code || error.name;
};

/** Sends webhooks by PiAPI's retry rule and writes down every try. */
export class Courier {
	private readonly underWay = new Set<Promise<unknown>>();

	private readonly rests = new Set<AbortController>();

	private readonly postings = new Set<Posting>();

	private closed = false;

	constructor(
		private readonly rules: CourierRules,
		private readonly clock: Clock,
		private readonly ledger: Ledger,
	) {}

	send(letter: Letter): Sending {
		let begin: () => void = () => undefined;
		const begun = new Promise<void>((resolve) => {
			begin = resolve;
		});
		return { begun, done: this.keep(this.sendAll(letter, begin)) };
	}

	/** Counts work as in flight until it has finished. */
	keep<T>(work: Promise<T>): Promise<T> {
		const tracked = work.finally(() => this.underWay.delete(tracked));
		this.underWay.add(tracked);
		return tracked;
	}

	/** Waits on the simulator's clock and says whether there is still anything to do. */
	async rest(milliseconds: number, stop = new AbortController()): Promise<boolean> {
		if (this.closed) return false;
		this.rests.add(stop);
		const stopped = new Promise<void>((resolve) => {
			stop.signal.addEventListener('abort', () => resolve(), { once: true });
		});
		await Promise.race([this.clock.sleep(milliseconds, stop.signal), stopped]);
		this.rests.delete(stop);
		return !this.closed;
	}

	/** Ends when nothing is in flight any more. */
	async idle(): Promise<void> {
		while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
	}

	/** Drops everything that was not sent yet and every connection. */
	async close(): Promise<void> {
		this.closed = true;
		for (const stop of this.rests) stop.abort();
		const open = [...this.postings];
		for (const posting of open) posting.destroy();
		await this.idle();
		await Promise.all(open.map(({ closed }) => closed));
	}

	private async sendAll(letter: Letter, begin: () => void): Promise<DeliveryRecord[]> {
		const copies = Array.from({ length: letter.times }, () => letter);
		if (letter.atOnce) {
			return (await Promise.all(copies.map((copy) => this.deliver(copy, begin)))).flat();
		}
		const records: DeliveryRecord[] = [];
		for (const copy of copies) records.push(...(await this.deliver(copy, begin)));
		return records;
	}

	private async deliver(letter: Letter, begin: () => void): Promise<DeliveryRecord[]> {
		const records: DeliveryRecord[] = [];
		const refused = endpointProblem(letter.endpoint);
		for (let count = 1; count <= letter.tries && !this.closed; count += 1) {
			const record = await this.attempt(letter, count, refused);
			records.push(record);
			begin();
			if (isTaken(record) || refused !== undefined || count === letter.tries) break;
			await this.rest(this.rules.webhookPauseSeconds * 1000);
		}
		begin();
		return records;
	}

	private async attempt(
		letter: Letter,
		count: number,
		refused: string | undefined,
	): Promise<DeliveryRecord> {
		const { taskId, status, endpoint } = letter;
		const record = this.ledger.beginDelivery({ taskId, status, endpoint, try: count });
		if (refused !== undefined) {
			record.error = refused;
			return record;
		}
		try {
			await this.play(letter, record);
		} catch (error) {
			record.error = this.closed ? CLOSED : wordsOf(error);
		}
		return record;
	}

	private async play(letter: Letter, record: DeliveryRecord): Promise<void> {
		const start = performance.now();
		const posting = post(letter);
		this.postings.add(posting);
		void posting.closed.then(() => this.postings.delete(posting));
		const seconds = this.rules.webhookTimeoutSeconds;
		const limit = new AbortController();
		const tooLate = this.rest(seconds * 1000, limit).then(() => undefined);
		try {
			record.answered = await Promise.race([posting.answered, tooLate]);
			if (record.answered === undefined) {
				record.error = this.closed ? CLOSED : `no answer within ${seconds} s`;
				posting.destroy();
				return;
			}
			record.milliseconds = performance.now() - start;
		} finally {
			limit.abort();
		}
	}
}
