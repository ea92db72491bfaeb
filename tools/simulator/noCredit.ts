import { jsonAnswer, type Answer } from './answers';

/** The HTTP statuses with which PiAPI may report that the account has no credit left. */
export type NoCreditStatus = 200 | 400 | 402 | 500;

const MESSAGE = 'insufficient credits';
const RAW_MESSAGE = 'failed to freeze point';

/** A refusal in the form of a failed task, without an ID. */
const failedWithoutId = {
	task_id: '',
	model: '',
	task_type: '',
	status: 'failed',
	error: { code: 10000, raw_message: RAW_MESSAGE, message: MESSAGE, detail: null },
};

const bodies: Readonly<Record<NoCreditStatus, unknown>> = {
	200: { code: 500, data: null, message: RAW_MESSAGE },
	400: { code: 400, data: failedWithoutId, message: RAW_MESSAGE },
	402: { code: 402, data: null, message: MESSAGE },
	500: { code: 500, data: failedWithoutId, message: RAW_MESSAGE },
};

/** The answer to a create that the account's credit does not cover. */
export const noCreditAnswer = (status: NoCreditStatus): Answer =>
	jsonAnswer(status, bodies[status]);
