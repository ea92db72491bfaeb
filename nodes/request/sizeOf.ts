import type { AnyModel } from '../catalog/anyModel/models';
import type { Field } from '../catalog/vocabulary';
import type { Problem } from '../transport/problem';
import { quoted, wrong } from './readValue';

/** Pixels of an image of usual size. */
const AREA = 1024 * 1024;
/** Models take sides that are multiples of it. */
const STEP = 16;
/** Of a banner; models fail with more. */
const MOST_ELONGATED = 4;

const within = (pixels: number, field: Field): number => {
	const rounded = Math.floor(pixels / STEP) * STEP;
	if (field.type !== 'number') return rounded;
	return Math.min(Math.max(rounded, field.minimum ?? STEP), field.maximum ?? rounded);
};

/** Width and height for a ratio such as 16:9, for models that take no ratio; at most a megapixel. */
export function sizeOf(
	{
		operation: { fields },
		name,
	}: Pick<AnyModel, 'name'> & {
		readonly operation: Pick<AnyModel['operation'], 'fields'>;
	},
	label: string,
	ratio: unknown,
): Array<readonly [path: string, pixels: number]> | Problem | undefined {
	const [width, height] = ['width', 'height'].map((path) =>
		fields.find((field) => field.path === path),
	);
	if (width === undefined || height === undefined) return undefined;
	const [, across, down] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(String(ratio).trim()) ?? [];
	const quotient = Number(across) / Number(down);
	if (!(quotient >= 1 / MOST_ELONGATED && quotient <= MOST_ELONGATED)) {
		return wrong(
			label,
			`is ${quoted(ratio)}, which ${name} does not offer`,
			`Enter a ratio such as 16:9, from 1:${MOST_ELONGATED} to ${MOST_ELONGATED}:1, or choose another model.`,
		);
	}
	return [
		['width', within(Math.sqrt(AREA * quotient), width)],
		['height', within(Math.sqrt(AREA / quotient), height)],
	];
}
