import { samePath, type Segment } from '../../code/segments';
import type { Api } from '../api';

/** A path in a former API's answer and the one in the unified answer with the same value; `[]` is a place in a list. */
export type PathPair = readonly [former: string, unified: string];

const PLACE = '[]';

const partsOf = (path: string): string[] => path.replaceAll(PLACE, `.${PLACE}`).split('.');

/** The unified path of a pair for a path, with whatever the path has after it; undefined when it is another path. */
function mapped([former, unified]: PathPair, path: readonly Segment[]): Segment[] | undefined {
	const parts = partsOf(former);
	const fits = parts.every((part, index) =>
		part === PLACE ? typeof path[index] === 'number' : part === path[index],
	);
	if (!fits) return undefined;
	const places = path.slice(0, parts.length).filter((segment) => typeof segment === 'number');
	const start = partsOf(unified).map((part) => (part === PLACE ? (places.shift() ?? 0) : part));
	return [...start, ...path.slice(parts.length)];
}

interface Answer extends Pick<
	Api,
	'name' | 'status' | 'states' | 'alsoRunning' | 'output' | 'answer'
> {
	/** Without the state, where the unified API has other names for it. */
	readonly paths: readonly PathPair[];
}

/** An API whose answer is known at some paths only. */
export function formerApi({ paths, ...api }: Answer): Api {
	const unified = (path: readonly Segment[]): Segment[] | undefined => {
		for (const pair of paths) {
			const found = mapped(pair, path);
			if (found) return found;
		}
		return undefined;
	};
	return {
		...api,
		unified,
		rebuilds: (path) =>
			api.answer !== undefined && (samePath(path, api.status) || unified(path) !== undefined),
	};
}

/** What is around the data of every answer but those of the former Midjourney API. */
export const ENVELOPE: readonly PathPair[] = [
	['code', 'code'],
	['message', 'message'],
	['data.task_id', 'data.task_id'],
];

/** For an API with the unified names of the states. */
export const SAME_STATUS: PathPair = ['data.status', 'data.status'];
