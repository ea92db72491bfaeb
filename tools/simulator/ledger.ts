import type { OriginName, RequestKind, RequestRecord, UploadRecord } from './requestRecord';
import type { Clock } from './clock';
import { answerTimes, type AnswerTimes, type DeliveryRecord, type NewDelivery } from './deliveries';
import { usageTypeOf } from './recordedShapes';
import type { SimulatedTask } from './simulatedTask';
import { chargedPoints, POINTS_PER_DOLLAR } from './usage';

type NewRequest = Omit<
	RequestRecord,
	'number' | 'at' | 'answered' | 'fault' | 'remarks' | 'abandoned'
>;

const usdOf = (points: readonly number[]): number =>
	points.reduce((sum, one) => sum + one, 0) / POINTS_PER_DOLLAR;

/** Everything that happened, so that a test can prove that no task was lost or created twice. */
export class Ledger {
	readonly requests: RequestRecord[] = [];

	readonly uploads: UploadRecord[] = [];

	/** Every try to send a webhook, in order. */
	readonly deliveries: DeliveryRecord[] = [];

	/** Every task, including those of other workflows. */
	readonly tasks: SimulatedTask[] = [];

	private readonly tasksById = new Map<string, SimulatedTask>();

	private readonly inFlight = new Set<RequestRecord>();

	private most = 0;

	constructor(private readonly clock: Clock) {}

	begin(request: NewRequest): RequestRecord {
		const record: RequestRecord = {
			...request,
			number: this.requests.length + 1,
			at: this.clock.now(),
			answered: undefined,
			fault: undefined,
			remarks: [],
			abandoned: false,
		};
		this.requests.push(record);
		this.inFlight.add(record);
		this.most = Math.max(this.most, this.inFlight.size);
		return record;
	}

	end(record: RequestRecord): void {
		this.inFlight.delete(record);
	}

	beginDelivery(delivery: NewDelivery): DeliveryRecord {
		const record: DeliveryRecord = {
			...delivery,
			number: this.deliveries.length + 1,
			at: this.clock.now(),
			answered: undefined,
			error: undefined,
			milliseconds: undefined,
		};
		this.deliveries.push(record);
		return record;
	}

	deliveriesOf(taskId: string): DeliveryRecord[] {
		return this.deliveries.filter((delivery) => delivery.taskId === taskId);
	}

	/** How the answer times of webhooks are spread, of all that were answered or of those given. */
	answerTimes(deliveries: readonly DeliveryRecord[] = this.deliveries): AnswerTimes {
		return answerTimes(deliveries);
	}

	addTask(task: SimulatedTask): SimulatedTask {
		this.tasks.push(task);
		this.tasksById.set(task.id, task);
		return task;
	}

	addUpload(upload: UploadRecord): void {
		this.uploads.push(upload);
	}

	/** Tasks created by requests, in order; not those of `addTask`. */
	createdTasks(): SimulatedTask[] {
		return this.tasks.filter(({ client }) => client !== undefined);
	}

	/** What PiAPI charged so far for the tasks created by requests, in US dollars, including what it does not report. */
	chargedUsd(): number {
		return usdOf(this.createdTasks().map((task) => this.chargedPointsOf(task)));
	}

	/** What the tasks created by requests cost if all of them complete, in US dollars. */
	committedUsd(): number {
		return usdOf(this.createdTasks().map(({ charge }) => charge.points));
	}

	/** What PiAPI had charged for a task at a time, or would charge if it completed, in US dollars. */
	heldUsdOf(task: SimulatedTask, at: number = this.clock.now()): number {
		if (at < task.createdAt) return 0;
		const isAlive = ['pending', 'processing'].includes(task.statusAt(at));
		return usdOf([isAlive ? task.charge.points : this.chargedPointsOf(task, at)]);
	}

	/** What PiAPI charged so far for one task, in US dollars. */
	chargedUsdOf(taskId: string): number | undefined {
		const task = this.task(taskId);
		return task && usdOf([this.chargedPointsOf(task)]);
	}

	private chargedPointsOf(task: SimulatedTask, at: number = this.clock.now()): number {
		const completed = task.statusAt(at) === 'completed';
		return chargedPoints(usageTypeOf(task.shape), task.charge, completed);
	}

	task(taskId: string): SimulatedTask | undefined {
		return this.tasksById.get(taskId);
	}

	/** Tasks in pending or processing. */
	unfinishedTasks(): SimulatedTask[] {
		return this.tasks.filter(({ alive }) => alive);
	}

	requestsTo(kind: RequestKind): RequestRecord[] {
		return this.requests.filter((request) => request.kind === kind);
	}

	/** All remarks on requests that were taken, once each. */
	remarks(): string[] {
		return [...new Set(this.requests.flatMap(({ remarks }) => remarks))];
	}

	statusRequestsOf(taskId: string): RequestRecord[] {
		return this.requestsTo('status').filter(({ path }) => path.endsWith(`/${taskId}`));
	}

	/** The distinct keys, bare or as a bearer token, that arrived at an origin. */
	keysSeenOn(origin: OriginName): string[] {
		const keys = this.requests
			.filter((request) => request.origin === origin)
			.flatMap(({ headers }) => [headers['x-api-key'], headers.authorization])
			.flatMap((value) => value ?? [])
			.map((value) => value.replace(/^Bearer\s+/i, ''));
		return [...new Set(keys)];
	}

	/** Requests to an origin that carry a text anywhere: path, query, headers or body. */
	mentions(origin: OriginName, text: string): RequestRecord[] {
		return this.requests.filter(
			(request) =>
				request.origin === origin &&
				[
					request.path,
					JSON.stringify(request.query),
					JSON.stringify(request.headers),
					request.rawBody,
				].some((part) => part.includes(text)),
		);
	}

	/** The highest number of requests that were in flight at one time. */
	maxRequestsInFlight(): number {
		return this.most;
	}

	/** The highest number of tasks in pending or processing at one time. */
	maxUnfinishedTasks(): number {
		const changes = this.tasks
			.flatMap((task) => [
				{ at: task.createdAt, by: 1 },
				{ at: task.endsAt, by: -1 },
			])
			.sort((one, other) => one.at - other.at || one.by - other.by);
		let alive = 0;
		return changes.reduce((most, { by }) => {
			alive += by;
			return Math.max(most, alive);
		}, 0);
	}
}
