import { randomBytes } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import {
	jsonHeaders,
	othersThanMarker,
	publish,
	send,
	triggerWorkflow,
	type PublishedTrigger,
} from './triggerWorkflow';

const MEGABYTE = 1024 * 1024;

type Body = (taskId: string) => string | Buffer;

const webhook = (data: unknown): string => JSON.stringify({ timestamp: 1, data });
const completed = (taskId: string) => ({ task_id: taskId, status: 'completed' });
const nested = (depth: number, open: string, close: string): string =>
	open.repeat(depth) + close.repeat(depth);

describe('bodies that are not webhook, in a real n8n', () => {
	const secret = randomBytes(16).toString('hex');
	let client: N8nClient;
	let simulator: Simulator;
	/** With and without confirmation; the latter believes whatever has the shape of a webhook. */
	const triggers: PublishedTrigger[] = [];

	beforeAll(async () => {
		client = await openClient();
		// A busy n8n answers late, and a test expects its answer.
		simulator = await startSimulator({ webhookTimeoutSeconds: 600 });
		const credential = await saveCredential(client, simulator, secret);
		for (const verifyWithPiApi of [true, false]) {
			const workflow = triggerWorkflow(credential, { options: { verifyWithPiApi } });
			triggers.push(await publish(client, workflow));
		}
	});

	afterAll(async () => await simulator.close());

	const counts = async (): Promise<number[]> =>
		await Promise.all(
			triggers.map(async ({ workflowId }) => (await client.executionsOf(workflowId)).ended),
		);

	/** What both triggers answer. Neither starts its workflow, and both still answer a webhook afterwards. */
	const answersTo = async (body: Body, contentType = 'application/json'): Promise<number[]> => {
		const task = simulator.addTask();
		const before = await counts();
		const headers = { ...jsonHeaders(secret), 'content-type': contentType };
		const statuses: number[] = [];
		for (const { url } of triggers) statuses.push((await send(url, body(task.id), headers)).status);
		for (const [index, trigger] of triggers.entries()) {
			const already = before[index] ?? 0;
			const others = await othersThanMarker(client, simulator, trigger, secret, already);
			expect(others).toHaveLength(already);
			expect(others).not.toContain(task.id);
		}
		return statuses;
	};

	it.each<[string, Body, number]>([
		['broken JSON', (id) => webhook(completed(id)).slice(0, -3), 422],
		['nothing', () => '', 400],
		['null', () => 'null', 400],
		['a number', () => '42', 400],
		['a text', (id) => JSON.stringify(webhook(completed(id))), 400],
		['a list', (id) => JSON.stringify([{ data: completed(id) }]), 400],
		['an empty object', () => '{}', 400],
		['data that is a text', (id) => webhook(JSON.stringify(completed(id))), 400],
		['data that is a list', (id) => webhook([completed(id)]), 400],
		['data that is null', () => webhook(null), 400],
		['no task_id', () => webhook({ status: 'completed' }), 400],
		['an empty task_id', () => webhook(completed('')), 400],
		['a task_id that is a number', () => webhook({ task_id: 7, status: 'completed' }), 400],
		['a task_id that leaves the path', () => webhook(completed('../account/info')), 400],
		['a task_id with a line break', (id) => webhook(completed(`${id}\n`)), 400],
		['a task_id without end', () => webhook(completed('a'.repeat(100_000))), 400],
		['no status', (id) => webhook({ task_id: id }), 400],
		['a status that is an object', (id) => webhook({ task_id: id, status: {} }), 400],
		['a task in __proto__', (id) => `{"__proto__":{"data":${JSON.stringify(completed(id))}}}`, 400],
		[
			'a task in the __proto__ of data',
			(id) => `{"data":{"__proto__":${JSON.stringify(completed(id))}}}`,
			400,
		],
		[
			'a task in constructor.prototype',
			(id) => `{"constructor":{"prototype":{"data":${JSON.stringify(completed(id))}}}}`,
			400,
		],
		[
			'lists nested 1,000 deep',
			(id) =>
				`{"data":{"task_id":"${id}","status":"completed","output":${nested(1000, '[', ']')}}}`,
			400,
		],
		[
			'objects nested 100,000 deep',
			(id) =>
				`{"data":{"task_id":"${id}","status":"completed","output":${nested(100_000, '{"a":', '}').replace('}', '1}')}}}`,
			400,
		],
	])('JSON: %s', async (_, body, status) => {
		expect(await answersTo(body)).toEqual([status, status]);
	});

	it('a call of 10 MB starts both: the input of a task may have files as text', async () => {
		const { id } = simulator.addTask();
		const large = webhook({ ...completed(id), input: 'x'.repeat(10 * MEGABYTE) });
		const before = await counts();
		for (const [index, trigger] of triggers.entries()) {
			expect((await send(trigger.url, large, jsonHeaders(secret))).status).toBe(200);
			const expected = (before[index] ?? 0) + 1;
			// Only when its execution has finished may the next test count.
			const others = await othersThanMarker(client, simulator, trigger, secret, expected);
			expect(others.filter((taskId) => taskId === id)).toHaveLength(1);
		}
	});

	it('more than n8n takes at all', async () => {
		const statuses = await answersTo((id) =>
			webhook({ ...completed(id), input: 'x'.repeat(20 * MEGABYTE) }),
		);
		for (const status of statuses) expect([413, 500]).toContain(status);
	});

	it.each<[string, Body]>([
		['application/x-www-form-urlencoded', (id) => `data[task_id]=${id}&data[status]=completed`],
		['application/x-www-form-urlencoded', (id) => `data=${JSON.stringify(completed(id))}`],
		['application/xml', (id) => `<data><task_id>${id}</task_id><status>completed</status></data>`],
		['text/xml', (id) => `<r><data><task_id>${id}</task_id><status>completed</status></data></r>`],
		['application/octet-stream', (id) => webhook(completed(id))],
		['application/octet-stream', () => randomBytes(1000)],
		['text/plain', (id) => webhook(completed(id))],
		['application/problem+json', (id) => webhook(completed(id))],
		[
			'multipart/form-data; boundary=x',
			(id) =>
				[
					'--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n',
					JSON.stringify(completed(id)),
					'\r\n--x--\r\n',
				].join(''),
		],
	])('of the type %s', async (contentType, body) => {
		expect(await answersTo(body, contentType)).toEqual([400, 400]);
	});

	it('broken XML', async () => {
		for (const status of await answersTo(() => '<data><task_id>', 'application/xml')) {
			expect(status).toBeGreaterThanOrEqual(400);
			expect(status).toBeLessThan(500);
		}
	});

	/** These have the shape of a webhook, of a task that does not exist or in a state that starts nothing. */
	it.each<[string, Body]>([
		['a status that nobody knows', (id) => webhook({ task_id: id, status: 'archiving' })],
		['a status from the prototype', (id) => webhook({ task_id: id, status: '__proto__' })],
		['a status that is a method', (id) => webhook({ task_id: id, status: 'constructor' })],
		[
			'a status with letters that are not UTF-8',
			(id) =>
				Buffer.concat([
					Buffer.from(`{"timestamp":1,"data":{"task_id":"${id}","status":"completed`),
					Buffer.from([0xff, 0xfe, 0xc3]),
					Buffer.from('"}}'),
				]),
		],
	])('are ignored when they have %s', async (_, body) => {
		expect(await answersTo(body)).toEqual([200, 200]);
	});

	it('are refused when the task_id is not UTF-8', async () => {
		const statuses = await answersTo(() =>
			Buffer.concat([
				Buffer.from('{"timestamp":1,"data":{"task_id":"'),
				Buffer.from([0xff, 0xfe, 0xc3]),
				Buffer.from('","status":"completed"}}'),
			]),
		);
		expect(statuses).toEqual([400, 400]);
	});

	it('do no harm with numbers beyond range and foreign keys, when all else is right', async () => {
		const [confirmed] = triggers;
		const { workflowId, url } = confirmed as PublishedTrigger;
		const before = (await client.executionsOf(workflowId)).ended;
		const task = simulator.addTask();
		const body = `{"timestamp":1e999,"__proto__":{"polluted":true},"data":{"task_id":"${task.id}","status":"completed","meta":{"usage":{"consume":-1e400}},"output":{"__proto__":{"polluted":true},"n":123456789012345678901234567890}}}`;
		expect((await send(url, body, jsonHeaders(secret))).status).toBe(200);
		const others = await othersThanMarker(
			client,
			simulator,
			confirmed as PublishedTrigger,
			secret,
			before + 1,
		);
		expect(others.filter((taskId) => taskId === task.id)).toHaveLength(1);
		const { over } = await client.executionsOf(workflowId);
		const stored = await Promise.all(
			over.map(async ({ id }) => (await client.storedExecution(id)).data),
		);
		expect(stored.join()).not.toContain('polluted');
	});

	it('are read no further when the method is another', async () => {
		const [{ url } = { url: '' }] = triggers;
		for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
			const response = await fetch(url, { method, headers: jsonHeaders(secret) });
			expect(response.status).toBe(404);
		}
	});
});
