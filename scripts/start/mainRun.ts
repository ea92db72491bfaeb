import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../../tools/n8n/client';
import type { Execution } from '../../tools/n8n/execution';
import { ClearFailure } from '../../tools/command/failure';
import { readExample, triggerOf } from '../../tools/n8n/workflow';
import { collectRows, outputFolder, rowsAsTable, shortcomings } from './outcome';
import type { Service } from './service';

/** What a run needs to know of the terminal and the n8n. */
export interface Stage {
	readonly client: N8nClient;
	readonly service: Service;
	readonly say: (line: string) => void;
	readonly stop: AbortSignal;
}

const BEFORE_A_PAUSE = ['new', 'running', 'unknown'];

/** Resolves with whether the execution paused before it finished. */
async function pauses(client: N8nClient, id: string, signal: AbortSignal): Promise<boolean> {
	for (;;) {
		const { status } = await client.storedExecution(id);
		if (!BEFORE_A_PAUSE.includes(status)) return status === 'waiting';
		await sleep(250, undefined, { signal });
	}
}

async function finish(
	{ client, service, say }: Stage,
	id: string,
	signal: AbortSignal,
): Promise<{ execution: Execution; missing: readonly string[] }> {
	if (service.callback === undefined) {
		return { execution: await client.executionEnd(id, { signal }), missing: [] };
	}
	const isPaused = await pauses(client, id, signal);
	if (isPaused) say(`Execution ${id} is waiting, until PiAPI calls back …`);
	const missing = isPaused ? [] : ['The execution did not wait for a callback.'];
	return { execution: await client.executionEnd(id, { signal }), missing };
}

/** Runs the main example once and prints what it returned; resolves with whether it succeeded. */
export async function runMainExample(stage: Stage, workflowId: string): Promise<boolean> {
	const { client, service, say, stop } = stage;
	const workflow = await readExample(service.mainExample);
	say(`Running "${workflow.name}" …`);
	const tooLong = AbortSignal.timeout(service.runSeconds * 1000);
	const id = await client.startRun(workflowId, triggerOf(workflow));
	const { execution, missing } = await finish(stage, id, AbortSignal.any([stop, tooLong])).catch(
		(error: unknown) => {
			if (!tooLong.aborted) throw error;
			throw new ClearFailure(`The run did not finish within ${service.runSeconds} s.`);
		},
	);
	const rows = await collectRows(workflow, execution, client, outputFolder(new Date()));
	say(`\n${rowsAsTable(rows)}\n`);
	const found = [...missing, ...shortcomings(workflow, execution, rows)];
	const files = rows.flatMap((row) => row.files);
	say(
		found.length === 0
			? `The run succeeded: ${rows.length} items, files saved: ${files.length}.`
			: `The run failed.\n${found.join('\n')}`,
	);
	return found.length === 0;
}
