import type { IWebhookFunctions } from 'n8n-workflow';

import { answer } from '../../nodes/execute/respond';
import { systemClock } from '../../nodes/task/clock';
import { HandClock } from './handClock';
import { Paused, told, unused } from './pausedExecution';

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

	it('resumes with the model that the node chose', async () => {
		const paused = new Paused(['a']);
		paused.modelName = 'Fox 2';
		paused.statuses.set('a', 'completed');
		const { output } = await paused.callAbout('a');
		expect(output).toMatchObject([{ json: { modelName: 'Fox 2', taskId: 'a', attempts: [] } }]);
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
		// The memory of its tasks ended with the pause.
		expect(paused.checks).toEqual(['a', 'a', 'a']);
	});

	it('is resumed again when it pauses for other tasks', async () => {
		const first = new Paused(['a']);
		first.statuses.set('a', 'completed');
		(await first.callAbout('a')).stored();
		// The memory of its tasks ended with the pause.
		await first.callAbout('a');
		expect(first.checks).toEqual(['a', 'a']);
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
		expect(paused.checks).toEqual(['a']);
	});

	it('is resumed by the repeat of a call that went wrong', async () => {
		const paused = new Paused(['a']);
		paused.statuses.set('a', 'completed');
		paused.failures = 1;
		expect(await paused.callAbout('a')).toMatchObject({ status: 503, output: undefined });
		expect((await paused.callAbout('a')).output).toHaveLength(1);
	});

	it.each(['checks', 'downloads'])(
		'is left to n8n when its time limit passes during the %s',
		async (during) => {
			let now = 1_000;
			const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
			try {
				const paused = new Paused(['a'], 2_000);
				paused.statuses.set('a', 'completed');
				let downloads = 0;
				paused.onDownload = () => {
					downloads += 1;
					if (during === 'downloads') now = 2_000;
				};
				paused.answers = async () => {
					if (during === 'checks') now = 2_000;
					return await Promise.resolve(undefined);
				};
				expect(await paused.callAbout('a')).toMatchObject({ status: 503, output: undefined });
				expect(downloads).toBe(during === 'checks' ? 0 : 1);
				// n8n was late, and the execution is still paused.
				expect((await paused.callAbout('a')).output).toHaveLength(1);
			} finally {
				clock.mockRestore();
			}
		},
	);

	it('is answered when a download never ends, at the latest as n8n resumes by itself', async () => {
		const clock = new HandClock();
		jest.spyOn(systemClock, 'now').mockImplementation(() => clock.now());
		jest.spyOn(systemClock, 'sleep').mockImplementation(clock.sleep.bind(clock));
		try {
			const paused = new Paused(['a'], clock.now() + 90_000);
			paused.onDownload = async () => await new Promise(() => undefined);
			paused.statuses.set('a', 'completed');
			const call = paused.callAbout('a');
			await clock.advance(91_000);
			expect(await Promise.race([call, Promise.resolve('still open')])).toMatchObject({
				status: 503,
			});
		} finally {
			jest.restoreAllMocks();
		}
	});

	it('without waiting tasks is not resumed', async () => {
		expect(await new Paused([]).callAbout('a')).toMatchObject({ status: 200, output: undefined });
	});
});

it('a call that has its answer gets no second one', () => {
	const sent: number[] = [];
	const response = {
		headersSent: false,
		status: (status: number) => ({
			json: () => {
				sent.push(status);
				response.headersSent = true;
			},
		}),
	};
	const context = { getResponseObject: () => response } as unknown as IWebhookFunctions;
	expect(answer(context, 200)).toEqual({ noWebhookResponse: true });
	expect(answer(context, 503, 'try again later')).toEqual({ noWebhookResponse: true });
	expect(sent).toEqual([200]);
});
