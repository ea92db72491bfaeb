import type { Answer } from './answers';
import { jsonAnswer, refusal, success } from './answers';
import type { Clock } from './clock';
import { wireTime } from './clock';
import type { FamilyFacts } from './facts';
import { coreFacts } from './facts';
import { bodyProblem } from './factsCheck';
import type { RequestRecord } from './ledger';
import { answerChat, answerImages, openAiRefusal } from './openAi';
import type { Behaviour, TaskRequest } from './options';
import { POINTS, statusWord, taskView } from './taskView';
import type { SimulatedTask, TaskBook } from './tasks';

/** What the endpoints work on. */
export interface Desk {
	readonly behaviour: Behaviour;
	readonly families: readonly FamilyFacts[];
	readonly book: TaskBook;
	readonly clock: Clock;
	readonly fileUrl: string;
	/** Told of every new task. */
	readonly watch: (task: SimulatedTask, taskNumber: number) => void;
}

type Endpoint = (request: RequestRecord, desk: Desk) => Answer;

const ACCOUNT_ID = 4711;

const idOf = ({ path }: RequestRecord): string => decodeURIComponent(path.split('/').at(-1) ?? '');

const viewOf = (
	task: SimulatedTask,
	{ behaviour, families, fileUrl, clock }: Desk,
	now: number = clock.now(),
): Answer => success(taskView(task, behaviour, families, fileUrl, now));

const originProblem = ({ input }: TaskRequest, book: TaskBook): string | undefined => {
	const { origin_task_id: id } = input;
	const origin = typeof id === 'string' ? book.find(id) : undefined;
	return origin !== undefined && origin.status !== 'completed'
		? `origin task ${origin.id} is not completed`
		: undefined;
};

const create: Endpoint = (request, desk) => {
	const { behaviour, families, book } = desk;
	if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
		return refusal(400, 'Invalid request parameters: the content type must be application/json');
	}
	const problem = bodyProblem(request.body, families, behaviour.acceptUnknownInput);
	if (problem !== undefined) return refusal(400, `Invalid request parameters: ${problem}`);
	const body = request.body as TaskRequest;
	const parent = originProblem(body, book);
	if (parent !== undefined) return refusal(400, `Invalid request parameters: ${parent}`);
	const { maxConcurrent } = behaviour;
	if (maxConcurrent !== undefined && book.alive().length >= maxConcurrent) {
		return refusal(429, 'too many concurrent tasks');
	}
	const task = book.make(body, request.headers['user-agent'] ?? 'unnamed');
	desk.watch(task, book.count);
	// PiAPI answers a create before any work has begun, however quick the task is.
	return viewOf(task, desk, task.createdAt - 1);
};

const look: Endpoint = (request, desk) => {
	const task = desk.book.find(idOf(request));
	return task === undefined ? refusal(404, 'task not found') : viewOf(task, desk);
};

const cancel: Endpoint = (request, { book }) => {
	const task = book.find(idOf(request));
	if (task === undefined) return refusal(404, 'task not found');
	if (!book.cancel(task)) {
		return refusal(400, `task ${task.id} is ${task.status} and cannot be canceled`);
	}
	return jsonAnswer(200, { code: 200, message: `task ${task.id} canceled` });
};

const cancelMany: Endpoint = ({ query }, { book }) => {
	const { created_before: before = '', model = 'all' } = query;
	const models = coreFacts.cancelTasks.query.find(({ path }) => path === 'model')?.enum ?? [];
	if (!/^\d+$/.test(before)) return refusal(400, 'created_before must be a time in Unix seconds');
	if (!models.includes(model)) return refusal(400, `model must be one of ${models.join(', ')}`);
	const cancelled = book
		.all()
		.filter(({ request }) => model === 'all' || request.model === model)
		.filter(({ createdAt }) => createdAt < Number(before) * 1000)
		.filter((task) => book.cancel(task));
	return jsonAnswer(200, { code: 200, message: `${cancelled.length} tasks canceled` });
};

const account: Endpoint = (_, { behaviour }) => {
	const { accountConcurrency } = behaviour;
	return success({
		id: ACCOUNT_ID,
		name: 'owner@example.com',
		plan: behaviour.uploadAllowed ? 'creator' : 'free',
		type: 'payg',
		platform: 'piapi',
		account_group: 'default',
		is_enable: true,
		is_verified: true,
		equivalent_in_usd: 12.34,
		credit_pack_info: { available_credits: 123400000, used_credits: 0, total_credits: 123400000 },
		wallet: { id: 1, point_remain: 123400000, point_used: 0, point_frozen: 0 },
		...(accountConcurrency === undefined ? {} : { max_concurrent_task_count: accountConcurrency }),
		max_image_toolkit_concurrency: 4,
		notification_hook_url: '',
		created_at: '2024-01-01T00:00:00Z',
		updated_at: '2024-01-01T00:00:00Z',
	});
};

const activeTasks: Endpoint = (_, { book }) => {
	const counters: Record<string, Record<string, number>> = {};
	for (const { request, status } of book.alive()) {
		const counter = (counters[request.model] ??= {
			staged_count: 0,
			pending_count: 0,
			processing_count: 0,
			active_tasks: 0,
		});
		counter[`${status}_count`] = (counter[`${status}_count`] ?? 0) + 1;
		counter.active_tasks = (counter.active_tasks ?? 0) + 1;
	}
	return success(counters);
};

/** The history has model names of its own. */
const historyModels: Readonly<Record<string, string>> = {
	midjourney: 'mj',
	'Qubico/image-toolkit': 'image_toolkit',
	'Qubico/video-toolkit': 'video_toolkit',
	'Qubico/flux1-dev': 'flux',
	'Qubico/flux1-schnell': 'flux',
	'Qubico/flux1-dev-advanced': 'flux',
};

const historyModel = (model: string): string => historyModels[model] ?? model;

const historyRow = (task: SimulatedTask, number: number, { behaviour, clock }: Desk): unknown => {
	const { model, task_type: taskType, config } = task.request;
	const now = clock.now();
	return {
		id: number,
		task_id: task.id,
		task_model: historyModel(model),
		action: taskType,
		status: statusWord(task.statusAt(now), behaviour.statusCase),
		service_mode: config?.service_mode || 'public',
		usage: POINTS,
		usage_type: 'point',
		detail: { model: historyModel(model), task_id: task.id, workflow_type: taskType },
		fixed: false,
		account_id: ACCOUNT_ID,
		api_key_id: 1,
		created_at: wireTime(task.createdAt),
		updated_at: wireTime(Math.min(now, task.endsAt)),
		deleted_at: null,
	};
};

const wholeNumber = (text: string | undefined, fallback: number): number =>
	text === undefined || text === '' ? fallback : /^\d+$/.test(text) ? Number(text) : NaN;

const history: Endpoint = ({ query }, desk) => {
	const page = wholeNumber(query.page, 1);
	const size = wholeNumber(query.page_size, 10);
	const start = wholeNumber(query.start_time, 0);
	const end = wholeNumber(query.end_time, Infinity);
	if (!(page >= 1)) return refusal(400, 'page must be 1 or more');
	if (!(size >= 1 && size <= 100)) return refusal(400, 'page_size must be between 1 and 100');
	if (Number.isNaN(start) || Number.isNaN(end)) {
		return refusal(400, 'start_time and end_time must be in Unix seconds');
	}
	const rows = desk.book
		.all()
		.map((task, index) => ({ task, number: index + 1, second: Math.floor(task.createdAt / 1000) }))
		.filter(({ second }) => second >= start && second <= end)
		.filter(({ task }) => !query.model || historyModel(task.request.model) === query.model)
		.sort((one, other) => other.task.createdAt - one.task.createdAt || other.number - one.number);
	return success({
		page,
		size,
		total: rows.length,
		data: rows
			.slice((page - 1) * size, page * size)
			.map(({ task, number }) => historyRow(task, number, desk)),
	});
};

const endpoints: Readonly<Partial<Record<RequestRecord['kind'], Endpoint>>> = {
	create,
	look,
	cancel,
	cancelMany,
	account,
	activeTasks,
	history,
	chat: answerChat,
	images: answerImages,
};

/** The API origin: the key first, then what is asked for. */
export const answerApi = (request: RequestRecord, apiKey: string, desk: Desk): Answer => {
	// The endpoints in the form of the OpenAI API want the key as a bearer token.
	const isOpenAi = request.path.startsWith('/v1/');
	const given = isOpenAi ? request.headers.authorization : request.headers['x-api-key'];
	if (given !== (isOpenAi ? `Bearer ${apiKey}` : apiKey)) {
		return isOpenAi ? openAiRefusal(401, 'invalid api key') : refusal(401, 'invalid api key');
	}
	const endpoint = endpoints[request.kind];
	return endpoint === undefined ? refusal(404, 'path not found') : endpoint(request, desk);
};
