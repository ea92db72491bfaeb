import { isObject } from '../transport/json';
import type { Task, TaskRequest } from '../transport/task';
import { isEchoOfLongText, isLongText } from './longText';

const MODEL_FIELD = /^model(_name)?$/;

const isSameName = (one: string, other: string): boolean =>
	one.trim().toLowerCase() === other.trim().toLowerCase();

/** Spaces around a text do not count, and a number may come back as text. */
function isSameValue(echo: unknown, sent: unknown): boolean {
	if (typeof echo === 'string' && typeof sent === 'string') return echo.trim() === sent.trim();
	const isNumberAndText =
		(typeof echo === 'number' && typeof sent === 'string') ||
		(typeof echo === 'string' && typeof sent === 'number');
	return isNumberAndText
		? String(echo).trim() !== '' && String(sent).trim() !== '' && Number(echo) === Number(sent)
		: echo === sent;
}

const includesField = (key: string, echo: unknown, sent: unknown): boolean =>
	MODEL_FIELD.test(key) && typeof echo === 'string' && typeof sent === 'string'
		? isSameName(echo, sent)
		: includes(echo, sent);

/** Whether everything that was sent appears in what PiAPI echoes; it may echo more. */
export function includes(echo: unknown, sent: unknown): boolean {
	if (isLongText(sent)) return isEchoOfLongText(echo, sent) === true;
	if (isObject(sent)) {
		return (
			isObject(echo) && Object.keys(sent).every((key) => includesField(key, echo[key], sent[key]))
		);
	}
	if (Array.isArray(sent)) {
		return (
			Array.isArray(echo) &&
			echo.length === sent.length &&
			sent.every((value, index) => includes(echo[index], value))
		);
	}
	return isSameValue(echo, sent);
}

/** Of the same model and type as the request; a task that does not say so may be, too. */
export const mayBeSameKind = (task: Task, request: TaskRequest): boolean =>
	(task.model === '' || isSameName(task.model, request.model)) &&
	(task.taskType === '' || isSameName(task.taskType, request.task_type));

/** Whether the task echoes what was asked for. An empty echo decides nothing. */
export const echoes = (task: Task, request: TaskRequest): boolean =>
	isSameName(task.model, request.model) &&
	isSameName(task.taskType, request.task_type) &&
	Object.keys(task.input).length > 0 &&
	includes(task.input, request.input);

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

const isOtherField = (key: string, echo: unknown, sent: unknown): boolean =>
	isLongText(sent) ? isEchoOfLongText(echo, sent) === false : !includesField(key, echo, sent);

/**
 * Whether the task echoes something else than what was asked for; a field that is missing says nothing, and neither does a
 * file that is cut or replaced.
 */
export const contradicts = (task: Task, request: TaskRequest): boolean =>
	!mayBeSameKind(task, request) ||
	Object.entries(request.input).some(
		([key, sent]) => !isEmpty(task.input[key]) && isOtherField(key, task.input[key], sent),
	);

/** Whether a task that fits one of the requests fits the other. */
export const isSameRequest = (one: TaskRequest, other: TaskRequest): boolean =>
	isSameName(one.model, other.model) &&
	isSameName(one.task_type, other.task_type) &&
	includes(one.input, other.input) &&
	includes(other.input, one.input);
