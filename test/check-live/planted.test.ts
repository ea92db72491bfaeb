import type { DeviationKind } from '../../scripts/check-live/deviation';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { dataOf, openLiveStage, type Passing, type Rewrite } from './liveStage';

interface Planted {
	readonly name: string;
	readonly simulator?: SimulatorOptions;
	readonly plant?: Rewrite;
	readonly kind: DeviationKind;
	readonly where: string;
	readonly found?: string;
}

type Data = Record<string, Record<string, unknown>>;

const isGet = ({ method, path }: Passing): boolean =>
	method === 'GET' && path.startsWith('/api/v1/task/');

const isAccount = ({ path }: Passing): boolean => path === '/account/info';

const isHistory = ({ path }: Passing): boolean => path.startsWith('/api/open/tasks/histories');

/** A change of every task that PiAPI tells of. */
const inTask =
	(change: (data: Data) => void): Rewrite =>
	(answer) => {
		const data = dataOf(answer);
		if (answer.status === 200 && 'task_id' in data) change(data);
	};

/** A change of every task that has finished. */
const inCompleted = (change: (data: Data) => void): Rewrite =>
	inTask((data) => {
		if (String(data.status) === 'completed') change(data);
	});

const inRows =
	(change: (row: Record<string, unknown>) => void): Rewrite =>
	(answer) => {
		const rows: unknown = isHistory(answer) ? dataOf(answer).data : [];
		if (Array.isArray(rows)) rows.forEach(change);
	};

const isRefusal = ({ status }: Passing): boolean => status >= 400;

const LINK = 'https://files.example.com/a-private-place/fox.png';

const planted: readonly Planted[] = [
	{
		name: 'another unit of the usage',
		plant: inTask(({ meta }) => Object.assign(meta?.usage ?? {}, { type: 'credits' })),
		kind: 'usageType',
		where: 'data.meta.usage.type',
		found: 'credits',
	},
	{
		name: 'another unit in the history',
		plant: inRows((row) => Object.assign(row, { usage_type: 'credits' })),
		kind: 'usageType',
		where: 'data.data[].usage_type',
		found: 'credits',
	},
	{
		name: 'a usage of which the package reads no cost',
		plant: inCompleted(({ meta }) => Object.assign(meta?.usage ?? {}, { type: 'gold' })),
		kind: 'usageType',
		where: 'data.meta.usage',
	},
	{
		name: 'another word for a running task',
		plant: inTask((data) => {
			if (String(data.status) === 'pending') Object.assign(data, { status: 'queueing' });
		}),
		kind: 'status',
		where: 'data.status',
		found: 'queueing',
	},
	{
		name: 'another word for the end',
		plant: inCompleted((data) => Object.assign(data, { status: 'succeeded' })),
		kind: 'status',
		where: 'data.status',
		found: 'succeeded',
	},
	...['detail', 'logs', 'error', 'meta', 'output', 'input'].map((name): Planted => ({
		name: `no ${name}`,
		plant: inTask((data) => {
			delete data[name];
		}),
		kind: 'missingField',
		where: `data.${name}`,
	})),
	{
		name: 'no balance in the account',
		plant: (answer) => {
			if (isAccount(answer)) delete dataOf(answer).equivalent_in_usd;
		},
		kind: 'missingField',
		where: 'data.equivalent_in_usd',
	},
	{
		name: 'no task ID in the history',
		plant: inRows((row) => {
			row.taskId = row.task_id;
			delete row.task_id;
		}),
		kind: 'missingField',
		where: 'data.data[].task_id',
	},
	{
		name: 'rows in another place',
		simulator: { historyShape: { id: 'task_id', list: 'data.list', times: 'iso' } },
		kind: 'unknownField',
		where: 'data.list',
	},
	{
		name: 'an unknown field of a task',
		plant: inTask((data) => Object.assign(data, { queue_position: 3 })),
		kind: 'unknownField',
		where: 'data.queue_position',
	},
	{
		name: 'an unknown field of the output',
		plant: inCompleted(({ output }) => Object.assign(output ?? {}, { quality_score: 0.5 })),
		kind: 'unknownField',
		where: 'data.output.quality_score',
	},
	{
		name: 'an unknown field of the account',
		plant: (answer) => {
			if (isAccount(answer)) Object.assign(dataOf(answer), { loyalty_level: 'gold' });
		},
		kind: 'unknownField',
		where: 'data.loyalty_level',
	},
	{
		name: 'amounts as text',
		plant: inTask(({ meta }) => Object.assign(meta?.usage ?? {}, { frozen: '15000' })),
		kind: 'otherType',
		where: 'data.meta.usage.frozen',
		found: 'string',
	},
	{
		name: 'the result in another place',
		plant: inCompleted((data) => Object.assign(data, { output: { media: { main: LINK } } })),
		kind: 'resultPath',
		where: 'data.output.media.main',
	},
	{
		name: 'the result in a list of objects',
		plant: inCompleted((data) =>
			Object.assign(data, { output: { works: [{ pictures: [LINK] }] } }),
		),
		kind: 'resultPath',
		where: 'data.output.works.pictures',
	},
	{
		name: 'no result',
		plant: inCompleted((data) => Object.assign(data, { output: {} })),
		kind: 'unreadResult',
		where: 'data.output',
		found: 'no link',
	},
	{
		name: 'an error without a code',
		plant: (answer) => {
			if (isRefusal(answer)) delete answer.json.code;
		},
		kind: 'errorForm',
		where: 'code',
	},
	{
		name: 'an error in the form of another API',
		plant: (answer) => {
			if (isRefusal(answer)) answer.json = { error: { message: 'no such thing' } };
		},
		kind: 'errorForm',
		where: 'error',
	},
	{
		name: 'an error with another status',
		plant: (answer) => {
			if (isGet(answer) && answer.status === 404) answer.status = 400;
		},
		kind: 'errorForm',
		where: 'HTTP status',
		found: '400',
	},
	{
		name: 'an error inside of HTTP 200',
		plant: (answer) => {
			if (isRefusal(answer)) answer.status = 200;
		},
		kind: 'errorForm',
		where: 'HTTP status',
		found: '200',
	},
	{
		name: 'an error as a page',
		plant: (answer) => {
			if (isRefusal(answer)) answer.html = '<html>Not found</html>';
		},
		kind: 'errorForm',
		where: 'body',
		found: 'not JSON',
	},
	{
		name: 'a failed task without a reason',
		simulator: { outcome: () => ({ failed: { code: 0, message: '' } }) },
		kind: 'errorForm',
		where: 'data.error.message',
	},
	{
		name: 'wrong bodies that are accepted',
		plant: (answer) => {
			// The last two creates are those with wrong fields.
			if (answer.json.message === undefined || !String(answer.json.message).includes('prompt'))
				return;
			answer.status = 200;
			answer.json = {
				code: 200,
				message: 'success',
				data: {
					task_id: 'accepted-1',
					status: 'pending',
					model: 'Qubico/flux1-schnell',
					task_type: 'txt2img',
				},
			};
		},
		kind: 'errorForm',
		where: 'HTTP status',
		found: 'a task was created',
	},
	{
		name: 'a request that PiAPI refuses',
		plant: (answer) => {
			if (!('task_id' in dataOf(answer)) || answer.method !== 'POST') return;
			answer.status = 400;
			answer.json = { code: 400, message: 'this model is discontinued', data: null };
		},
		kind: 'refused',
		where: 'HTTP status',
		found: '400',
	},
	{
		name: 'an echo with another prompt',
		simulator: { echo: 'extended' },
		kind: 'echo',
		where: 'data.input.prompt',
		found: 'another string',
	},
	{
		name: 'an echo of the model in another case',
		simulator: { modelCase: 'upper' },
		kind: 'echo',
		where: 'data.model',
	},
	{
		name: 'another price',
		plant: inTask(({ meta }) => {
			const usage = (meta?.usage ?? {}) as Record<string, unknown>;
			for (const name of ['frozen', 'consume']) if (Number(usage[name]) > 0) usage[name] = 20_000;
		}),
		kind: 'price',
		where: 'data.meta.usage.consume',
		found: '0.002 US dollars',
	},
];

it.each(planted)('finds $name', async ({ simulator, plant, kind, where, found }) => {
	const stage = await openLiveStage(simulator, plant);
	try {
		const { report, exitCode } = await stage.run(['--wait', '30']);
		const expected = { kind, where, ...(found === undefined ? {} : { found }) };
		expect(report.deviations).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
		expect(exitCode).not.toBe(0);
		const { markdown } = await stage.report();
		expect(markdown).toContain(where);
		expect(markdown).not.toContain(LINK);
	} finally {
		await stage.close();
	}
});
