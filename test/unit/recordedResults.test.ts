import type { IDataObject } from 'n8n-workflow';

import { getAccount } from '../../nodes/actions/account';
import { families } from '../../nodes/catalog';
import { createFileUploader } from '../../nodes/request/fileUploader';
import { partsOf } from '../../nodes/result/item';
import { createLimiter } from '../../nodes/transport/limiter';
import { createRetry } from '../../nodes/transport/retry';
import { taskIdIn, type Exchange } from '../../nodes/transport/exchange';
import { isFinal, pendingTask, readTask, type Task } from '../../nodes/transport/task';
import { receive } from '../../nodes/webhook/receive';
import { recordedIn, type RecordedAnswer } from '../../tools/recorded/recorded';
import { HandClock } from './handClock';
import { go, opened, request } from './openedClient';
import { runAction } from './runAction';

const answers = recordedIn('audio-3d', 'image', 'kling', 'other', 'video');

/** A client to which PiAPI gives this answer, whatever it asks for. */
const clientOf = ({ http, body }: RecordedAnswer) =>
	opened(async () => await Promise.resolve({ statusCode: http, headers: {}, body: body as never }))
		.client;

function taskIn(exchange: Exchange): Task | undefined {
	if (exchange.outcome !== 'answered') return undefined;
	const id = taskIdIn(exchange.envelope);
	return readTask(exchange.envelope.data) ?? (id === undefined ? undefined : pendingTask(id));
}

async function taskOfCall({ body }: RecordedAnswer): Promise<Task | undefined> {
	const verdict = await receive(
		{ contentType: 'application/json', body },
		{ wantsState: () => true, wantsTask: () => true },
	);
	return 'task' in verdict ? verdict.task : undefined;
}

async function taskOf(answer: RecordedAnswer): Promise<Task | undefined> {
	switch (answer.kind) {
		case 'create':
			return taskIn(await clientOf(answer).createTask(request, go));
		case 'get':
			return taskIn(await clientOf(answer).getTask('t-1'));
		case 'webhook':
			return await taskOfCall(answer);
		default:
			return undefined;
	}
}

const nameOf = ({ family, kind, what }: RecordedAnswer): string => `${family}, ${kind}: ${what}`;

const ofTasks = answers.filter(({ kind }) => ['create', 'get', 'webhook'].includes(kind));

it.each(ofTasks.map((answer) => [nameOf(answer), answer] as const))('%s', async (_, answer) => {
	const task = await taskOf(answer);
	if (task === undefined) throw new Error('It is not read as a task');
	const { expect: expected } = answer;
	const [part] = partsOf(task, families, { form: 'simplified' }, false);
	const json: IDataObject = part?.json ?? {};
	const links = part?.files.map(({ url }) => url) ?? [];
	expect(task.id).toBe(expected.taskId ?? 't-1');
	expect(isFinal(task)).toBe(expected.final);
	if (expected.status !== undefined) expect(json.status).toBe(expected.status);
	if (expected.url !== undefined) expect(json.url).toBe(expected.url);
	if (expected.text !== undefined) expect(json.text).toBe(expected.text);
	if (expected.costUsd !== undefined) expect(json.costUsd ?? null).toBe(expected.costUsd);
	if (expected.files !== undefined) expect(links).toEqual(expected.files);
	if (expected.noDuplicateVideo === true) {
		expect(part?.files.filter(({ kind }) => kind === 'video')).toHaveLength(1);
	}
	expect(new Set(links).size).toBe(links.length);
});

const others = (kind: RecordedAnswer['kind']) =>
	answers.filter((answer) => answer.kind === kind).map((answer) => [answer.what, answer] as const);

it.each(others('account'))('an account: %s', async (_, answer) => {
	const { output } = await runAction(getAccount, {
		connection: { client: clientOf(answer), retry: createRetry({ clock: new HandClock() }) },
	});
	const { plan, balanceUsd, balanceKnown, maxConcurrentTasks } = answer.expect;
	const json = output[0]?.json ?? {};
	if (plan !== undefined) expect(json.plan).toBe(plan);
	if (balanceUsd !== undefined) expect(json.balanceUsd).toBe(balanceUsd);
	if (maxConcurrentTasks !== undefined) expect(json.maxConcurrentTasks).toBe(maxConcurrentTasks);
	if (balanceKnown === true)
		expect(json.balanceUsd ?? json.balanceCredits).toEqual(expect.any(Number));
});

it.each(others('upload'))('an upload: %s', async (_, answer) => {
	const clock = new HandClock();
	const uploader = createFileUploader({
		helpers: {
			assertBinaryData: () => ({ mimeType: 'image/png', fileName: 'fox.png', data: '' }),
			getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('fox')),
		} as never,
		client: clientOf(answer),
		clock,
		limiter: createLimiter(1, clock),
	});
	const link = await uploader.link({ itemIndex: 0, property: 'data', label: 'Image' });
	expect(link).toBe(answer.expect.url);
});

it.each(others('cancel'))('a cancel: %s', async (_, answer) => {
	expect((await clientOf(answer).cancelTask('t-1')).outcome).toBe(answer.expect.outcome);
});
