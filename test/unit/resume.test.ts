import type {
	IDataObject,
	IHttpRequestOptions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { resumeByCallback } from '../../nodes/execute/resume';
import { waitingItem } from '../../nodes/execute/waitingTask';
import { pendingTask } from '../../nodes/transport/task';

const shape = {
	output: { form: 'simplified' },
	oneItemPerFile: false,
	downloadFiles: false,
	maximumFileSize: 5,
} as const;

/** Text of a task as PiAPI tells it. */
const told = (taskId: string, status: string): IDataObject => ({
	task_id: taskId,
	model: 'midjourney',
	task_type: 'imagine',
	status,
	output: { image_url: `https://x.example/${taskId}.png` },
});

const unused = (): never => {
	throw new Error('Not in this test');
};

/** PiAPI and n8n around one paused execution. */
class Paused {
	private static count = 0;
	readonly executionId = `resume ${(Paused.count += 1)}`;
	readonly statuses = new Map<string, string>();
	readonly checks: string[] = [];
	/** Answers in place of the status; may wait. */
	answers: (taskId: string) => Promise<IDataObject | undefined> = async () =>
		await Promise.resolve(undefined);
	warnings: string[] = [];

	constructor(
		readonly taskIds: readonly string[],
		private readonly until?: number,
	) {}

	items(): INodeExecutionData[] {
		return this.taskIds.map((id, index) => {
			const item = waitingItem(pendingTask(id), families, index, shape);
			const limit = this.until === undefined ? {} : { until: this.until };
			return { ...item, piApiTask: { ...(item.piApiTask as IDataObject), ...limit } };
		});
	}

	private async send({ url }: IHttpRequestOptions): Promise<unknown> {
		const id = url.split('/').at(-1) ?? '';
		this.checks.push(id);
		const data = (await this.answers(id)) ?? told(id, this.statuses.get(id) ?? 'processing');
		return { statusCode: 200, headers: {}, body: { code: 200, data, message: 'success' } };
	}

	/** One call; `stored` tells n8n to answer, as it does when it has stored the execution. */
	async call(body: unknown) {
		const listeners: Array<() => void> = [];
		const replies: Array<{ status: number; body: unknown }> = [];
		const response = {
			headersSent: false,
			status: (status: number) => ({
				json: (json: unknown) => {
					if (response.headersSent) throw new Error('Headers were sent');
					response.headersSent = true;
					replies.push({ status, body: json });
				},
			}),
			once: (_: string, listener: () => void) => listeners.push(listener),
		};
		const context = {
			getExecutionId: () => this.executionId,
			evaluateExpression: () => this.items(),
			getCredentials: async () =>
				await Promise.resolve({
					apiKey: 'key',
					baseUrl: 'https://api.example',
					uploadUrl: 'https://upload.example',
				}),
			getNode: () => ({ name: 'Make', type: 'x' }),
			getBodyData: () => body,
			getResponseObject: () => response,
			logger: { warn: (text: string) => this.warnings.push(text), debug: () => undefined },
			helpers: {
				httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) =>
					await this.send(options),
				httpRequest: unused,
			},
		} as unknown as IWebhookFunctions;
		const result: IWebhookResponseData = await resumeByCallback(context, families);
		return {
			status: replies[0]?.status,
			replies,
			output: result.workflowData?.[0],
			stored: () => {
				const body = result.webhookResponse as unknown;
				listeners.forEach((listener) => listener());
				return body;
			},
			failed: () => listeners.forEach((listener) => listener()),
		};
	}

	async callAbout(taskId: string, status = 'completed') {
		return await this.call({ timestamp: 1, data: told(taskId, status) });
	}
}

const deferred = () => {
	let resolve: () => void = unused;
	const promise = new Promise<void>((done) => {
		resolve = done;
	});
	return { promise, resolve };
};

describe('a callback', () => {
	it('resumes with all finished tasks, in order, and is answered by n8n', async () => {
		const paused = new Paused(['a', 'b']);
		paused.statuses.set('a', 'completed').set('b', 'failed');
		const call = await paused.callAbout('b', 'failed');
		expect(call.replies).toEqual([]);
		expect(call.output?.map(({ json }) => json.url ?? json.details)).toEqual([
			'https://x.example/a.png',
			expect.objectContaining({ taskId: 'b', status: 'failed' }),
		]);
		expect(call.stored()).toEqual({ received: true });
		expect(paused.checks).toEqual(['b', 'a']);
	});

	it('before the last one has finished resumes nothing; its task is not checked again', async () => {
		const paused = new Paused(['a', 'b', 'c']);
		paused.statuses.set('b', 'completed');
		expect(await paused.callAbout('b')).toMatchObject({ status: 200, output: undefined });
		paused.statuses.set('a', 'completed').set('c', 'completed');
		expect((await paused.callAbout('c')).output).toHaveLength(3);
		expect(paused.checks).toEqual(['b', 'a', 'c', 'a']);
	});

	it.each([
		['completed', 503],
		['failed', 503],
		['processing', 200],
	])('that says %s while PiAPI still says processing is answered %i', async (said, status) => {
		const paused = new Paused(['a', 'b', 'c']);
		expect(await paused.callAbout('a', said)).toMatchObject({ status, output: undefined });
	});

	it('is not believed when the answer is about another task', async () => {
		const paused = new Paused(['a']);
		paused.answers = async () => await Promise.resolve(told('b', 'completed'));
		expect(await paused.callAbout('a')).toMatchObject({ status: 503, output: undefined });
	});

	it('after which one task is unfinished is repeated twice, since its call may be lost', async () => {
		const paused = new Paused(['a', 'b', 'c']);
		paused.statuses.set('a', 'completed').set('b', 'completed');
		for (const status of [503, 503, 200]) {
			expect(await paused.callAbout('a')).toMatchObject({ status, output: undefined });
		}
		expect(await paused.callAbout('b')).toMatchObject({ status: 503 });
		paused.statuses.set('c', 'completed');
		expect((await paused.callAbout('b')).output).toHaveLength(3);
	});

	it.each(['a', 'unknown'])(
		'of a single unfinished task is not repeated (about %s)',
		async (taskId) => {
			expect(await new Paused(['a']).callAbout(taskId, 'processing')).toMatchObject({
				status: 200,
			});
		},
	);

	it.each([undefined, null, 'text', [], { data: 1 }, { data: { task_id: 1 } }])(
		'without a task (%j) still checks the tasks',
		async (body) => {
			const paused = new Paused(['a']);
			expect((await paused.call(body)).status).toBe(200);
			paused.statuses.set('a', 'completed');
			expect((await paused.call(body)).output).toHaveLength(1);
		},
	);

	it('is answered 503, with the reason in the log, when something unexpected goes wrong', async () => {
		const paused = new Paused(['a']);
		paused.items = unused;
		expect(await paused.callAbout('a')).toMatchObject({ status: 503 });
		expect(paused.warnings).toEqual([expect.stringContaining('Not in this test')]);
	});
});

describe('an execution', () => {
	it('is resumed once, whatever order the status requests end in', async () => {
		const paused = new Paused(['a']);
		paused.statuses.set('a', 'completed');
		const slow = deferred();
		paused.answers = async () => {
			if (paused.checks.length === 1) await slow.promise;
			return undefined;
		};
		const late = paused.callAbout('a');
		const early = await paused.callAbout('a');
		expect(early.output).toHaveLength(1);
		early.stored();
		slow.resolve();
		expect(await late).toMatchObject({ status: 200, output: undefined });
		expect(await paused.callAbout('a')).toMatchObject({ status: 200, output: undefined });
	});

	it('is resumed again when it pauses for other tasks', async () => {
		const first = new Paused(['a']);
		first.statuses.set('a', 'completed');
		(await first.callAbout('a')).stored();
		const second = Object.assign(new Paused(['b']), { executionId: first.executionId });
		second.statuses.set('b', 'completed');
		expect((await second.callAbout('b')).output).toHaveLength(1);
	});

	it('of the same tasks is resumed for each execution', async () => {
		for (let time = 0; time < 2; time++) {
			const paused = new Paused(['a']);
			paused.statuses.set('a', 'completed');
			const call = await paused.callAbout('a');
			expect(call.output).toHaveLength(1);
			call.stored();
		}
	});

	it('that is being resumed asks for the call again, and is resumed by it when n8n failed', async () => {
		const paused = new Paused(['a']);
		paused.statuses.set('a', 'completed');
		const first = await paused.callAbout('a');
		expect(await paused.callAbout('a')).toMatchObject({ status: 503, output: undefined });
		first.failed();
		expect((await paused.callAbout('a')).output).toHaveLength(1);
	});

	it('is left to n8n when its time limit passes while the call is processed', async () => {
		let now = 1_000;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		try {
			const paused = new Paused(['a'], 2_000);
			paused.statuses.set('a', 'completed');
			paused.answers = async () => {
				now = 2_000;
				return await Promise.resolve(undefined);
			};
			expect(await paused.callAbout('a')).toMatchObject({ status: 503, output: undefined });
			// n8n was late, and the execution is still paused.
			expect((await paused.callAbout('a')).output).toHaveLength(1);
		} finally {
			clock.mockRestore();
		}
	});

	it('without waiting tasks is not resumed', async () => {
		expect(await new Paused([]).callAbout('a')).toMatchObject({ status: 200, output: undefined });
	});
});

it('a call that has its answer gets no second one', async () => {
	const paused = new Paused(['a']);
	const call = await paused.callAbout('a');
	expect(call.replies).toHaveLength(1);
});
