import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { checkTask } from '../../nodes/task/checkTask';
import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import { receive } from '../../nodes/webhook/receive';
import { awaitScript, told } from './waitStage';

const ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

const answerOf = (
	body: unknown,
	{ statusCode = 404, headers = {} }: { statusCode?: number; headers?: IDataObject } = {},
): Exchange =>
	classifyResponse({ statusCode, headers, body } as unknown as IN8nHttpFullResponse, 0);

const HTML = { 'content-type': 'text/html' };

/** Answers of HTTP 404 that something before PiAPI gives. */
const ofOthers: Array<[string, Exchange]> = [
	['a page', answerOf('<html><title>404 Not Found</title></html>', { headers: HTML })],
	['a page without a type', answerOf('<!DOCTYPE html><h1>Not here</h1>')],
	['a text', answerOf('404 page not found')],
	['nothing', answerOf('')],
	['no body', answerOf(undefined)],
	['a list', answerOf([])],
	['JSON of a gateway', answerOf({ message: 'no Route matched with those values' })],
	['JSON of a web framework', answerOf({ detail: 'Not Found' })],
	['JSON of another', answerOf({ status: 404, error: 'Not Found', path: '/api/v1/task' })],
	['JSON with another code', answerOf({ code: 'NoSuchBucket', message: 'The bucket is gone' })],
	['JSON with the code 200', answerOf({ code: 200, data: null, message: 'success' })],
	['half a JSON', answerOf('{"code":404,"mess')],
];

const ofPiApi: Array<[string, Exchange]> = [
	['HTTP 404', answerOf({ code: 404, message: 'task not found' })],
	['HTTP 404 with a text as its code', answerOf({ code: '404', data: null, message: 'no task' })],
	['the code 404 inside 200', answerOf({ code: 404, data: null }, { statusCode: 200 })],
];

async function verdictOn(exchange: Exchange) {
	const getTask = async () => await Promise.resolve(exchange);
	const body = { data: { task_id: ID, status: 'completed' } };
	return await receive(
		{ contentType: 'application/json', body },
		{
			confirm: async (taskId) => await checkTask({ getTask }, taskId),
			wantsState: () => true,
			wantsTask: () => true,
		},
	);
}

describe('a webhook whose task is checked', () => {
	it.each(ofOthers)('is asked for again where PiAPI does not answer: %s', async (_, exchange) => {
		expect(await verdictOn(exchange)).toMatchObject({ status: 503, reason: 'not confirmed' });
	});

	it.each(ofPiApi)('is dropped where PiAPI does not know the task: %s', async (_, exchange) => {
		expect(await verdictOn(exchange)).toMatchObject({ status: 200, reason: 'unknown task' });
	});
});

describe('a task that is known to exist', () => {
	it.each(ofOthers)('is awaited while PiAPI does not answer: %s', async (_, exchange) => {
		const { result } = await awaitScript((age) =>
			age < 10 ? told('processing') : age < 300 ? exchange : told('completed'),
		);
		expect(result).toMatchObject({ task: { status: 'completed' } });
	});

	it.each(ofPiApi)('is given up where PiAPI knows it no more: %s', async (_, exchange) => {
		const { result, endedAt } = await awaitScript((age) =>
			age < 10 ? told('processing') : exchange,
		);
		expect(result).toMatchObject({ problem: { httpCode: '404', taskId: 'task-1' } });
		expect(endedAt).toBeLessThan(200);
	});
});
