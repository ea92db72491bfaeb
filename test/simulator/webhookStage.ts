import { alarmClock, create, imagineWithWebhook } from '../../tools/simulator/call';
import { startReceiver, type Receiver } from './receiver';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

export const SECRET = 'a secret';

/** A simulator on a clock that the test moves, and a receiver, both new for every test. */
export class WebhookStage {
	private constructor(
		readonly clock: ReturnType<typeof alarmClock>,
		readonly simulator: Simulator,
		private current: Receiver,
	) {}

	static async open(): Promise<WebhookStage> {
		const clock = alarmClock();
		const simulator = await startSimulator({ clock, taskSeconds: 20, pendingSeconds: 5 });
		return new WebhookStage(clock, simulator, await startReceiver());
	}

	get receiver(): Receiver {
		return this.current;
	}

	/** Puts another receiver in place of the usual one. */
	async receive(...manner: Parameters<typeof startReceiver>): Promise<void> {
		await this.receiver.close();
		this.current = await startReceiver(...manner);
	}

	/** Creates a task that tells an endpoint, and gives its id. */
	async make(endpoint = `${this.receiver.url}/hook?a=1`, secret = SECRET): Promise<string> {
		const reply = await create(this.simulator, imagineWithWebhook({ endpoint, secret }));
		return reply.body.data.task_id;
	}

	/** Lets the time of a task pass, its pending time first. */
	liveThrough(): void {
		this.clock.pass(5);
		this.clock.pass(20);
	}

	/** What came of every try: its number and the status or the error. */
	tries(): unknown[] {
		return this.simulator.ledger.deliveries.map(({ try: number, answered, error }) => [
			number,
			answered ?? error,
		]);
	}

	/** How many webhooks were answered; until then their time to answer runs. */
	answered(): number {
		return this.simulator.ledger.answerTimes().count;
	}

	async close(): Promise<void> {
		await this.simulator.close();
		await this.receiver.close();
	}
}
