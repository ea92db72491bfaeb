import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { families, operationsOf } from '../../nodes/catalog';
import { estimateOf, type Estimate } from '../../nodes/catalog/estimate';
import { projectFolder } from '../../tools/projectFolder';
import { recordedAnswers } from '../../tools/recorded/recorded';

type Input = Readonly<Record<string, unknown>>;

/** A bill that PiAPI sent, see `tools/facts/core.json`. */
interface Bill {
	readonly model: string;
	readonly taskType: string;
	readonly date: string;
	readonly frozen: number;
	readonly consume: number;
	readonly usd: number;
	readonly priceUsd: number | string | null;
}

/** A task in an answer. */
interface Billed {
	readonly task_type: string;
	readonly meta: { readonly usage: Pick<Bill, 'frozen' | 'consume'> };
}

const POINTS_PER_DOLLAR = 10_000_000;

const core = JSON.parse(
	readFileSync(join(projectFolder, 'tools', 'facts', 'core.json'), 'utf8'),
) as {
	readonly meta: { readonly usageEvidence: readonly Bill[] };
};
const bills = core.meta.usageEvidence;

const estimateFor = (model: string, task_type: string, input: Input): Estimate | undefined =>
	estimateOf(operationsOf(families, model, task_type), { model, task_type, input });

/**
 * The inputs whose price by today's list is that of the bill. Kling's are from before its prices fell on 2026-02-13: the
 * same amount of seconds times dollars now buys sound or 1080p.
 */
const INPUTS: Readonly<Record<string, Input>> = {
	'Qubico/pixal3d image-to-3d 2026-06-12': {},
	'kling omni_video_generation 2026-02-06': { version: '3.0', duration: 3, enable_audio: true },
	'kling omni_video_generation 2026-02-07': {
		version: '3.0',
		resolution: '1080p',
		enable_audio: true,
		multi_shots: [{ duration: 2 }, {}],
	},
	'kling video_generation 2026-02-13': {
		version: '3.0',
		mode: 'pro',
		enable_audio: true,
		multi_shots: [{ duration: 3 }, { duration: 2 }],
	},
	'kling motion_control 2026-01-06': { mode: 'std', version: '2.6' },
	'sora2 sora2-video 2025-10-29': { duration: 4 },
	'seedance seedance-2-preview 2026-02-27': { duration: 5 },
	'Qubico/trellis text-to-3d 2025-11-26': {},
	'Qubico/trellis2 image-to-3d 2025-12-31': {},
	'midjourney imagine 2025-05-19': { process_mode: 'fast' },
};

describe('each bill that PiAPI is known to have sent', () => {
	it('has an input', () => {
		const keys = bills.map(({ model, taskType, date }) => `${model} ${taskType} ${date}`);
		expect(keys.sort()).toEqual(Object.keys(INPUTS).sort());
		expect(keys).toHaveLength(10);
	});

	it.each(bills)('$model $taskType $date: $usd USD, $priceUsd', (bill) => {
		const { model, taskType, date, frozen, consume, usd } = bill;
		expect(Math.max(frozen, consume) / POINTS_PER_DOLLAR).toBe(usd);
		const estimate = estimateFor(model, taskType, INPUTS[`${model} ${taskType} ${date}`] ?? {});
		if (usd === 0) {
			// Not known when the task was created.
			expect(estimate).toBeUndefined();
			return;
		}
		expect(Math.abs((estimate?.usd ?? 0) - usd)).toBeLessThanOrEqual(usd / 100);
		expect(estimate?.isMost).toBe(false);
	});
});

describe('bills in the answers that PiAPI documents or others recorded', () => {
	type Row = readonly [model: string, taskType: string, what: string, input: Input];

	it.each<Row>([
		[
			'kling-turbo',
			'video_generation',
			'turbo pending, output null, usage of type llm',
			{ version: '2.5-turbo', duration: 5 },
		],
		['kling', 'ai_try_on', 'virtual try-on: works with image', {}],
		['Qubico/z-image', 'txt2img', 'pending, usage llm', { width: 1024, height: 1024 }],
		['Qubico/diffrhythm', 'txt2audio-base', 'pending, usage llm: 0.02 a song', {}],
		['Qubico/joycaption', 'joycaption-beta-one', 'done: text, usage llm', {}],
		['Qubico/flux1-dev-advanced', 'kontext', 'kontext done: base64 empty, usage llm', {}],
		['music-u', 'generate_music', 'pending: songs null', { lyrics_type: 'instrumental' }],
		['midjourney', 'describe', 'describe done', {}],
		['gemini', 'nano-banana-pro', 'pro done: the same link in both places', {}],
		['hailuo', 'video_generation', 'pending: empty texts, status 0', { model: 't2v-01' }],
	])('%s %s: %s', (model, taskType, what, input) => {
		const bill = recordedAnswers
			.filter((answer) => answer.what === what)
			.map(({ body }) => (body as { data: Billed }).data)
			.find((data) => data.task_type === taskType)?.meta.usage;
		const points = Math.max(bill?.frozen ?? 0, bill?.consume ?? 0);
		expect(points).toBeGreaterThan(0);
		expect(estimateFor(model, taskType, input)?.usd).toBe(points / POINTS_PER_DOLLAR);
	});
});
