import { recordedAnswers, type RecordedAnswer } from '../../tools/recorded/recorded';
import {
	create,
	handClock,
	imagine,
	getTask,
	type Envelope,
	taskOf,
} from '../../tools/simulator/call';
import { isObject } from '../../tools/simulator/json';
import { gapNames, gaps, type GapName } from '../../tools/simulator/gaps';
import { recordedOf, recordedShapes, taskIn } from '../../tools/simulator/recordedShapes';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { usageTypes } from '../../tools/simulator/usage';

const image = taskOf('Qubico/flux1-schnell', 'txt2img', { prompt: 'a fox', width: 512 });

const film = taskOf('kling', 'video_generation', { prompt: 'a fox' });

describe('the shapes that were recorded', () => {
	let simulator: Simulator;
	let clock: ReturnType<typeof handClock>;

	beforeEach(async () => {
		clock = handClock();
		simulator = await startSimulator({ clock, taskSeconds: 20, pendingSeconds: 5 });
	});

	afterEach(async () => await simulator.close());

	/** The answers to a create, to a check at a pending task, and to one at a completed task. */
	const life = async (body: object): Promise<readonly [Envelope, Envelope, Envelope]> => {
		const created = (await create(simulator, body)).body;
		const id = created.data.task_id;
		const pending = (await getTask(simulator, id)).body;
		clock.pass(30);
		return [created, pending, (await getTask(simulator, id)).body];
	};

	const lifeWith = async (gap: GapName, body: object = image) => {
		simulator.behaviour.answerShape = () => ({ gaps: [gap] });
		return await life(body);
	};

	it('are those of the facts unless a test asks for others', async () => {
		const [created, , done] = await life(image);
		expect(created).toMatchObject({ code: 200, data: { status: 'pending', logs: [] } });
		expect(done.data.output.image_url).toMatch(/image\.png$/);
		expect(done.data.meta).toMatchObject({ usage: { type: 'point', consume: 700000 } });
	});

	it('show the links of a recorded answer as files of the task', async () => {
		const [first] = recordedOf(film, true);
		simulator.behaviour.answerShape = () => ({ completed: first, gaps: [] });
		const [, , { data }] = await life(film);
		const clean = simulator.resultFile(data.task_id, 'clean1.mp4');
		expect(first?.expect.url).toBe('https://files.example/clean1.mp4');
		expect(data).toMatchObject({
			logs: null,
			output: { video_url: clean, works: [{ video: { resource_without_watermark: clean } }] },
			meta: { ended_at: '2026-01-02T03:04:30Z', usage: { type: 'point', consume: 700000 } },
		});
		expect((await fetch(clean)).headers.get('content-type')).toBe('video/mp4');
	});

	it('show a pending task as it was recorded, and the status empty only at the create', async () => {
		const [unfinished] = recordedOf(film, false);
		expect(unfinished?.what).toMatch('status empty');
		simulator.behaviour.answerShape = () => ({ unfinished, gaps: [] });
		const [created, pending, done] = await life(film);
		expect(created.data).toMatchObject({ status: '', output: {}, meta: {} });
		expect(pending.data).toMatchObject({ status: 'pending', output: {} });
		expect(done.data).toMatchObject({
			status: 'completed',
			meta: { is_using_private_pool: false },
		});
	});

	it('leave failed tasks and outputs of a test as they are', async () => {
		const [completed] = recordedOf(film, true);
		simulator.behaviour.answerShape = () => ({ completed, gaps: [] });
		simulator.behaviour.outcome = (_, number) =>
			number === 1 ? { output: { own: 1 } } : { failed: { code: 1, message: 'no' } };
		expect((await life(film))[2].data.output).toEqual({ own: 1 });
		expect((await life(film))[2].data).toMatchObject({ status: 'failed', logs: [] });
	});

	it.each(usageTypes)('tell costs in %s', async (usage) => {
		simulator.behaviour.answerShape = () => ({ usage, gaps: [] });
		const [created, , done] = await life(image);
		const usageOf = ({ data }: Envelope): unknown => (data.meta as { usage?: unknown }).usage;
		const hold = { type: usage, frozen: 700000, consume: 0 };
		const charge = { type: usage, frozen: 0, consume: 700000 };
		expect([usageOf(created), usageOf(done)]).toEqual(
			{
				point: [hold, { ...hold, consume: 700000 }],
				llm: [charge, charge],
				quota: [charge, charge],
				mj: [charge, charge],
				none: [undefined, undefined],
			}[usage],
		);
	});

	it.each<[GapName, object, object, object]>([
		['endedAtMissing', {}, {}, { data: { meta: { created_at: expect.any(String) } } }],
		['linksInObjects', {}, {}, { data: { output: { image_url: { url: expect.any(String) } } } }],
		['logsNull', { data: { logs: null } }, { data: { logs: null } }, { data: { logs: null } }],
		['metaEmpty', { data: { meta: {} } }, { data: { meta: {} } }, { data: { meta: {} } }],
		[
			'namesUpperCase',
			{ data: { model: 'QUBICO/FLUX1-SCHNELL', task_type: 'TXT2IMG' } },
			{ data: { model: 'QUBICO/FLUX1-SCHNELL' } },
			{ data: { task_type: 'TXT2IMG', input: { prompt: 'a fox' } } },
		],
		[
			'nanoseconds',
			{ data: { meta: { started_at: '0001-01-01T00:00:00Z' } } },
			{ data: { meta: { created_at: '2026-01-02T03:04:05.35263085Z' } } },
			{ data: { meta: { ended_at: '2026-01-02T03:04:30.35263085Z' } } },
		],
		[
			'numbersAsText',
			{ data: { meta: { usage: { frozen: '700000', consume: '0' } } } },
			{ data: { meta: { usage: { frozen: '700000' } } } },
			{ data: { meta: { usage: { consume: '700000' } }, output: { image_base64: '' } } },
		],
		['outputEmptyList', { data: { output: [] } }, { data: { output: [] } }, {}],
		['outputNull', { data: { output: null } }, { data: { output: null } }, {}],
		['outputText', { data: { output: 'queued' } }, { data: { output: 'queued' } }, {}],
		['sizesBesideLinks', {}, {}, { data: { output: { width: 960, height: 540 } } }],
		[
			'statusCapitalised',
			{ data: { status: 'Pending' } },
			{ data: { status: 'Pending' } },
			{ data: { status: 'Completed' } },
		],
		['statusEmptyAtCreate', { data: { status: '' } }, { data: { status: 'pending' } }, {}],
		[
			'timesWithOffset',
			{},
			{ data: { meta: { created_at: '2026-01-02T04:04:05+01:00' } } },
			{ data: { meta: { ended_at: '2026-01-02T04:04:30+01:00' } } },
		],
	])('have gaps: %s', async (gap, created, pending, done) => {
		const seen = await lifeWith(gap);
		expect(seen).toMatchObject([created, pending, done]);
		expect(seen[2].data.output).toBeTruthy();
		expect('ended_at' in (seen[2].data.meta as object)).toBe(
			!['endedAtMissing', 'metaEmpty'].includes(gap),
		);
	});

	it('have gaps: no code', async () => {
		for (const answer of await lifeWith('codeMissing', imagine())) {
			expect(Object.keys(answer).sort()).toEqual(['data', 'timestamp']);
		}
	});

	it('are the same for the same seed, and all come up', async () => {
		const shapesWith = (seed: number) =>
			Array.from({ length: 60 }, (_, index) => recordedShapes(seed)(film, index + 1));
		expect(shapesWith(3)).toEqual(shapesWith(3));
		expect(shapesWith(3)).not.toEqual(shapesWith(4));
		const shapes = shapesWith(0);
		expect(new Set(shapes.flatMap((shape) => shape.gaps))).toEqual(new Set(gapNames));
		expect(new Set(shapes.flatMap(({ completed }) => completed ?? []))).toEqual(
			new Set(recordedOf(film, true)),
		);
		expect(new Set(shapes.flatMap(({ usage }) => usage ?? []))).toEqual(new Set(usageTypes));
		simulator.behaviour.answerShape = recordedShapes(1);
		expect((await life(film))[2].data.status).toMatch(/^completed$/i);
	});
});

describe('the evidence for a gap', () => {
	const outputIn = (answer: RecordedAnswer): string => JSON.stringify(taskIn(answer)?.output) ?? '';
	const metaIn = (answer: RecordedAnswer): string => JSON.stringify(taskIn(answer)?.meta) ?? '';
	const shows: Readonly<Partial<Record<GapName, (answer: RecordedAnswer) => boolean>>> = {
		codeMissing: ({ body }) => isObject(body) && 'data' in body && !('code' in body),
		linksInObjects: (answer) => /"(video|images)":\[?\{"(url|resource)/.test(outputIn(answer)),
		logsNull: (answer) => taskIn(answer)?.logs === null,
		metaEmpty: (answer) => metaIn(answer) === '{}',
		nanoseconds: (answer) => /\.\d{8,9}Z/.test(metaIn(answer)),
		outputNull: (answer) => taskIn(answer)?.output === null && taskIn(answer)?.status === 'pending',
		sizesBesideLinks: (answer) => /"(width|height)":\d/.test(outputIn(answer)),
		statusCapitalised: (answer) => /^[A-Z][a-z]/.test(taskIn(answer)?.status ?? ''),
		statusEmptyAtCreate: (answer) => taskIn(answer)?.status === '',
		timesWithOffset: (answer) => /\d\+\d\d:\d\d"/.test(metaIn(answer)),
	};

	it.each(gapNames.filter((name) => gaps[name].seenIn.length > 0))(
		'is a recorded answer of each family in which it was seen: %s',
		(name) => {
			for (const family of gaps[name].seenIn) {
				const own = recordedAnswers.filter(
					(answer) => answer.family === family && answer.source !== 'variant',
				);
				expect([family, own.some((answer) => shows[name]?.(answer))]).toEqual([family, true]);
			}
		},
	);

	it('is missing where it is marked so', () => {
		const unseen = gapNames.filter((name) => gaps[name].source === 'variant');
		expect(unseen).toEqual(['endedAtMissing', 'namesUpperCase', 'outputEmptyList', 'outputText']);
		expect(unseen.flatMap((name) => gaps[name].seenIn)).toEqual([]);
	});
});
