import type { N8nClient } from '../n8n/client';
import { readExecution } from '../n8n/execution';
import type { Workflow } from '../n8n/workflow';

/** One item of "Result", with the types of its files. */
interface ResultItem {
	readonly json: unknown;
	readonly files: readonly string[];
}

export interface Ran {
	readonly items: readonly ResultItem[];
	readonly seconds: number;
	readonly failure?: string;
}

/** Longer than any pair takes. A conversion must not make a loop without end. */
const LIMIT_SECONDS = 60;

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
	const execution = readExecution(stored);
	const { failure } = execution;
	return {
		items: execution.allItems('Result').map(({ json, binary }) => ({
			json,
			files: Object.values(binary ?? {}).map(({ mimeType }) => mimeType),
		})),
		seconds: (Date.parse(stored.stoppedAt ?? '') - Date.parse(stored.startedAt)) / 1000,
		...(failure === undefined ? {} : { failure }),
	};
}
