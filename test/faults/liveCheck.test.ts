import type { SimulatorOptions } from '../../tools/simulator/options';
import type { Fault } from '../../tools/simulator/faults';
import { EXIT } from '../../scripts/check-live/run';
import { dataOf, openLiveStage, type LiveStage, type Rewrite } from '../check-live/liveStage';

const PRICE = 0.0015;

interface Row {
	readonly name: string;
	readonly fault?: Omit<Fault, 'when'> & { readonly when?: Fault['when'] };
	readonly simulator?: SimulatorOptions;
	readonly rewrite?: Rewrite;
	/** How the run ends; anything when left out. */
	readonly exitCode?: number;
	/** How many tasks there may be. */
	readonly most: number;
}

const creates = (...kinds: ReadonlyArray<Fault['kind']>): Row[] =>
	kinds.map((kind) => ({ name: `create: ${kind}`, fault: { on: 'create', kind }, most: 2 }));

const withWork = (...kinds: ReadonlyArray<Fault['kind']>): Row[] =>
	kinds.map((kind) => ({
		name: `create: ${kind}, the task exists`,
		fault: { on: 'create', kind, workDone: true },
		exitCode: EXIT.stopped,
		most: 1,
	}));

const shapes = (...names: ReadonlyArray<NonNullable<Fault['shape']>>): Row[] =>
	names.map((shape) => ({
		name: `create: ${shape}`,
		fault: { on: 'create', kind: 'wrongShape', shape },
		most: 2,
	}));

const reads = (on: Fault['on'], ...kinds: ReadonlyArray<Fault['kind']>): Row[] =>
	kinds.map((kind) => ({ name: `${on}: ${kind}`, fault: { on, kind }, most: 2 }));

/** The create of a real task, after those that PiAPI refuses for their body. */
const isTask = ({ path, method }: { path: string; method: string }): boolean =>
	method === 'POST' && path === '/api/v1/task';

const rows: readonly Row[] = [
	{ name: 'no fault', exitCode: EXIT.agrees, most: 2 },
	...creates('rateLimited', 'badGateway', 'unavailable', 'unavailableRetry', 'redirect'),
	...creates('serverError', 'resetBefore', 'hang', 'refusedInside200', 'code500Inside200'),
	...creates('notFound', 'unauthorized', 'keyRevoked', 'noCredit'),
	...withWork('serverError', 'badGateway', 'unavailable', 'hang', 'code500Inside200'),
	...withWork('resetAfter', 'brokenJson', 'emptyBody').map((row) => ({
		...row,
		fault: { on: 'create' as const, kind: row.fault?.kind ?? 'hang' },
	})),
	...shapes('dataNull', 'taskIdMissing', 'outputNull', 'errorMissing', 'errorNull', 'metaEmpty'),
	...shapes('statusMissing', 'statusCapitalised', 'statusUnknown'),
	...([200, 400, 402, 500] as const).map((status): Row => ({
		name: `create: no credit, HTTP ${status}`,
		fault: { on: 'create', kind: 'noCredit', status },
		most: 0,
	})),
	{
		name: 'create: the answer is about another task',
		rewrite: (answer) => {
			if (!isTask(answer) || answer.status !== 200) return;
			Object.assign(dataOf(answer), { task_id: 'another-task', input: { prompt: 'another' } });
		},
		exitCode: EXIT.stopped,
		most: 1,
	},
	{
		name: 'create: it holds more than the cap',
		rewrite: (answer) => {
			const usage = dataOf(answer).meta?.usage as Record<string, unknown> | undefined;
			if (usage) usage.frozen = 700_000;
		},
		exitCode: EXIT.stopped,
		most: 1,
	},
	{
		name: 'create: HTML',
		rewrite: (answer) => {
			if (isTask(answer) && answer.status === 200) answer.html = '<html>Sign in</html>';
		},
		exitCode: EXIT.stopped,
		most: 1,
	},
	{
		name: 'wait: it never finishes',
		simulator: { taskSeconds: Infinity },
		exitCode: EXIT.stopped,
		most: 1,
	},
	{
		name: 'wait: it stays pending',
		simulator: { pendingSeconds: Infinity },
		exitCode: EXIT.stopped,
		most: 1,
	},
	{
		name: 'wait: it fails',
		simulator: { outcome: () => ({ failed: { code: 10000, message: 'task failed' } }) },
		exitCode: EXIT.agrees,
		most: 2,
	},
	...reads(
		'status',
		'rateLimited',
		'serverError',
		'badGateway',
		'hang',
		'brokenJson',
		'unauthorized',
	),
	...reads('status', 'anotherTask', 'swappedTasks', 'keyRevoked', 'notFound', 'emptyBody'),
	...reads('history', 'rateLimited', 'serverError', 'hang', 'brokenJson', 'notFound', 'keyRevoked'),
	...reads('account', 'serverError', 'hang', 'brokenJson', 'unauthorized').map((row) => ({
		...row,
		exitCode: EXIT.stopped,
		most: 0,
	})),
	...reads('cancel', 'serverError', 'hang', 'resetAfter', 'brokenJson', 'rateLimited'),
	{
		name: 'the answer is lost and the history lags',
		fault: { on: 'create', kind: 'resetAfter' },
		simulator: { historyLag: 30 },
		exitCode: EXIT.stopped,
		most: 1,
	},
	{
		name: 'the answer is lost and nothing is echoed',
		fault: { on: 'create', kind: 'resetAfter' },
		simulator: { echo: 'empty' },
		exitCode: EXIT.stopped,
		most: 1,
	},
	{ name: 'the history lags', simulator: { historyLag: 300 }, most: 2 },
	{ name: 'one task at a time', simulator: { maxConcurrent: 1 }, most: 2 },
	{ name: 'wrong bodies are accepted', simulator: { acceptUnknownInput: true }, most: 2 },
];

describe.each([
	{ when: 'first', cap: 2 * PRICE },
	{ when: 'all', cap: 0.05 },
] as const)('a fault on $when, with a cap of $cap', ({ when, cap }) => {
	let stage: LiveStage | undefined;

	afterEach(async () => await stage?.close());

	it.each(rows)('spends no more than the cap: $name', async (row) => {
		stage = await openLiveStage(row.simulator, row.rewrite);
		// Three creates come before the first task: PiAPI has to refuse them.
		const skip = row.fault?.on === 'create' ? 3 : 0;
		const isDue = (count: number): boolean =>
			when === 'first' ? count === skip + 1 : count > skip;
		if (row.fault) stage.simulator.fault({ ...row.fault, when: isDue });
		const { exitCode, report } = await stage.run(['--cap', String(cap), '--wait', '60']);
		const tasks = stage.simulator.ledger.createdTasks();
		expect(stage.spentUsd()).toBeLessThanOrEqual(cap + 1e-9);
		expect(tasks.length).toBeLessThanOrEqual(row.most);
		expect(stage.spentUsd()).toBeLessThanOrEqual(report.costs.committedUsd + 1e-9);
		if (row.exitCode !== undefined) expect(exitCode).toBe(row.exitCode);
	});
});

it('counts what PiAPI holds in place of the documented price, where it is more', async () => {
	const stage = await openLiveStage({}, (answer) => {
		const usage = dataOf(answer).meta?.usage as Record<string, unknown> | undefined;
		if (usage) usage.frozen = 25_000;
	});
	try {
		const { report } = await stage.run(['--cap', '0.004']);
		expect(stage.simulator.ledger.createdTasks()).toHaveLength(1);
		expect(report.costs.committedUsd).toBeCloseTo(0.0025);
		expect(report.skipped.join('\n')).toContain('it may cost $0.0025');
	} finally {
		await stage.close();
	}
});

it('sends nothing when the cap is too low for what the user names', async () => {
	const stage = await openLiveStage();
	try {
		await expect(stage.run(['--cap', '0.001'])).rejects.toThrow(
			/may cost \$0.0015, and the cap is/,
		);
		expect(stage.simulator.ledger.requests).toEqual([]);
	} finally {
		await stage.close();
	}
});

it('creates nothing after a stop, and says what it created', async () => {
	const stop = new AbortController();
	const stage = await openLiveStage({ taskSeconds: Infinity }, ({ method, path, status }) => {
		if (method === 'POST' && path === '/api/v1/task' && status === 200) {
			setTimeout(() => stop.abort(), 100);
		}
	});
	try {
		const { exitCode, lines } = await stage.run([], stop.signal);
		const [task, ...more] = stage.simulator.ledger.createdTasks();
		expect(more).toEqual([]);
		expect(exitCode).toBe(EXIT.interrupted);
		expect(lines.slice(-4).join('\n')).toContain(task?.id);
		expect((await stage.report()).markdown).toContain('It stopped early');
	} finally {
		await stage.close();
	}
});

it('never takes the task of someone else for its own', async () => {
	let foreign = '';
	const stage = await openLiveStage({}, (answer) => {
		const data = dataOf(answer) as Record<string, unknown>;
		if (!isTask(answer) || answer.status !== 200) return;
		Object.assign(data, { task_id: foreign, input: { prompt: 'of someone else' } });
	});
	try {
		foreign = stage.simulator.addTask({ state: 'pending' }).id;
		const { report, lines } = await stage.run([]);
		expect(report.stopped).toContain('was lost');
		expect(report.deviations).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ kind: 'echo', where: 'data.input.prompt' }),
			]),
		);
		expect(stage.simulator.ledger.requestsTo('cancel')).toHaveLength(1);
		expect(lines.join('\n')).not.toContain(`${foreign}  `);
		const [own] = stage.simulator.ledger.createdTasks();
		expect(lines.join('\n')).toContain(`${own?.id}  flux.txt2img`);
	} finally {
		await stage.close();
	}
});
