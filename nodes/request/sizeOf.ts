import type { Field, Operation } from '../catalog/vocabulary';

/** Pixels of an image of usual size. */
const AREA = 1024 * 1024;
/** Models take sides that are multiples of it. */
const STEP = 16;

const within = (pixels: number, field: Field): number => {
	const rounded = Math.floor(pixels / STEP) * STEP;
	if (field.type !== 'number') return rounded;
	return Math.min(Math.max(rounded, field.minimum ?? STEP), field.maximum ?? rounded);
};

/** Width and height for a ratio such as 16:9, for models that take no ratio; at most a megapixel. */
export function sizeOf(
	{ fields }: Pick<Operation, 'fields'>,
	ratio: unknown,
): Array<readonly [path: string, pixels: number]> | undefined {
	const [width, height] = ['width', 'height'].map((path) =>
		fields.find((field) => field.path === path),
	);
	const [, across, down] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(String(ratio).trim()) ?? [];
	const quotient = Number(across) / Number(down);
	if (width === undefined || height === undefined || !(quotient > 0)) return undefined;
	return [
		['width', within(Math.sqrt(AREA * quotient), width)],
		['height', within(Math.sqrt(AREA / quotient), height)],
	];
}
