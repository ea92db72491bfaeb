import { ASSUMED, fieldOf, numberOf, valueOf, type PricedRequest } from './pricedRequest';
import { isObject } from './json';
import type { PriceFact } from '../facts/facts';

/** How many units a task has. */
interface Quantity {
	readonly count: number;
	/** It follows from a file or from the result. */
	readonly isMeasured: boolean;
}

const exactly = (count: number): Quantity => ({ count, isMeasured: false });

const measured = (count: number): Quantity => ({ count, isMeasured: true });

/** The number of images, where the facts know such a field for this model. */
const imagesOf = (request: PricedRequest): number => {
	const field = request.task.input.find(({ path, when = '' }) => {
		const [, model = request.model] = /^model is (\S+)$/.exec(when) ?? [];
		return ['batch_size', 'num_images'].includes(path) && model === request.model;
	});
	return field === undefined ? 1 : (numberOf(valueOf(request, [field.path])) ?? 1);
};

const SHOTS = 'multi_shots';

/** Several shots have lengths of their own; the length of the whole is then ignored. */
const shotsOf = (request: PricedRequest): number | undefined => {
	const shots = request.input[SHOTS];
	const usual = fieldOf(request, `${SHOTS}[].duration`)?.default;
	if (usual === undefined || !Array.isArray(shots) || shots.length === 0) return undefined;
	return shots
		.map((shot: unknown) => (isObject(shot) ? shot.duration : undefined))
		.map((duration) => numberOf(duration) ?? Number(usual))
		.reduce((sum, seconds) => sum + seconds, 0);
};

const secondsOf = (request: PricedRequest, condition: string): Quantity => {
	const isGiven = !condition.includes('by reference length');
	const seconds =
		shotsOf(request) ?? (isGiven ? numberOf(valueOf(request, ['duration'])) : undefined);
	const [, most = Infinity] = /at most (\d+) s/.exec(condition) ?? [];
	return seconds === undefined
		? measured(Math.min(ASSUMED.seconds, Number(most)))
		: exactly(Math.min(seconds, Number(most)));
};

/** What is spoken. */
const charactersOf = ({ task, input }: PricedRequest): number => {
	const texts = task.input.filter(({ path, required }) => required && /text$/.test(path));
	return texts.reduce((sum, { path }) => sum + String(input[path] ?? '').length, 0);
};

/** Undefined for units that no task has. */
export const quantityOf = (
	request: PricedRequest,
	{ unit, condition }: Pick<PriceFact, 'unit' | 'condition'>,
): Quantity | undefined => {
	switch (unit) {
		case 'clip':
		case 'generation':
			return exactly(1);
		case 'image':
			return exactly(imagesOf(request));
		case 'second':
			return secondsOf(request, condition);
		case 'frame':
			return measured(ASSUMED.frames);
		case 'megapixel':
			return measured(ASSUMED.megapixels);
		case '1000 characters':
			return exactly(charactersOf(request) / 1000);
		default:
			return undefined;
	}
};
