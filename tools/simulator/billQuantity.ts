import { ASSUMED, fieldOf, numberOf, valueOf, type Asked } from './asked';
import { isObject } from './json';
import type { PriceFact } from '../facts/facts';

/** How many units a task has. */
export interface Quantity {
	readonly count: number;
	/** It follows from a file or from the result. */
	readonly isMeasured: boolean;
}

const exactly = (count: number): Quantity => ({ count, isMeasured: false });

const measured = (count: number): Quantity => ({ count, isMeasured: true });

/** The number of images, where the facts know such a field for this model. */
const imagesOf = (asked: Asked): number => {
	const field = asked.task.input.find(({ path, when = '' }) => {
		const [, model = asked.model] = /^model is (\S+)$/.exec(when) ?? [];
		return ['batch_size', 'num_images'].includes(path) && model === asked.model;
	});
	return field === undefined ? 1 : (numberOf(valueOf(asked, [field.path])) ?? 1);
};

const SHOTS = 'multi_shots';

/** Several shots have lengths of their own; the length of the whole is then ignored. */
const shotsOf = (asked: Asked): number | undefined => {
	const shots = asked.input[SHOTS];
	const usual = fieldOf(asked, `${SHOTS}[].duration`)?.default;
	if (usual === undefined || !Array.isArray(shots) || shots.length === 0) return undefined;
	return shots
		.map((shot: unknown) => (isObject(shot) ? shot.duration : undefined))
		.map((duration) => numberOf(duration) ?? Number(usual))
		.reduce((sum, seconds) => sum + seconds, 0);
};

const secondsOf = (asked: Asked, condition: string): Quantity => {
	const isAsked = !condition.includes('by reference length');
	const seconds = shotsOf(asked) ?? (isAsked ? numberOf(valueOf(asked, ['duration'])) : undefined);
	const [, most = Infinity] = /at most (\d+) s/.exec(condition) ?? [];
	return seconds === undefined
		? measured(Math.min(ASSUMED.seconds, Number(most)))
		: exactly(Math.min(seconds, Number(most)));
};

/** What is spoken. */
const charactersOf = ({ task, input }: Asked): number => {
	const texts = task.input.filter(({ path, required }) => required && /text$/.test(path));
	return texts.reduce((sum, { path }) => sum + String(input[path] ?? '').length, 0);
};

/** Undefined for units that no task has. */
export const quantityOf = (
	asked: Asked,
	{ unit, condition }: Pick<PriceFact, 'unit' | 'condition'>,
): Quantity | undefined => {
	switch (unit) {
		case 'clip':
		case 'generation':
			return exactly(1);
		case 'image':
			return exactly(imagesOf(asked));
		case 'second':
			return secondsOf(asked, condition);
		case 'frame':
			return measured(ASSUMED.frames);
		case 'megapixel':
			return measured(ASSUMED.megapixels);
		case '1000 characters':
			return exactly(charactersOf(asked) / 1000);
		default:
			return undefined;
	}
};
