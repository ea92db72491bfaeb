import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { isProblem, type Problem } from '../transport/problem';
import type { Task } from '../transport/task';
import { download, type Downloads } from './download';
import { resultOf } from './files';
import { partsOf, type OutputForm, type ResultPart, type Tried } from './item';

export interface Delivery {
	readonly families: readonly Family[];
	readonly output: OutputForm;
	readonly oneItemPerFile: boolean;
	readonly tried?: Tried;
	/** Told of what is worth knowing about the result. */
	readonly onHint?: (hint: string) => void;
	/** Left out: links only. */
	readonly downloads?: Downloads;
}

/** The output items of one task. */
export async function deliver(
	task: Task,
	itemIndex: number,
	{ families, output, oneItemPerFile, tried, onHint, downloads }: Delivery,
): Promise<INodeExecutionData[] | Problem> {
	const items: INodeExecutionData[] = [];
	const result = resultOf(families, task);
	if (result.isMissing) onHint?.(missingHint(task));
	for (const { json, files } of partsOf(task, families, output, oneItemPerFile, {
		tried,
		result,
	})) {
		const binary = downloads ? await downloadAll(task, { json, files }, downloads) : {};
		if (isProblem(binary)) return { ...binary, taskId: task.id, taskStatus: task.status };
		items.push({
			json,
			pairedItem: { item: itemIndex },
			...(Object.keys(binary).length > 0 ? { binary } : {}),
		});
	}
	return items;
}

const missingHint = ({ id, failure }: Task): string =>
	[
		`No file found in PiAPI's output of task ${id}`,
		'Set Output to Raw to see what PiAPI returned',
		...(failure === '' ? [] : [`PiAPI says: ${failure}`]),
	].join('. ');

async function downloadAll(
	task: Task,
	{ files }: ResultPart,
	downloads: Downloads,
): Promise<IBinaryKeyData | Problem> {
	const binaries = await Promise.all(
		files.map(async ({ url }, index) => download(url, `${task.id}-${index + 1}`, downloads)),
	);
	const named: IBinaryKeyData = {};
	for (const [index, binary] of binaries.entries()) {
		if (isProblem(binary)) return binary;
		named[index === 0 ? 'data' : `data_${index}`] = binary;
	}
	return named;
}
