import { ECHO_NAMES, isResultKey } from '../catalog/anyResults';
import { isTooDeep, parseJson } from '../transport/json';
import type { Task } from '../transport/task';
import { leavesOf, type Leaf } from './leaves';
import { isLink } from './mediaLinks';

/** The object or list in a text that is JSON; the text itself where it is none. */
export function unpacked(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	const inner = parseJson(value);
	return inner === undefined || isTooDeep(inner) ? value : inner;
}

/** Such as `video_url` for `videoUrl`. */
const snakeCase = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const isEmpty = (output: unknown): boolean =>
	leavesOf(output).every(({ value }) => value === null || value === '');

/** The output of a task; where that is empty, what is beside it under the name of a result. */
const outputOf = ({ output, received }: Task): unknown =>
	isEmpty(output)
		? Object.fromEntries(Object.entries(received).filter(([key]) => isResultKey(snakeCase(key))))
		: output;

/** The leaves in which results may be found: with JSON in texts unpacked, and without what repeats the input. */
export function searchableLeaves(task: Task): Leaf[] {
	const { input } = task;
	const sent = new Set(
		leavesOf(input)
			.map(({ value }) => value)
			.filter(isLink),
	);
	return leavesOf(unpacked(outputOf(task)))
		.flatMap(({ keys, at, value }) => leavesOf(unpacked(value), keys, at))
		.map((leaf) => ({ ...leaf, keys: leaf.keys.map(snakeCase) }))
		.filter(
			({ keys, value }) =>
				!(isLink(value) && sent.has(value)) && !keys.some((key) => ECHO_NAMES.test(key)),
		);
}
