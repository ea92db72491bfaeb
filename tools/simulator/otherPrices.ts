import type { PriceFact } from '../facts/facts';

/** A price that is not a row of the facts, and its source: the `price` of a task in the facts, or a recorded answer. */
interface OtherPrice extends Pick<PriceFact, 'model' | 'taskTypes' | 'condition' | 'usd' | 'unit'> {
	readonly source: { readonly fact: string } | 'recorded answer';
}

const kling = (condition: string, usd: number): OtherPrice => ({
	...{ model: 'kling', taskTypes: ['video_generation'], condition, usd, unit: 'clip' },
	source: { fact: 'kling.video_generation' },
});

const klingO1 = (condition: string, usd: number): OtherPrice => ({
	...{ model: 'kling', taskTypes: ['omni_video_generation'], condition, usd, unit: 'clip' },
	source: { fact: 'kling.omni_video_generation_o1' },
});

const hailuo = (condition: string, usd: number): OtherPrice => ({
	...{ model: 'hailuo', taskTypes: ['video_generation'], condition, usd, unit: 'clip' },
	source: { fact: 'hailuo.video_generation' },
});

const recorded = (model: string, taskType: string, condition: string, usd: number): OtherPrice => ({
	...{ model, taskTypes: [taskType], condition, usd, unit: 'generation' },
	source: 'recorded answer',
});

/** Read by a person, in the words of the conditions in the facts. */
export const otherPrices: readonly OtherPrice[] = [
	// There is no other mode of these two than pro.
	kling('version 2.0, 2.1-master, 5 s', 0.96),
	kling('version 2.0, 2.1-master, 10 s', 1.92),
	kling('version 2.5, std, 5 s', 0.2),
	kling('version 2.5, std, 10 s', 0.4),
	kling('version 2.5, pro, 5 s', 0.33),
	kling('version 2.5, pro, 10 s', 0.66),
	klingO1('version o1, 720p 5 s (lower end)', 0.39),
	klingO1('version o1 (upper end)', 1.04),
	hailuo('t2v-01, i2v-01, i2v-01-live', 0.2),
	hailuo('s2v-01', 0.3),
	hailuo('t2v-02, i2v-02 (lower end)', 0.25),
	hailuo('t2v-02, i2v-02 (upper end)', 0.8),
	// The answer does not say its version; 2.1 costs the same as 1.6.
	recorded('kling', 'video_generation', 'version 1.0, 1.5, 1.6, 2.1, std, 5 s', 0.26),
	recorded('midjourney', 'imagine', 'fast', 0.07),
	recorded('midjourney', 'describe', '', 0.01),
];
