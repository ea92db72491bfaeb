import type { N8nClient } from '../n8n/client';
import { readExecution } from '../n8n/execution';
import { parseFlattened } from '../n8n/flattened';
import type { Workflow } from '../n8n/workflow';

/** One item of "Result", with the types of its files. */
export interface ResultItem {
	readonly json: unknown;
	readonly files: readonly string[];
}

export interface Ran {
	readonly items: readonly ResultItem[];
	readonly seconds: number;
	readonly failure?: string;
}

interface StoredItem {
	readonly json: unknown;
	readonly binary?: Readonly<Record<string, { readonly mimeType: string }>>;
}

interface StoredRuns {
	readonly resultData: {
		readonly runData: Readonly<
			Record<
				string,
				ReadonlyArray<{ readonly data?: { readonly main?: ReadonlyArray<StoredItem[] | null> } }>
			>
		>;
	};
}

/** Longer than any pair takes. A conversion must not make a loop without end. */
const LIMIT_SECONDS = 60;

/** What a node gave by its first output, in all its runs. */
const itemsIn = (data: string, nodeName: string): StoredItem[] =>
	((parseFlattened(data) as StoredRuns).resultData.runData[nodeName] ?? []).flatMap(
		(run) => run.data?.main?.[0] ?? [],
	);

/** Runs a workflow from "Start" and gives what "Result" gave. */
export async function runToEnd(client: N8nClient, workflow: Workflow): Promise<Ran> {
	const id = await client.startRun(await client.importWorkflow(workflow), 'Start');
	const signal = AbortSignal.timeout(LIMIT_SECONDS * 1000);
	try {
		await client.executionEnd(id, { signal });
	} catch (error) {
		await client.stopExecution(id);
		if (!signal.aborted) throw error;
		return { items: [], seconds: LIMIT_SECONDS, failure: 'The run does not end' };
	}
	const stored = await client.storedExecution(id);
	const { failure } = readExecution(stored);
	return {
		items: itemsIn(stored.data, 'Result').map(({ json, binary }) => ({
			json,
			files: Object.values(binary ?? {}).map(({ mimeType }) => mimeType),
		})),
		seconds: (Date.parse(stored.stoppedAt ?? '') - Date.parse(stored.startedAt)) / 1000,
		...(failure === undefined ? {} : { failure }),
	};
}
