import { call, create, handClock, imagine, getTask, type Reply } from '../../tools/simulator/call';
import type { Fault } from '../../tools/simulator/faults';
import type { RequestKind } from '../../tools/simulator/requestRecord';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

/** PiAPI's time in these tests. */
const NOW = Date.parse('2026-01-02T03:04:05Z');

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ clock: handClock(NOW) });
});

afterEach(async () => await simulator.close());

describe('how the simulator refuses', () => {
	it.each([200, 400, 402, 500] as const)('no credit, told with HTTP %i', async (status) => {
		simulator.fault({ on: 'create', when: 'first', kind: 'noCredit', status });
		const refused = await create(simulator, imagine());
		expect(refused.status).toBe(status);
		expect(refused.body.code).not.toBe(200);
		expect(JSON.stringify(refused.body)).toMatch(/failed to freeze point|insufficient credits/);
		expect(refused.body.data?.task_id ?? '').toBe('');
		expect(simulator.ledger.createdTasks()).toEqual([]);
		expect((await create(simulator, imagine())).status).toBe(200);
	});

	it.each<[Fault['retryAfter'], string]>([
		[0, '0'],
		[-5, '-5'],
		[3600, '3600'],
		['soon', 'soon'],
		[{ secondsFromNow: 30 }, 'Fri, 02 Jan 2026 03:04:35 GMT'],
		[{ secondsFromNow: -60 }, 'Fri, 02 Jan 2026 03:03:05 GMT'],
	])('with Retry-After %j', async (retryAfter, header) => {
		simulator.fault({ on: 'create', when: 'all', kind: 'rateLimited', retryAfter });
		expect((await create(simulator, imagine())).headers.get('retry-after')).toBe(header);
		simulator.clearFaults();
		simulator.fault({ on: 'create', when: 'all', kind: 'unavailableRetry', retryAfter });
		const response = await fetch(`${simulator.url}/api/v1/task`, {
			method: 'POST',
			headers: { 'x-api-key': simulator.apiKey },
		});
		expect([response.status, response.headers.get('retry-after')]).toEqual([503, header]);
	});

	const addresses = (): Array<[RequestKind, string, string]> => [
		['status', 'GET', `${simulator.url}/api/v1/task/unknown`],
		['history', 'GET', `${simulator.url}/api/open/tasks/histories`],
		['account', 'GET', `${simulator.url}/account/info`],
		['chat', 'POST', `${simulator.url}/v1/chat/completions`],
		['upload', 'POST', `${simulator.uploadUrl}/api/ephemeral_resource`],
		['file', 'GET', simulator.bigFile(10)],
	];

	it('with Retry-After on each kind of request', async () => {
		for (const [on, method, address] of addresses()) {
			simulator.fault({ on, when: 'all', kind: 'rateLimited', retryAfter: 3600 });
			const { status, headers } = await call(simulator, address, { method });
			expect([on, status, headers.get('retry-after')]).toEqual([on, 429, '3600']);
		}
	});

	it('counts a date of Retry-After in its own time', async () => {
		const ahead = await startSimulator({ clock: handClock(NOW), clockOffset: 300_000 });
		const retryAfter = { secondsFromNow: 30 };
		ahead.fault({ on: 'create', when: 'all', kind: 'rateLimited', retryAfter });
		const { headers } = await create(ahead, imagine());
		expect(headers.get('retry-after')).toBe('Fri, 02 Jan 2026 03:09:35 GMT');
		expect(headers.get('date')).toBe('Fri, 02 Jan 2026 03:09:05 GMT');
		await ahead.close();
	});

	it('every request that needs the key, once it is revoked', async () => {
		simulator.fault({ on: 'status', when: (count) => count === 2, kind: 'keyRevoked' });
		const { task_id: id } = (await create(simulator, imagine())).body.data;
		const statuses = [await getTask(simulator, id), await getTask(simulator, id)].map(
			({ status }) => status,
		);
		expect(statuses).toEqual([200, 401]);
		expect((await create(simulator, imagine())).status).toBe(401);
		const keyless = ['chat', 'file'];
		for (const [kind, method, address] of addresses()) {
			if (keyless.includes(kind)) continue;
			expect([kind, (await call(simulator, address, { method })).status]).toEqual([kind, 401]);
		}
		const chat = await fetch(`${simulator.url}/v1/chat/completions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.apiKey}` },
		});
		expect(chat.status).toBe(401);
		expect((await fetch(simulator.bigFile(10))).status).toBe(200);
		expect(simulator.ledger.createdTasks()).toHaveLength(1);
		simulator.behaviour.keyRevoked = false;
		expect((await getTask(simulator, id)).status).toBe(200);
	});
});

describe('answers about another task', () => {
	const idIn = ({ body }: Reply): string => body.data.task_id;

	it('name the task before the one that is created', async () => {
		const foreign = simulator.addTask();
		simulator.fault({ on: 'create', when: 'all', kind: 'anotherTask' });
		const [first, second] = [
			await create(simulator, imagine()),
			await create(simulator, imagine()),
		];
		const [one] = simulator.ledger.createdTasks();
		expect([idIn(first), idIn(second)]).toEqual([foreign.id, one?.id]);
		expect(simulator.ledger.createdTasks()).toHaveLength(2);
	});

	it('show the oldest other task to every check', async () => {
		const ids = [1, 2, 3].map(() => simulator.addTask().id);
		simulator.fault({ on: 'status', when: 'all', kind: 'anotherTask' });
		const seen = [];
		for (const id of ids) seen.push(idIn(await getTask(simulator, id)));
		expect(seen).toEqual([ids[1], ids[0], ids[0]]);
	});

	it('swap tasks', async () => {
		const ids = [1, 2, 3].map(() => simulator.addTask().id);
		simulator.fault({ on: 'status', when: 'all', kind: 'swappedTasks' });
		const seen = [];
		for (const id of ids) seen.push(idIn(await getTask(simulator, id)));
		expect(seen).toEqual([ids[1], ids[0], ids[1]]);
	});

	it('are right where there is no other task, and for what is unknown', async () => {
		const { id } = simulator.addTask();
		simulator.fault({ on: 'status', when: 'all', kind: 'anotherTask' });
		expect(idIn(await getTask(simulator, id))).toBe(id);
		expect((await getTask(simulator, 'unknown')).status).toBe(404);
	});
});
