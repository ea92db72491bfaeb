import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';

type Colour = readonly [number, number, number];

type Painter = (across: number, down: number) => Colour;

const CUT_SIZE = 96;

const BORDER = 6;

const blend = (one: number, other: number, part: number): number =>
	Math.round(one + (other - one) * part);

/** A gradient with a disc, all of it set by the text; `across` and `down` run from 0 to 1. */
const painterFor = (text: string): Painter => {
	const seed = createHash('sha256').update(text).digest();
	const byte = (index: number): number => seed[index] ?? 0;
	const colour = (from: number): Colour => [byte(from), byte(from + 1), byte(from + 2)];
	const [first, second, disc] = [colour(0), colour(3), colour(6)];
	const [centreAcross, centreDown] = [0.25 + byte(9) / 510, 0.25 + byte(10) / 510];
	const radius = 0.12 + byte(11) / 1500;
	return (across, down) => {
		if (Math.hypot(across - centreAcross, down - centreDown) < radius) return disc;
		const part = (across + down) / 2;
		return [
			blend(first[0], second[0], part),
			blend(first[1], second[1], part),
			blend(first[2], second[2], part),
		];
	};
};

const paint = (size: number, colourAt: (column: number, row: number) => Colour): Buffer => {
	const picture = new PNG({ width: size, height: size, colorType: 2 });
	for (let row = 0; row < size; row += 1) {
		for (let column = 0; column < size; column += 1) {
			const [red, green, blue] = colourAt(column, row);
			picture.data.set([red, green, blue, 255], (row * size + column) * 4);
		}
	}
	return PNG.sync.write(picture, { colorType: 2 });
};

const cutName = (taskId: string, index: number): string => `${taskId}/${index}`;

/** One of the four images of a grid, 1 to 4. */
export const cutPicture = (taskId: string, index: number): Buffer => {
	const colour = painterFor(cutName(taskId, index));
	return paint(CUT_SIZE, (column, row) => colour(column / CUT_SIZE, row / CUT_SIZE));
};

/** The 2x2 grid: top left 1, top right 2, bottom left 3, bottom right 4. */
export const gridPicture = (taskId: string): Buffer => {
	const colours = [1, 2, 3, 4].map((index) => painterFor(cutName(taskId, index)));
	return paint(CUT_SIZE * 2, (column, row) => {
		const index = Math.floor(row / CUT_SIZE) * 2 + Math.floor(column / CUT_SIZE);
		const colour = colours[index] ?? painterFor(taskId);
		return colour((column % CUT_SIZE) / CUT_SIZE, (row % CUT_SIZE) / CUT_SIZE);
	});
};

/** One large image: a cut of the parent when there is one, in a frame that is the task's own. */
export const singlePicture = (
	taskId: string,
	parent?: { readonly taskId: string; readonly index: number },
): Buffer => {
	const size = CUT_SIZE * 2;
	const own = painterFor(taskId);
	const inner = parent === undefined ? own : painterFor(cutName(parent.taskId, parent.index));
	const inFrame = (place: number): boolean => place < BORDER || place >= size - BORDER;
	return paint(size, (column, row) =>
		(inFrame(column) || inFrame(row) ? own : inner)(column / size, row / size),
	);
};
