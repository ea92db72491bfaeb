import { createDurations } from '../../nodes/task/durations';
import { durationOf, taskKindOf } from '../../nodes/task/taskKind';
import type { Task } from '../../nodes/transport/task';

describe('durations', () => {
	it('are the last 20 of a kind', () => {
		const durations = createDurations();
		for (let second = 1; second <= 25; second++) durations.learn('a', second * 1000);
		expect(durations.known('a')).toHaveLength(20);
		expect(durations.known('a')[0]).toBe(6_000);
		expect(durations.known('b')).toEqual([]);
	});

	it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, undefined])('are not %p', (duration) => {
		const durations = createDurations();
		durations.learn('a', duration);
		expect(durations.known('a')).toEqual([]);
	});

	it('are kept for 500 kinds, those used last and those awaited', () => {
		const durations = createDurations();
		durations.learn('awaited', 1000);
		const peers = durations.join('awaited');
		durations.learn('old', 1000);
		for (let index = 0; index < 600; index++) durations.learn(`kind ${index}`, 1000);
		expect(durations.size).toBe(500);
		expect(durations.known('old')).toEqual([]);
		expect(durations.known('kind 599')).toEqual([1000]);
		expect(peers.known()).toEqual([1000]);
	});

	it('of earlier runs count until five of the own are known', () => {
		const process = createDurations();
		process.learn('a', 100_000);
		const run = createDurations(process);
		expect(run.known('a')).toEqual([100_000]);
		for (const duration of [10, 20, 30, 40]) run.learn('a', duration);
		expect(run.known('a')).toEqual([100_000, 10, 20, 30, 40]);
		run.learn('a', 50);
		expect(run.known('a')).toEqual([10, 20, 30, 40, 50]);
		expect(process.known('a')).toHaveLength(6);
	});
});

describe('peers', () => {
	it('count those that have not left, and leave nothing', () => {
		const durations = createDurations();
		const [one, two] = [durations.join('a'), durations.join('a')];
		expect([one.count(), two.count()]).toEqual([2, 2]);
		one.leave();
		one.leave();
		expect(two.count()).toBe(1);
		two.leave();
		expect(durations.size).toBe(0);
	});

	it('have phases that are spread evenly', () => {
		const durations = createDurations();
		const phases = Array.from({ length: 50 }, () => durations.join('a').phase).sort(
			(a, b) => a - b,
		);
		const gaps = phases.slice(1).map((phase, index) => phase - (phases[index] ?? 0));
		expect(Math.max(...gaps)).toBeLessThan(0.06);
		expect(Math.min(...gaps)).toBeGreaterThan(0.005);
	});

	it('hear of a duration that changes what to expect, once, and of no other', () => {
		const durations = createDurations();
		const peers = durations.join('a');
		const heard: number[] = [];
		const listen = (): void =>
			peers.news().addEventListener('abort', () => heard.push(peers.known().length));
		listen();
		durations.learn('b', 50_000);
		durations.learn('a', 100_000);
		listen();
		durations.learn('a', 101_000);
		durations.learn('a', 200_000);
		expect(heard).toEqual([1, 3]);
	});
});

describe('the kind of a task', () => {
	const base = { model: 'Kling', task_type: 'video_generation' };
	const kindOf = (input: object, config?: object): string =>
		taskKindOf({ ...base, input: { ...input }, ...(config ? { config: { ...config } } : {}) });

	it('is model, type and size', () => {
		expect(kindOf({ duration: 10, mode: 'pro', prompt: 'a fox' })).toBe(
			'kling video_generation duration=10 mode=pro',
		);
		expect(kindOf({ duration: '10', mode: 'PRO' })).toBe(kindOf({ mode: 'pro', duration: 10 }));
		expect(kindOf({ duration: 5 })).not.toBe(kindOf({ duration: 10 }));
		expect(kindOf({ model: 't2v-01' })).not.toBe(kindOf({ model: 'i2v-01' }));
		expect(kindOf({}, { service_mode: 'private' })).not.toBe(kindOf({}));
	});

	it('is told by a switch and by a text with spaces around it', () => {
		expect(kindOf({ fast_mode: true, mode: ' pro ' })).toBe(
			'kling video_generation mode=pro fast_mode=true',
		);
	});

	it('holds no text of the user, no link and no secret', () => {
		const kind = kindOf(
			{
				prompt: 'hush',
				image_url: 'https://files.example/hush.png',
				size: 'a text about hush and more',
				mode: 'https://files.example/hush',
				duration: { hush: 1 },
				resolution: ['hush'],
				quality: null,
			},
			{ webhook_config: { secret: 'hush' } },
		);
		expect(kind).toBe('kling video_generation');
	});
});

describe('the duration of a finished task', () => {
	const SECOND = 1_000;
	/** The task was last seen unfinished at the age `after` and finished at 60 s; PiAPI tells `told`. In seconds. */
	const durationFor = (told: number | undefined, after: number | undefined) => {
		const at = (second: number): string => new Date(second * SECOND).toISOString();
		const times =
			told === undefined
				? { createdAt: null, endedAt: null }
				: { createdAt: at(100), endedAt: at(100 + told) };
		return durationOf(times as Task, {
			after: after === undefined ? undefined : after * SECOND,
			until: 60 * SECOND,
		});
	};

	it.each([
		[50, 40, 50],
		[37, 40, 37],
		[63, 40, 63],
		[36, 40, 60],
		[64, 40, 60],
		[undefined, 40, 60],
		[0, 0, 60],
		[-1, 0, 60],
		[1, undefined, 1],
		[63, undefined, 63],
	])('of %p s, unfinished at %p s and finished at 60 s, is %d s', (told, after, duration) => {
		expect(durationFor(told, after)).toBe(duration * SECOND);
	});

	it.each([undefined, 0, 64])(
		'is unknown of a task that was finished when it was first seen (%p s)',
		(told) => {
			expect(durationFor(told, undefined)).toBeUndefined();
		},
	);
});
