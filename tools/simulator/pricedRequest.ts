import type { FieldFact, SimulatedTaskFacts } from '../facts/facts';
import type { TaskRequest } from './options';

/** What decides the price of a request. */
export interface PricedRequest {
	readonly task: SimulatedTaskFacts;
	readonly input: TaskRequest['input'];
	readonly model: string;
	/** Fields that the bill depends on, without a value in the request or a documented default. */
	readonly open: Set<string>;
}

/** What is in files, as the simulator reads none. */
export const ASSUMED = { seconds: 10, frames: 240, megapixels: 1 } as const;

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

export const numberOf = (value: unknown): number | undefined => {
	const number = Number.parseFloat(String(value));
	return Number.isFinite(number) ? number : undefined;
};

export const fieldOf = ({ task }: PricedRequest, path: string): FieldFact | undefined =>
	task.input.find((field) => field.path === path);

/** Where no default is documented, the simulator takes the first of the list, or the smallest number. */
const assumedValue = ({ enum: choices = [], min, type }: FieldFact): unknown =>
	choices[0] ?? min ?? (type === 'boolean' ? false : undefined);

/** The value of the first of these fields that is set; the default of the first one, when none is. */
export const valueOf = (request: PricedRequest, paths: readonly string[]): unknown => {
	const given = paths.map((path) => request.input[path]).find(isSet);
	if (given !== undefined) return given;
	const [field] = paths.flatMap((path) => fieldOf(request, path) ?? []);
	if (field === undefined) return undefined;
	const { path, default: usual, defaultConfidence } = field;
	if (usual === undefined || defaultConfidence !== undefined) request.open.add(path);
	return usual ?? assumedValue(field);
};

/** As PiAPI counts: in an example, an image of 1024 by 1024 pixels costs as one of a megapixel. */
const PIXELS = 1024 * 1024;

export const megapixelsOf = ({ input: { width, height }, open }: PricedRequest): number => {
	if (isSet(width) && isSet(height)) return (Number(width) * Number(height)) / PIXELS;
	open.add('width');
	return ASSUMED.megapixels;
};
