import { factsOfRequest, isObject } from './factsCheck';
import type { FamilyFacts, FieldFact, PriceFact, TaskFact } from './facts';
import type { TaskRequest } from './options';
import { otherPrices } from './otherPrices';
import type { Requirement } from './priceConditions';
import { isSame, requirementsOf } from './priceConditions';

/** What PiAPI charges for a task that completes. */
export interface Bill {
	readonly usd: number;
	/** It follows from a file or from the result, so that PiAPI tells it only at the end. */
	readonly isMeasured: boolean;
}

/** What is in files, as the simulator reads none. */
export const ASSUMED = { seconds: 10, frames: 240, megapixels: 1 } as const;

type KnownPrice = Pick<PriceFact, 'model' | 'taskTypes' | 'condition' | 'usd' | 'unit'>;

interface Asked {
	readonly task: TaskFact;
	readonly input: TaskRequest['input'];
	readonly model: string;
}

interface Quantity {
	readonly count: number;
	readonly isMeasured: boolean;
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const exactly = (count: number): Quantity => ({ count, isMeasured: false });

const measured = (count: number): Quantity => ({ count, isMeasured: true });

/**
 * What PiAPI uses where the request says nothing: the documented default. Where no page tells one, the simulator takes the
 * first of the list, which is the cheapest, or the smallest number.
 */
const unsetValue = ({ default: usual, enum: choices = [], min, type }: FieldFact): unknown =>
	usual ?? choices[0] ?? min ?? (type === 'boolean' ? false : undefined);

const fieldOf = ({ task }: Asked, path: string): FieldFact | undefined =>
	task.input.find((field) => field.path === path);

/** The value of the first of these fields that is set; of the first one, when none is. */
const valueOf = (asked: Asked, paths: readonly string[]): unknown => {
	const given = paths.map((path) => asked.input[path]).find(isSet);
	if (given !== undefined) return given;
	const [field] = paths.flatMap((path) => fieldOf(asked, path) ?? []);
	return field === undefined ? undefined : unsetValue(field);
};

const numberOf = (value: unknown): number | undefined => {
	const number = Number.parseFloat(String(value));
	return Number.isFinite(number) ? number : undefined;
};

/** As PiAPI counts: in an example, an image of 1024 by 1024 pixels costs as one of a megapixel. */
const PIXELS = 1024 * 1024;

const megapixelsOf = ({ input: { width, height } }: Asked): number =>
	isSet(width) && isSet(height) ? (Number(width) * Number(height)) / PIXELS : ASSUMED.megapixels;

const isMet = (requirement: Requirement, asked: Asked): boolean => {
	if ('mostMegapixels' in requirement) return megapixelsOf(asked) <= requirement.mostMegapixels;
	const value = valueOf(asked, requirement.paths);
	return requirement.values.some((one) => isSame(one, value) || isSame(`${String(one)}s`, value));
};

/** The price that says most about the request; of several, the first. */
const priceOf = (asked: Asked, prices: readonly KnownPrice[]): KnownPrice | undefined => {
	const fitting = prices
		.map((price) => ({ price, requirements: requirementsOf(price.condition, asked.task) }))
		.filter(({ requirements }) => requirements.every((one) => isMet(one, asked)));
	const most = Math.max(...fitting.map(({ requirements }) => requirements.length));
	return fitting.find(({ requirements }) => requirements.length === most)?.price;
};

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
	const asksForLength = !condition.includes('by reference length');
	const seconds =
		shotsOf(asked) ?? (asksForLength ? numberOf(valueOf(asked, ['duration'])) : undefined);
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

const quantityOf = (asked: Asked, { unit, condition }: KnownPrice): Quantity | undefined => {
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

/** Prices have few decimals, and sums of them must, too. */
const rounded = (usd: number): number => Math.round(usd * 10_000_000) / 10_000_000;

/** What a task costs by the prices in the facts; undefined where they know none. */
export const billOf = (
	{ model, task_type: taskType, input, config }: TaskRequest,
	families: readonly FamilyFacts[],
): Bill | undefined => {
	// Paid at the provider, with an account of the user's own.
	if (config?.service_mode === 'private') return { usd: 0, isMeasured: false };
	const task = factsOfRequest({ model, task_type: taskType, input }, families);
	if (task === undefined) return undefined;
	const asked: Asked = { task, input, model };
	const prices = [...families.flatMap(({ prices: known = [] }) => known), ...otherPrices].filter(
		(price) => price.model === model && price.taskTypes.includes(taskType),
	);
	const price = priceOf(asked, prices);
	const quantity = price === undefined ? undefined : quantityOf(asked, price);
	if (price === undefined || quantity === undefined) return undefined;
	return { usd: rounded(price.usd * quantity.count), isMeasured: quantity.isMeasured };
};
