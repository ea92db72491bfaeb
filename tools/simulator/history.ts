import { refusal, success } from './answers';
import { wireTime } from './clock';
import type { Endpoint, EndpointContext } from './endpoint';
import { usageTypeOf } from './recordedShapes';
import { ACCOUNT_ID, modelName, statusWord } from './taskView';
import type { SimulatedTask } from './simulatedTask';

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

const historyRow = (
	task: SimulatedTask,
	number: number,
	{ behaviour, clock }: EndpointContext,
): unknown => {
	const { model, task_type: taskType, config } = task.request;
	const { points, isMeasured } = task.charge;
	const { id: idName, times } = behaviour.historyShape;
	const now = clock.now();
	const timeOf = (milliseconds: number): string | number =>
		times === 'iso' ? wireTime(milliseconds) : Math.floor(milliseconds / 1000);
	const name = modelName(historyModel(model), behaviour.modelCase);
	return {
		id: number,
		[idName]: task.id,
		task_model: name,
		action: taskType,
		status: statusWord(task.statusAt(now), behaviour.statusCase),
		service_mode: config?.service_mode || 'public',
		usage: isMeasured && task.statusAt(now) !== 'completed' ? 0 : points,
		usage_type: usageTypeOf(task.shape),
		detail: { model: name, [idName]: task.id, workflow_type: taskType },
		fixed: false,
		account_id: ACCOUNT_ID,
		api_key_id: 1,
		created_at: timeOf(task.createdAt),
		updated_at: timeOf(Math.min(now, task.endsAt)),
		deleted_at: null,
	};
};

const wholeNumber = (text: string | undefined, fallback: number): number =>
	text === undefined || text === '' ? fallback : /^\d+$/.test(text) ? Number(text) : NaN;

/** `GET /api/open/tasks/histories`. */
export const answerHistory: Endpoint = ({ query }, context) => {
	const { historyLag, historyShape } = context.behaviour;
	const newest = context.clock.now() - historyLag * 1000;
	const page = wholeNumber(query.page, 1);
	const size = wholeNumber(query.page_size, 10);
	const start = wholeNumber(query.start_time, 0);
	const end = wholeNumber(query.end_time, Infinity);
	if (!(page >= 1)) return refusal(400, 'page must be 1 or more');
	if (!(size >= 1 && size <= 100)) return refusal(400, 'page_size must be between 1 and 100');
	if (Number.isNaN(start) || Number.isNaN(end)) {
		return refusal(400, 'start_time and end_time must be in Unix seconds');
	}
	const rows = context.ledger.tasks
		.map((task, index) => ({ task, number: index + 1, second: Math.floor(task.createdAt / 1000) }))
		.filter(({ task }) => task.createdAt <= newest)
		.filter(({ second }) => second >= start && second <= end)
		.filter(({ task }) => !query.model || historyModel(task.request.model) === query.model)
		.sort((one, other) => other.task.createdAt - one.task.createdAt || other.number - one.number);
	const shown = rows
		.slice((page - 1) * size, page * size)
		.map(({ task, number }) => historyRow(task, number, context));
	const { list } = historyShape;
	if (list === 'data') return success(shown);
	const total = rows.length;
	return success({ page, size, total, [list === 'data.list' ? 'list' : 'data']: shown });
};
