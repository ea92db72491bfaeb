import { factNames, familyFacts } from '../facts/facts';
import { loginPage, success, type Answer } from './answers';
import { answerApi } from './api';
import { realClock, shiftedClock } from './clock';
import type { DeliveryRecord } from './deliveries';
import type { EndpointContext } from './endpoint';
import { FaultPlan, type Fault } from './faults';
import type { Delivery } from './faultDelivery';
import { answerFile } from './files';
import { Ledger } from './ledger';
import type { OriginName, RequestRecord } from './requestRecord';
import { defaultBehaviour, type Behaviour, type SimulatorOptions } from './options';
import { openOrigin, type Origin } from './origin';
import { resultUrl } from './outputs';
import { provokedDelivery } from './provocations';
import { TaskStore, type ForeignTask } from './tasks';
import { type SimulatedTask } from './simulatedTask';
import { taskView } from './taskView';
import { Webhooks, type ManyNotices, type Notice } from './webhooks';
import { WebhookSender } from './webhookSender';

export const DEFAULT_API_KEY = 'simulator-key';

export interface Simulator {
	/** Base URL of the task API and the account. */
	readonly url: string;
	/** Base URL of the file upload. */
	readonly uploadUrl: string;
	/** Origin of result files, uploads and large files; no key is required. */
	readonly fileUrl: string;
	/** An origin that does not belong to PiAPI and only records what arrives. */
	readonly externalUrl: string;
	readonly apiKey: string;
	readonly ledger: Ledger;
	/** May be changed at any time; tasks created from then on follow it. */
	readonly behaviour: Behaviour;
	fault(fault: Fault): void;
	/** Holds answers back half way, until the function that it returns is called; their work is done at once. */
	hold(which: Parameters<FaultPlan['hold']>[0]): () => void;
	clearFaults(): void;
	/** Adds a task that another workflow created. It sends webhooks only by `notify`. */
	addTask(foreign?: ForeignTask): SimulatedTask;
	/** Link of a result file: `grid.png`, `cut-1.png` to `cut-4.png`, `image.png`, or any other name. */
	resultFile(taskId: string, name: string): string;
	/** Link of a file of any size; with `hasLength` false there is no Content-Length. */
	bigFile(bytes: number, name?: string, hasLength?: boolean): string;
	/** Link on the file origin that redirects. */
	redirect(to: string): string;
	/**
	 * Posts a webhook on behalf of a task, by default what PiAPI would send now, to the task's endpoint.
	 * Anything in it can be forged. Gives every try, once the last one has finished.
	 */
	notify(taskId: string, notice?: Notice): Promise<DeliveryRecord[]>;
	/** `notify` for many tasks, `concurrency` (default all) in flight at a time. */
	notifyMany(taskIds: readonly string[], notices?: ManyNotices): Promise<DeliveryRecord[]>;
	/** Resolves when nothing is left to send, for every task there is so far. */
	webhooksSent(): Promise<void>;
	/** How many clients are connected. At 0 nothing that one of them has sent is still on its way. */
	connections(): Promise<number>;
	/** Ends all origins and drops the webhooks that were not sent yet. */
	close(): Promise<void>;
}

const names: readonly OriginName[] = ['api', 'upload', 'file', 'external'];

const behaviourOf = (options: SimulatorOptions): Behaviour => ({
	...defaultBehaviour,
	...Object.fromEntries(
		Object.entries(options).filter(
			([name, value]) => name in defaultBehaviour && value !== undefined,
		),
	),
});

/** Starts a PiAPI of its own on 127.0.0.1. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
	const { apiKey = DEFAULT_API_KEY, port = 0, clockOffset = 0 } = options;
	const clock = shiftedClock(options.clock ?? realClock, clockOffset);
	const families = (options.families ?? factNames).map((family) =>
		typeof family === 'string' ? familyFacts(family) : family,
	);
	const behaviour = behaviourOf(options);
	const ledger = new Ledger(clock);
	const tasks = new TaskStore(behaviour, clock, ledger, families);
	const faults = new FaultPlan();
	const origins = new Map<OriginName, Origin>();
	const urlOf = (name: OriginName): string => origins.get(name)?.url ?? '';
	const sender = new WebhookSender(behaviour, clock, ledger);
	const webhooks = new Webhooks(behaviour, clock, ledger, sender, (task, now) =>
		taskView(task, behaviour, families, urlOf('file'), now),
	);
	const context: EndpointContext = {
		behaviour,
		families,
		ledger,
		tasks,
		clock,
		get fileUrl() {
			return urlOf('file');
		},
		get externalUrl() {
			return urlOf('external');
		},
		onCreated: (task, taskNumber) => webhooks.watch(task, taskNumber),
	};

	const work = (request: RequestRecord): Answer => {
		if (request.origin === 'file') return answerFile(request, context);
		if (request.origin === 'external') return success(null);
		return behaviour.loginPage ? loginPage() : answerApi(request, apiKey, context);
	};

	const answer = (request: RequestRecord): Delivery => {
		const delivery = faults.deliver({ request, context, work: () => work(request) });
		return provokedDelivery(request, delivery, behaviour.slowSeconds);
	};

	const close = async (): Promise<void> => {
		await sender.close();
		await Promise.all([...origins.values()].map(async (origin) => await origin.close()));
	};
	try {
		for (const [index, name] of names.entries()) {
			const own = { name, port: port === 0 ? 0 : port + index };
			origins.set(name, await openOrigin({ ...own, ledger, clock, answer, behaviour }));
		}
	} catch (error) {
		await close();
		throw error;
	}

	return {
		url: urlOf('api'),
		uploadUrl: urlOf('upload'),
		fileUrl: urlOf('file'),
		externalUrl: urlOf('external'),
		apiKey,
		ledger,
		behaviour,
		fault: (fault) => faults.set(fault),
		hold: (which) => faults.hold(which),
		clearFaults: () => faults.clear(),
		addTask: (foreign = {}) => tasks.add(foreign),
		resultFile: (taskId, name) => resultUrl(urlOf('file'), taskId, name),
		bigFile: (bytes, name = 'large.mp4', hasLength = true) =>
			`${urlOf('file')}/big/${bytes}/${name}${hasLength ? '' : '?length=hidden'}`,
		redirect: (to) => `${urlOf('file')}/redirect?to=${encodeURIComponent(to)}`,
		notify: async (taskId, notice) => await webhooks.notify(taskId, notice),
		notifyMany: async (taskIds, notices) => await webhooks.notifyMany(taskIds, notices),
		webhooksSent: async () => await sender.idle(),
		connections: async () => {
			const all = [...origins.values()].map(async (origin) => await origin.connections());
			return (await Promise.all(all)).reduce((sum, count) => sum + count, 0);
		},
		close,
	};
};
