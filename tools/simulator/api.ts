import { taskAnswer } from './taskAnswer';
import { jsonAnswer, openAiRefusal, refusal, success, type Answer } from './answers';
import { coreFacts } from '../facts/facts';
import type { Endpoint, EndpointContext } from './endpoint';
import { judge } from './factsCheck';
import { answerHistory } from './history';
import type { Ledger } from './ledger';
import type { RequestRecord } from './requestRecord';
import { answerChat, answerImages } from './openAi';
import type { TaskRequest } from './options';
import { provokedRefusal } from './provocations';
import { ACCOUNT_ID } from './taskView';
import { answerUpload } from './uploads';

const idOf = ({ path }: RequestRecord): string => decodeURIComponent(path.split('/').at(-1) ?? '');

const originProblem = ({ input }: TaskRequest, ledger: Ledger): string | undefined => {
	const { origin_task_id: id } = input;
	const origin = typeof id === 'string' ? ledger.task(id) : undefined;
	return origin !== undefined && origin.status !== 'completed'
		? `origin task ${origin.id} is not completed`
		: undefined;
};

const create: Endpoint = (request, context) => {
	const { behaviour, families, ledger, tasks } = context;
	if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
		return refusal(400, 'Invalid request parameters: the content type must be application/json');
	}
	const { problem, remarks } = judge(request.body, families, behaviour.acceptUnknownInput);
	if (problem !== undefined) return refusal(400, `Invalid request parameters: ${problem}`);
	const body = request.body as TaskRequest;
	const parent = originProblem(body, ledger);
	if (parent !== undefined) return refusal(400, `Invalid request parameters: ${parent}`);
	const refused = behaviour.refuses(body);
	if (refused !== undefined) return refusal(400, refused);
	const { maxConcurrent } = behaviour;
	if (maxConcurrent !== undefined && ledger.unfinishedTasks().length >= maxConcurrent) {
		return refusal(429, 'too many concurrent tasks');
	}
	request.remarks.push(...remarks);
	const task = tasks.create(body, request.headers['user-agent'] ?? 'unnamed');
	context.onCreated(task, tasks.created);
	// PiAPI answers a create before any work has begun, however quick the task is.
	return taskAnswer(task, context, task.createdAt - 1);
};

const status: Endpoint = (request, context) => {
	const task = context.ledger.task(idOf(request));
	return task === undefined ? refusal(404, 'task not found') : taskAnswer(task, context);
};

const cancel: Endpoint = (request, { ledger, tasks }) => {
	const task = ledger.task(idOf(request));
	if (task === undefined) return refusal(404, 'task not found');
	if (!tasks.cancel(task)) {
		return refusal(400, `task ${task.id} is ${task.status} and cannot be canceled`);
	}
	return jsonAnswer(200, { code: 200, message: `task ${task.id} canceled` });
};

const cancelMany: Endpoint = ({ query }, { ledger, tasks }) => {
	const { created_before: before = '', model = 'all' } = query;
	const models = coreFacts.cancelTasks.query.find(({ path }) => path === 'model')?.enum ?? [];
	if (!/^\d+$/.test(before)) return refusal(400, 'created_before must be a time in Unix seconds');
	if (!models.includes(model)) return refusal(400, `model must be one of ${models.join(', ')}`);
	const cancelled = ledger.tasks
		.filter(({ request }) => model === 'all' || request.model === model)
		.filter(({ createdAt }) => createdAt < Number(before) * 1000)
		.filter((task) => tasks.cancel(task));
	return jsonAnswer(200, { code: 200, message: `${cancelled.length} tasks canceled` });
};

const balances = {
	dollars: {
		equivalent_in_usd: 12.34,
		credit_pack_info: { available_credits: 123400000, used_credits: 0, total_credits: 123400000 },
		wallet: { id: 1, point_remain: 123400000, point_used: 0, point_frozen: 0 },
	},
	credits: { remaining_credits: 42 },
	nothing: {},
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
		...balances[behaviour.balanceIn],
		...(accountConcurrency === undefined ? {} : { max_concurrent_task_count: accountConcurrency }),
		max_image_toolkit_concurrency: 4,
		notification_hook_url: '',
		created_at: '2024-01-01T00:00:00Z',
		updated_at: '2024-01-01T00:00:00Z',
	});
};

const activeTasks: Endpoint = (_, { ledger }) => {
	const counters: Record<string, Record<string, number>> = {};
	for (const { request, status } of ledger.unfinishedTasks()) {
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

const endpoints: Readonly<Partial<Record<RequestRecord['kind'], Endpoint>>> = {
	create,
	status,
	cancel,
	cancelMany,
	account,
	activeTasks,
	history: answerHistory,
	chat: answerChat,
	images: answerImages,
	upload: answerUpload,
};

/** The origins of API and upload: the key first, then the endpoint. */
export const answerApi = (
	request: RequestRecord,
	apiKey: string,
	context: EndpointContext,
): Answer => {
	// The endpoints in the form of the OpenAI API want the key as a bearer token.
	const isOpenAi = request.path.startsWith('/v1/');
	const given = isOpenAi ? request.headers.authorization : request.headers['x-api-key'];
	const isKnown = given === (isOpenAi ? `Bearer ${apiKey}` : apiKey);
	if (!isKnown || context.behaviour.keyRevoked) {
		return isOpenAi ? openAiRefusal(401, 'invalid api key') : refusal(401, 'invalid api key');
	}
	const provoked = provokedRefusal(request);
	if (provoked !== undefined) return provoked;
	const endpoint = endpoints[request.kind];
	return endpoint === undefined ? refusal(404, 'path not found') : endpoint(request, context);
};
