import { SimulatedTask } from './simulatedTask';
import type { Clock } from './clock';
import { billOf } from './bill';
import type { SimulatedFamilyFacts } from '../facts/facts';
import type { Ledger } from './ledger';
import { secondsFor, type Behaviour, type Outcome, type TaskRequest } from './options';
import { tidy, type AnswerShape } from './answerShape';
import { provocationIn, provokedFailure } from './provocations';
import { chargeOfUsd, flatCharge, type Charge } from './usage';

/** A task that another workflow created. */
export interface ForeignTask {
	readonly request?: Partial<TaskRequest>;
	readonly id?: string;
	/** How long ago it was created; default 60. */
	readonly ageSeconds?: number;
	/** `pending`, `processing`, `completed`, `failed`, `cancelled` or a word of your own. */
	readonly state?: string;
	/** When given, a pending or processing task ends as `completed` after this time. */
	readonly secondsLeft?: number;
	readonly output?: unknown;
	readonly shape?: AnswerShape;
}

/** When it was created, starts and ends. */
const foreignTimes = (foreign: ForeignTask, now: number): [number, number, number] => {
	const createdAt = now - (foreign.ageSeconds ?? 60) * 1000;
	const end = now + (foreign.secondsLeft ?? Infinity) * 1000;
	if (foreign.state === 'pending') return [createdAt, end, end];
	return [createdAt, createdAt, foreign.state === 'processing' ? end : now];
};

const foreignOutcome = ({ state = 'completed', output }: ForeignTask): Outcome => {
	if (state === 'failed') return { failed: { code: 10000, message: 'task failed' } };
	if (output !== undefined) return { output };
	return ['completed', 'pending', 'processing'].includes(state) ? 'completed' : { status: state };
};

/** Creates and cancels tasks. */
export class TaskStore {
	/** How many tasks were created by requests. */
	created = 0;

	constructor(
		private readonly behaviour: Behaviour,
		private readonly clock: Clock,
		private readonly ledger: Ledger,
		private readonly families: readonly SimulatedFamilyFacts[],
	) {}

	create(request: TaskRequest, client: string): SimulatedTask {
		this.created += 1;
		const createdAt = this.clock.now();
		const { pendingSeconds, taskSeconds, slowSeconds, outcome, answerShape } = this.behaviour;
		const provoked = provocationIn(request.input);
		const startsAt = createdAt + secondsFor(pendingSeconds, request, this.created) * 1000;
		const endsAt =
			startsAt +
			(secondsFor(taskSeconds, request, this.created) + (provoked.slow ? slowSeconds : 0)) * 1000;
		return this.ledger.addTask(
			new SimulatedTask(
				request,
				createdAt,
				startsAt,
				endsAt,
				this.clock,
				provokedFailure(provoked) ?? outcome(request, this.created),
				answerShape(request, this.created),
				this.chargeOf(request),
				client,
			),
		);
	}

	add(foreign: ForeignTask): SimulatedTask {
		const request: TaskRequest = {
			model: 'midjourney',
			task_type: 'imagine',
			input: { prompt: 'a task of another workflow' },
			...foreign.request,
		};
		return this.ledger.addTask(
			new SimulatedTask(
				request,
				...foreignTimes(foreign, this.clock.now()),
				this.clock,
				foreignOutcome(foreign),
				foreign.shape ?? tidy,
				this.chargeOf(request),
				undefined,
				foreign.id,
			),
		);
	}

	/** Cancels a pending task; a task in any other state stays as it is. */
	cancel(task: SimulatedTask): boolean {
		if (task.status !== 'pending') return false;
		task.cancelledAt = this.clock.now();
		return true;
	}

	/** The price is that of the create, also when a test changes it later. */
	private chargeOf(request: TaskRequest): Charge {
		const charge = this.priceOf(request);
		return this.behaviour.reportsPriceAtEnd ? { ...charge, isMeasured: true } : charge;
	}

	private priceOf(request: TaskRequest): Charge {
		const { prices, usdOf } = this.behaviour;
		const own = usdOf(request);
		if (own !== undefined) return chargeOfUsd(own);
		const bill = prices === 'documented' ? billOf(request, this.families) : undefined;
		return bill === undefined ? flatCharge : chargeOfUsd(bill.usd, bill.isMeasured);
	}
}
