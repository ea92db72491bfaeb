import { openLiveStage, type LiveStage } from './liveStage';

describe('against a PiAPI that follows the facts', () => {
	let stage: LiveStage;
	let result: Awaited<ReturnType<LiveStage['run']>>;

	beforeAll(async () => {
		stage = await openLiveStage();
		result = await stage.run([]);
	});

	afterAll(async () => await stage.close());

	it('finds no deviation', () => {
		expect(result.report.deviations).toEqual([]);
		expect(result.report.stopped).toBeNull();
		expect(result.exitCode).toBe(0);
	});

	it('creates the cheapest image, and cancels another one', () => {
		expect(result.report.tasks).toMatchObject([
			{ purpose: 'result', outcome: 'completed', reading: { hasUrl: true, files: 1 } },
			{ purpose: 'cancel', outcome: 'completed', cancel: { http: 400 } },
		]);
		expect(stage.simulator.ledger.requestsTo('cancel')).toHaveLength(2);
		expect(stage.spentUsd()).toBeCloseTo(0.003);
		expect(result.report.costs.committedUsd).toBeCloseTo(0.003);
	});

	it('says whether a lost create would be found, and where a mark comes back', () => {
		const [task] = result.report.tasks;
		expect(task).toMatchObject({ echo: 'full', foundBySearch: true });
		expect(task?.mark).toEqual({
			sentIn: 'config.webhook_config.secret',
			returnedIn: [
				'create: data.config.webhook_config.secret',
				'get: data.config.webhook_config.secret',
			],
		});
	});

	it('asks how PiAPI refuses, without creating anything', () => {
		const refused = result.report.questions.filter(({ http }) => http !== 200);
		expect(refused.map(({ http }) => http)).toEqual([404, 404, 400, 400, 400, 400, 401, 400, 400]);
	});

	it('sends no second create without a refusal of the first one', () => {
		const { ledger } = stage.simulator;
		const sent = ledger.requestsTo('create').map(({ rawBody }) => rawBody);
		expect(new Set(sent).size).toBe(sent.length);
	});

	it('prints the IDs of the tasks, and never the key', () => {
		const printed = result.lines.join('\n');
		for (const { id } of stage.simulator.ledger.createdTasks()) expect(printed).toContain(id);
		expect(printed).not.toContain(stage.simulator.apiKey);
	});
});

it('cancels a task that is still pending', async () => {
	const stage = await openLiveStage({ pendingSeconds: 20 });
	try {
		const { report } = await stage.run([]);
		expect(report.tasks[1]).toMatchObject({
			purpose: 'cancel',
			outcome: 'canceled',
			cancel: { http: 200 },
			statuses: ['pending', 'cancelled'],
		});
		expect(report.deviations).toEqual([]);
	} finally {
		await stage.close();
	}
});

it('names every operation that the user asks for, in order', async () => {
	const stage = await openLiveStage();
	try {
		const { report } = await stage.run([
			...['--operation', 'hunyuan.fast_txt2video', '--operation', 'trellis.text_to_3d'],
			...['--cap', '0.08'],
		]);
		expect(report.tasks.map(({ operation }) => operation)).toEqual([
			'hunyuan.fast_txt2video',
			'trellis.text_to_3d',
			'flux.txt2img:Qubico/flux1-schnell',
		]);
		expect(report.deviations).toEqual([]);
		expect(stage.spentUsd()).toBeLessThanOrEqual(0.08);
	} finally {
		await stage.close();
	}
});
