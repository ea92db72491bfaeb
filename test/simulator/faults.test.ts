import { call, create, handClock, imagine, getTask, until } from '../../tools/simulator/call';
import type { Fault } from '../../tools/simulator/faults';
import type { RequestRecord } from '../../tools/simulator/requestRecord';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

describe('the faults of the simulator', () => {
	let simulator: Simulator;
	let clock: ReturnType<typeof handClock>;

	beforeEach(async () => {
		clock = handClock();
		simulator = await startSimulator({ clock });
	});

	afterEach(async () => await simulator.close());

	const onFirst = (fault: Omit<Fault, 'on' | 'when'>): void =>
		simulator.fault({ on: 'create', when: 'first', ...fault });

	const made = (): number => simulator.ledger.createdTasks().length;

	const rawCreate = async (): Promise<Response> =>
		await fetch(`${simulator.url}/api/v1/task`, {
			method: 'POST',
			headers: { 'x-api-key': simulator.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify(imagine()),
			redirect: 'manual',
		});

	it.each([
		[{ kind: 'rateLimited', retryAfter: 7 } as const, 429, '7'],
		[{ kind: 'rateLimited' } as const, 429, null],
		[{ kind: 'serverError' } as const, 500, null],
		[{ kind: 'notFound' } as const, 404, null],
		[{ kind: 'unauthorized' } as const, 401, null],
		[{ kind: 'badGateway' } as const, 502, null],
		[{ kind: 'unavailable' } as const, 503, null],
		[{ kind: 'unavailableRetry', retryAfter: 2 } as const, 503, '2'],
		[{ kind: 'refusedInside200' } as const, 200, null],
	])('%j answers %i, makes nothing, and passes', async (fault, status, retryAfter) => {
		onFirst(fault);
		const response = await rawCreate();
		expect(response.status).toBe(status);
		expect(response.headers.get('retry-after')).toBe(retryAfter);
		expect(made()).toBe(0);
		expect((await rawCreate()).status).toBe(200);
		expect(made()).toBe(1);
		expect(simulator.ledger.requests.map((request) => request.fault)).toEqual([
			fault.kind,
			undefined,
		]);
	});

	it('puts another code inside 200', async () => {
		onFirst({ kind: 'code500Inside200', workDone: true });
		expect(await create(simulator, imagine())).toMatchObject({ status: 200, body: { code: 500 } });
		expect(made()).toBe(1);
	});

	it('resets before and after the work', async () => {
		simulator.fault({ on: 'create', when: (count) => count === 1, kind: 'resetBefore' });
		simulator.fault({ on: 'create', when: (count) => count === 2, kind: 'resetAfter' });
		await expect(rawCreate()).rejects.toThrow('fetch failed');
		expect(made()).toBe(0);
		await expect(rawCreate()).rejects.toThrow('fetch failed');
		expect(made()).toBe(1);
		expect(simulator.ledger.requests.map(({ answered }) => answered)).toEqual(['reset', 'reset']);
	});

	it('hangs until it is closed', async () => {
		onFirst({ kind: 'hang', workDone: true });
		const hanging = rawCreate();
		const failed = expect(hanging).rejects.toThrow();
		await until(() => made() > 0);
		await simulator.close();
		await failed;
		expect(simulator.ledger.requests[0]).toMatchObject({ answered: undefined, abandoned: true });
	});

	it('spoils the body', async () => {
		simulator.fault({ on: 'create', when: (count) => count === 1, kind: 'brokenJson' });
		simulator.fault({ on: 'create', when: (count) => count === 2, kind: 'emptyBody' });
		simulator.fault({ on: 'create', when: (count) => count === 3, kind: 'truncatedFile' });
		simulator.fault({ on: 'create', when: (count) => count === 4, kind: 'slowBody' });
		const broken = await (await rawCreate()).text();
		expect(broken).toMatch(/^\{"code":200/);
		expect(() => JSON.parse(broken) as unknown).toThrow();
		expect(await (await rawCreate()).text()).toBe('');
		await expect((async () => await (await rawCreate()).text())()).rejects.toThrow();
		expect(await (await rawCreate()).json()).toMatchObject({ code: 200 });
		expect(made()).toBe(4);
	});

	it('holds answers back until they are released, and does their work at once', async () => {
		const release = simulator.hold({ on: 'create', when: 'all' });
		const read: string[] = [];
		const answers = ['one', 'two'].map(async (name) => {
			const response = await rawCreate();
			expect(await response.json()).toMatchObject({ code: 200 });
			read.push(name);
		});
		await until(() => made() === 2);
		expect(await getTask(simulator, simulator.ledger.createdTasks()[0]?.id ?? '')).toMatchObject({
			status: 200,
		});
		expect(read).toEqual([]);
		release();
		await Promise.all(answers);
		expect(read.sort()).toEqual(['one', 'two']);
	});

	it('gives answers of a wrong shape', async () => {
		const { id } = simulator.addTask();
		const shapeOf = async (shape: Fault['shape']): Promise<unknown> => {
			simulator.clearFaults();
			simulator.fault({ on: 'status', when: 'all', kind: 'wrongShape', shape });
			return (await getTask(simulator, id)).body.data;
		};
		expect(await shapeOf('dataNull')).toBeNull();
		expect(await shapeOf('taskIdMissing')).not.toHaveProperty('task_id');
		expect(await shapeOf('errorMissing')).not.toHaveProperty('error');
		expect(await shapeOf('outputNull')).toMatchObject({ status: 'completed', output: null });
		expect(await shapeOf('statusCapitalised')).toMatchObject({ status: 'Completed' });
		expect(await shapeOf('statusUnknown')).toMatchObject({ status: 'archiving' });
	});

	it('redirects to an external origin, which records what arrives', async () => {
		simulator.fault({ on: 'account', when: 'all', kind: 'redirect' });
		const address = `${simulator.url}/account/info`;
		const response = await fetch(address, {
			headers: { 'x-api-key': simulator.apiKey },
			redirect: 'manual',
		});
		expect(response.status).toBe(302);
		const location = response.headers.get('location') ?? '';
		expect(location).toBe(`${simulator.externalUrl}/account/info`);
		expect(simulator.ledger.keysSeenOn('external')).toEqual([]);
		await call(simulator, location);
		expect(simulator.ledger.keysSeenOn('external')).toEqual([simulator.apiKey]);
		expect(simulator.ledger.mentions('external', simulator.apiKey)).toHaveLength(1);
	});

	it('chooses the requests it is told to', async () => {
		const { id } = simulator.addTask();
		simulator.fault({ on: 'status', when: 'everyThird', times: 2, kind: 'serverError' });
		simulator.fault({ on: 'status', when: 'last', total: 10, kind: 'notFound' });
		const statuses: number[] = [];
		for (let count = 1; count <= 10; count += 1)
			statuses.push((await getTask(simulator, id)).status);
		expect(statuses).toEqual([200, 200, 500, 200, 200, 500, 200, 200, 200, 404]);
		expect(() => simulator.fault({ on: 'status', when: 'last', kind: 'hang' })).toThrow('total');
	});

	it('counts the requests it is told to', async () => {
		const isFox = ({ rawBody }: RequestRecord): boolean => rawBody.includes('fox');
		simulator.fault({ on: 'create', when: 'last', total: 2, only: isFox, kind: 'notFound' });
		const statuses: number[] = [];
		for (const prompt of ['a fox', 'a bear', 'a bear', 'a fox', 'a fox']) {
			statuses.push((await create(simulator, imagine(prompt))).status);
		}
		expect(statuses).toEqual([200, 200, 200, 404, 200]);
	});

	it('refuses what a test wants refused', async () => {
		simulator.behaviour.refuses = ({ input }) =>
			input.prompt === 'a fox' ? 'no foxes' : undefined;
		expect(await create(simulator, imagine('a fox'))).toMatchObject({
			status: 400,
			body: { message: 'no foxes' },
		});
		expect((await create(simulator, imagine('a bear'))).status).toBe(200);
		expect(made()).toBe(1);
	});

	it('ends after a time', async () => {
		simulator.fault({ on: 'create', when: 'all', forSeconds: 60, kind: 'rateLimited' });
		clock.pass(100);
		const statuses: number[] = [];
		for (const seconds of [0, 59, 1, 1]) {
			clock.pass(seconds);
			statuses.push((await create(simulator, imagine())).status);
		}
		expect(statuses).toEqual([429, 429, 429, 200]);
	});
});
