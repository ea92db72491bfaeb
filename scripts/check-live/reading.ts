import { families } from '../../nodes/catalog';
import { partsOf } from '../../nodes/result/item';
import type { Task } from '../../nodes/transport/task';

/** What an item of the node would say about a task, without its values. */
export interface Reading {
	readonly status: string;
	readonly hasUrl: boolean;
	readonly files: number;
	readonly hasText: boolean;
	readonly costUsd?: number;
	readonly hasFailure: boolean;
}

/** The product's own reading of a task. */
export function readingOf(task: Task): Reading {
	const [part] = partsOf(task, families, { form: 'simplified' }, false);
	const { url, files, text, costUsd, failure } = part?.json ?? {};
	return {
		status: task.status,
		hasUrl: typeof url === 'string' && url !== '',
		files: Array.isArray(files) ? files.length : 0,
		hasText: text !== undefined && text !== '',
		...(typeof costUsd === 'number' ? { costUsd } : {}),
		hasFailure: typeof failure === 'string' && failure !== '',
	};
}
