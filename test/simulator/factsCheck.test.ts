import { create, handClock, imagine } from '../../tools/simulator/call';
import { familyFacts, type SimulatedFamilyFacts, type OneOfFact } from '../../tools/facts/facts';
import { judge } from '../../tools/simulator/factsCheck';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

const families = [familyFacts('midjourney')];

const body = (taskType: string, input: object, rest: object = {}) => ({
	model: 'midjourney',
	task_type: taskType,
	input,
	...rest,
});

const madeUp: SimulatedFamilyFacts = {
	family: 'made-up',
	tasks: [
		{
			id: 'made-up.film',
			method: 'POST',
			path: '/api/v1/task',
			models: ['made-up'],
			taskTypes: ['film'],
			confidence: 'documented',
			input: [
				{ path: 'seconds', type: 'integer', required: false, min: 1, max: 10 },
				{ path: 'shots', type: 'array', required: true, maxItems: 2 },
				{ path: 'shots[].prompt', type: 'string', required: true, maxLength: 5 },
				{ path: 'camera.type', type: 'string', required: false, enum: ['pan'] },
			],
			output: [
				{ path: 'data.output.video_url', kind: 'video' },
				{ path: 'data.output.works[].cover.url', kind: 'image' },
			],
		},
	],
};

describe('the check of a body against the facts', () => {
	it.each([
		imagine(),
		body('imagine', { prompt: 'a', process_mode: 'fast', bot_id: 0, skip_prompt_check: true }),
		body('reroll', { origin_task_id: 'x', prompt: '' }),
		body('upscale', { origin_task_id: 'x', index: '2x' }),
		body('blend', { image_urls: ['https://example.com/a.png'] }),
		body('imagine', { prompt: 'a' }, { config: { service_mode: '', webhook_config: {} } }),
	])('lets %j pass', (good) => {
		expect(judge(good, families)).toEqual({ remarks: [] });
	});

	it.each([
		['text', 'the body must be a JSON object'],
		[{ ...imagine(), model: 'unknown' }, 'no task type imagine for model unknown'],
		[body('juggle', {}), 'no task type juggle for model midjourney'],
		[{ model: 'midjourney', task_type: 'imagine' }, 'input is required'],
		[body('imagine', { prompt: 'a' }, { extra: 1 }), 'extra is not a known key'],
		[body('imagine', {}), 'input.prompt is required'],
		[body('imagine', { prompt: ' ' }), 'input.prompt must not be empty'],
		[body('imagine', { prompt: null }), 'input.prompt must be of type string'],
		[body('imagine', { prompt: 'a', process_mode: 'slow' }), 'process_mode must be one of'],
		[body('imagine', { prompt: 'a', bot_id: 1.5 }), 'input.bot_id must be of type integer'],
		[body('upscale', { origin_task_id: 'x', index: 1 }), 'input.index must be of type string'],
		[body('blend', { image_urls: [7] }), 'input.image_urls[0] must be of type string'],
		[body('imagine', { prompt: 'a' }, { config: { service_mode: 'byoa' } }), 'service_mode must'],
		[
			body('imagine', { prompt: 'a' }, { config: { webhook_config: { endpoint: 1 } } }),
			'config.webhook_config.endpoint must be of type string',
		],
	])('refuses %j', (bad, problem) => {
		expect(judge(bad, families).problem).toContain(problem);
	});

	it.each([
		[body('imagine', { prompt: 'a', mode: 'fast' }), ['input.mode is not a field of imagine']],
		[body('pan', { origin_task_id: 'x' }), ['input.direction is required']],
		[
			body('pan', { origin_task_id: 'x', direction: 'sideways' }),
			['input.direction must be one of up, down, left, right'],
		],
		[
			body('imagine', { prompt: 'a', mode: 'fast', speed: { up: 2 } }),
			['input.mode is not a field of imagine', 'input.speed is not a field of imagine'],
		],
	])('remarks on %j, and lets it pass', (odd, remarks) => {
		expect(judge(odd, families)).toEqual({ remarks });
	});

	it('refuses what is wrong and remarks on nothing', () => {
		const wrong = body('imagine', { mode: 'fast' });
		expect(judge(wrong, families)).toEqual({
			problem: 'input.prompt is required',
			remarks: [],
		});
	});

	it.each(['client-code', 'inferred'])('binds to no list and no limit of %s', (confidence) => {
		const unsure = { ...madeUp, tasks: madeUp.tasks.map((task) => ({ ...task, confidence })) };
		const input = {
			shots: [{ prompt: 'too long' }, {}, {}],
			seconds: 11,
			camera: { type: 'tilt' },
		};
		expect(judge({ model: 'made-up', task_type: 'film', input }, [unsure])).toEqual({
			remarks: [
				'input.seconds is above 10',
				'input.shots has more than 2 entries',
				'input.shots[0].prompt is longer than 5 characters',
				'input.shots[1].prompt is required',
				'input.shots[2].prompt is required',
				'input.camera.type must be one of pan',
			],
		});
		const wrong = { model: 'made-up', task_type: 'film', input: { shots: 'none' } };
		expect(judge(wrong, [unsure]).problem).toBe('input.shots must be of type array');
	});

	describe('of fields of which one is required', () => {
		const needs: readonly OneOfFact[] = [
			{ paths: ['prompt', 'shots'] },
			{ paths: ['lyrics'], when: { path: 'words', values: ['own'] } },
			{ paths: ['prompt'], when: { path: 'sound' } },
		];
		const withNeeds = (confidence: string, oneOf = needs): SimulatedFamilyFacts => ({
			...madeUp,
			tasks: madeUp.tasks.map((task) => ({ ...task, confidence, oneOf, input: [] })),
		});
		const judged = (input: Record<string, unknown>, facts = withNeeds('documented')) =>
			judge({ model: 'made-up', task_type: 'film', input }, [facts]);

		it.each([
			[{}, 'input needs one of prompt, shots'],
			[{ prompt: ' ', shots: [] }, 'input needs one of prompt, shots'],
			[{ prompt: 0, shots: 0 }, 'input needs one of prompt, shots'],
			[{ prompt: 'a', words: 'own' }, 'input needs one of lyrics'],
			[{ shots: ['a'], sound: true }, 'input needs one of prompt'],
		])('misses one in %j', (input, problem) => {
			expect(judged(input)).toEqual({ problem, remarks: [] });
		});

		it.each([{ prompt: 'a' }, { shots: ['a'], words: 'any' }, { prompt: 'a', sound: true }])(
			'takes %j',
			(input) => expect(judged(input)).toEqual({ remarks: [] }),
		);

		it('is only in doubt where nobody is sure', () => {
			const inferred = needs.map((need) => ({ ...need, note: 'inferred' }));
			const remarks = ['input needs one of prompt, shots'];
			expect(judged({}, withNeeds('client-code'))).toEqual({ remarks });
			expect(judged({}, withNeeds('documented', inferred))).toEqual({ remarks });
		});
	});

	it('lets unknown fields pass when it is told to', () => {
		const unknown = body('imagine', { prompt: 'a', mode: 'fast' });
		expect(judge(unknown, families, true)).toEqual({ remarks: [] });
	});

	it.each([
		[{ shots: [{ prompt: 'short' }], seconds: 10, camera: { type: 'pan' } }, undefined],
		[{ shots: [{ prompt: 'too long' }] }, 'input.shots[0].prompt is longer than 5 characters'],
		[{ shots: [{ prompt: 'a' }, {}] }, 'input.shots[1].prompt is required'],
		[{ shots: [{}, {}, {}] }, 'input.shots has more than 2 entries'],
		[{ shots: [{ prompt: 'a' }], seconds: 11 }, 'input.seconds is above 10'],
		[
			{ shots: [{ prompt: 'a' }], camera: { type: 'tilt' } },
			'input.camera.type must be one of pan',
		],
	])('knows limits and nested fields: %j', (input, problem) => {
		const body = { model: 'made-up', task_type: 'film', input };
		expect(judge(body, [madeUp])).toEqual({ ...(problem && { problem }), remarks: [] });
	});
});

describe('a simulator', () => {
	let simulator: Simulator;
	const clock = handClock();

	beforeAll(async () => {
		simulator = await startSimulator({ clock, families: ['midjourney', madeUp] });
	});

	afterAll(async () => await simulator.close());

	it('refuses what the facts forbid', async () => {
		const refused = await create(simulator, body('imagine', {}));
		expect(refused).toMatchObject({ status: 400, body: { code: 400, data: null } });
		expect(refused.body.message).toContain('input.prompt is required');
		expect(simulator.ledger.createdTasks()).toEqual([]);
	});

	it('records its remarks', async () => {
		const taken = await create(simulator, body('imagine', { prompt: 'a', mode: 'fast' }));
		expect(taken.status).toBe(200);
		expect(simulator.ledger.remarks()).toEqual(['input.mode is not a field of imagine']);
		expect(simulator.ledger.requests.at(-1)?.remarks).toEqual(simulator.ledger.remarks());
	});

	it('wants a known origin task to be completed', async () => {
		const origin = simulator.addTask({ state: 'processing', secondsLeft: 10 });
		const reroll = body('reroll', { origin_task_id: origin.id });
		expect((await create(simulator, reroll)).body.code).toBe(400);
		clock.pass(10);
		expect((await create(simulator, reroll)).body.code).toBe(200);
	});

	it('plays a family that it gets as facts', async () => {
		const input = { shots: [{ prompt: 'a' }] };
		const { status } = await create(simulator, { model: 'made-up', task_type: 'film', input });
		expect(status).toBe(200);
		const { id } = simulator.addTask({ request: { model: 'made-up', task_type: 'film', input } });
		const response = await fetch(`${simulator.url}/api/v1/task/${id}`, {
			headers: { 'x-api-key': simulator.apiKey },
		});
		expect(await response.json()).toMatchObject({
			data: {
				output: {
					video_url: simulator.resultFile(id, 'video-url.mp4'),
					works: [{ cover: { url: simulator.resultFile(id, 'works-cover-url.png') } }],
				},
			},
		});
	});
});
