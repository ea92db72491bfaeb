import { randomUUID } from 'node:crypto';
import { jsonAnswer, loginPage, refusal, type Answer } from './answers';
import { answerAboutAnother, answerApi, type Desk } from './api';
import { realClock, shiftedClock } from './clock';
import { Courier } from './courier';
import type { DeliveryRecord } from './deliveries';
import { factNames, familyFacts } from '../facts/facts';
import { FaultPlan, type Fault } from './faults';
import { answerFile } from './files';
import { Ledger, type OriginName, type RequestRecord } from './ledger';
import { defaultBehaviour, type Behaviour, type SimulatorOptions } from './options';
import { Origin, type Answerer } from './origin';
import { resultUrl } from './outputs';
import { provokedDelivery } from './provocations';
import { TaskBook, type ForeignTask, type SimulatedTask } from './tasks';
import { taskView } from './taskView';
import { answerUpload } from './uploads';
import { Webhooks, type ManyNotices, type Notice } from './webhooks';

export const DEFAULT_API_KEY = 'simulator-key';

export interface Simulator {
	/** Base URL of the task API and the account. */
	readonly url: string;
	/** Base URL of the file upload. */
	readonly uploadUrl: string;
	/** Origin of result files, uploads and large files; it asks for no key. */
	readonly fileUrl: string;
	/** An origin that has nothing to do with PiAPI and only writes down what arrives. */
	readonly strangerUrl: string;
	readonly apiKey: string;
	readonly ledger: Ledger;
	/** May be changed at any time; tasks created from then on follow it. */
	readonly behaviour: Behaviour;
	fault(fault: Fault): void;
	clearFaults(): void;
	/** Puts in a task that another workflow made. It sends webhooks only by `notify`. */
	addTask(foreign?: ForeignTask): SimulatedTask;
	/** Link of a result file: `grid.png`, `cut-1.png` to `cut-4.png`, `image.png`, or any other name. */
	resultFile(taskId: string, name: string): string;
	/** Link of a file of any size; with `sayLength` false there is no Content-Length. */
	bigFile(bytes: number, name?: string, sayLength?: boolean): string;
	/** Link on the file origin that redirects. */
	redirect(to: string): string;
	/**
	 * Posts a webhook on behalf of a task, by default what PiAPI would send now, to the task's endpoint.
	 * Anything in it can be forged. Gives every try, once the last one has finished.
	 */
	notify(taskId: string, notice?: Notice): Promise<DeliveryRecord[]>;
	/** `notify` for many tasks, `concurrency` (default all) in flight at a time. */
	notifyMany(taskIds: readonly string[], notices?: ManyNotices): Promise<DeliveryRecord[]>;
	/** Ends when nothing is left to send, for every task there is so far. */
	webhooksSent(): Promise<void>;
	/** Ends all origins and drops the webhooks that were not sent yet. */
	close(): Promise<void>;
}

const names: readonly OriginName[] = ['api', 'upload', 'file', 'stranger'];

const settings = (options: SimulatorOptions): Behaviour => {
	const known = Object.entries(defaultBehaviour).map(([name, value]) => {
		const given = options[name as keyof Behaviour];
		return [name, given === undefined ? value : given];
	});
	return Object.fromEntries(known) as Behaviour;
};

/** Starts a PiAPI of its own on 127.0.0.1. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
	const { apiKey = DEFAULT_API_KEY, port = 0, clockOffset = 0 } = options;
	const clock = shiftedClock(options.clock ?? realClock, clockOffset);
	const families = (options.families ?? factNames).map((family) =>
		typeof family === 'string' ? familyFacts(family) : family,
	);
	const behaviour = settings(options);
	const ledger = new Ledger(clock);
	const book = new TaskBook(behaviour, clock, ledger, families);
	const faults = new FaultPlan();
	const uploads = new Map<string, Buffer>();
	const origins = new Map<OriginName, Origin>();
	const urlOf = (name: OriginName): string => origins.get(name)?.url ?? '';

	const courier = new Courier(behaviour, clock, ledger);
	const webhooks = new Webhooks(behaviour, clock, book, courier, (task, now) =>
		taskView(task, behaviour, families, urlOf('file'), now),
	);

	const keepUpload = (fileName: string, content: Buffer): string => {
		const path = `/uploads/${randomUUID()}/${encodeURIComponent(fileName)}`;
		const url = `${urlOf('file')}${path}`;
		uploads.set(path, content);
		ledger.addUpload({ fileName, content, url, at: clock.now() });
		return url;
	};

	const desk = (): Desk => ({
		behaviour,
		families,
		book,
		clock,
		fileUrl: urlOf('file'),
		watch: (task, taskNumber) => webhooks.watch(task, taskNumber),
	});

	const answers: Record<OriginName, (request: RequestRecord, query: URLSearchParams) => Answer> = {
		api: (request) => (behaviour.loginPage ? loginPage() : answerApi(request, apiKey, desk())),
		upload: (request) => {
			if (behaviour.loginPage) return loginPage();
			const isKnown = request.headers['x-api-key'] === apiKey;
			if (!isKnown || behaviour.keyRevoked) return refusal(401, 'invalid api key');
			if (request.kind !== 'upload') return refusal(404, 'path not found');
			return answerUpload(request.body, { allowed: behaviour.uploadAllowed, keep: keepUpload });
		},
		file: ({ path }, query) =>
			answerFile(path, query, {
				taskWith: (id) => book.find(id),
				uploadAt: (place) => uploads.get(place),
			}),
		stranger: () => jsonAnswer(200, { code: 200, data: null, message: 'success' }),
	};

	for (const name of names) {
		const respond: Answerer = (request, query) => {
			const delivery = faults.deliver(request, {
				work: () => answers[name](request, query),
				elsewhere: `${urlOf('stranger')}${request.path}`,
				about: (taskId, which) => answerAboutAnother(taskId, which, desk()),
				revokeKey: () => {
					behaviour.keyRevoked = true;
				},
				now: clock.now(),
			});
			return provokedDelivery(request, delivery, behaviour.slowSeconds);
		};
		const origin = new Origin(name, ledger, clock, respond, () => behaviour.answerSeconds);
		origins.set(name, origin);
	}
	const close = async (): Promise<void> => {
		await courier.close();
		await Promise.all([...origins.values()].map(async (origin) => await origin.close()));
	};
	try {
		for (const [index, name] of names.entries()) {
			await origins.get(name)?.listen(port === 0 ? 0 : port + index);
		}
	} catch (error) {
		await close();
		throw error;
	}

	return {
		url: urlOf('api'),
		uploadUrl: urlOf('upload'),
		fileUrl: urlOf('file'),
		strangerUrl: urlOf('stranger'),
		apiKey,
		ledger,
		behaviour,
		fault: (fault) => faults.set(fault),
		clearFaults: () => faults.clear(),
		addTask: (foreign = {}) => book.add(foreign),
		resultFile: (taskId, name) => resultUrl(urlOf('file'), taskId, name),
		bigFile: (bytes, name = 'large.mp4', sayLength = true) =>
			`${urlOf('file')}/big/${bytes}/${name}${sayLength ? '' : '?length=hidden'}`,
		redirect: (to) => `${urlOf('file')}/redirect?to=${encodeURIComponent(to)}`,
		notify: async (taskId, notice) => await webhooks.notify(taskId, notice),
		notifyMany: async (taskIds, notices) => await webhooks.notifyMany(taskIds, notices),
		webhooksSent: async () => await courier.idle(),
		close,
	};
};
