import type { N8nClient } from '../../tools/n8n/client';
import type { Execution } from '../../tools/n8n/execution';
import { ClearFailure } from '../../tools/command/failure';
import { firstValue } from '../../tools/command/firstValue';
import { triggerOf, type Workflow } from '../../tools/n8n/workflow';
import { collectRows, shortcomings, type Outcome } from './outcome';
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
const pauses = async (client: N8nClient, id: string, signal: AbortSignal): Promise<boolean> =>
	await firstValue(
		async () => {
			const { status } = await client.storedExecution(id);
			return BEFORE_A_PAUSE.includes(status) ? undefined : status === 'waiting';
		},
		{ interval: 250, signal },
	);

async function finish(
	{ client, service, say }: Stage,
	id: string,
	signal: AbortSignal,
): Promise<{ execution: Execution; missing: readonly string[] }> {
	const missing: string[] = [];
	if (service.callback !== undefined) {
		if (await pauses(client, id, signal)) {
			say(`Execution ${id} is waiting, until PiAPI calls back …`);
		} else missing.push('The execution did not wait for a callback.');
	}
	return { execution: await client.executionEnd(id, { signal }), missing };
}

/** Runs a workflow once; its files are saved in the folder. */
export async function runWorkflow(
	stage: Stage,
	workflow: Workflow,
	workflowId: string,
	folder: string,
): Promise<Outcome> {
	const { client, service, stop } = stage;
	const tooLong = AbortSignal.timeout(service.runSeconds * 1000);
	const id = await client.startRun(workflowId, triggerOf(workflow));
	const { execution, missing } = await finish(stage, id, AbortSignal.any([stop, tooLong])).catch(
		(error: unknown) => {
			if (!tooLong.aborted) throw error;
			throw new ClearFailure(`The run did not finish within ${service.runSeconds} s.`);
		},
	);
	const rows = await collectRows(workflow, execution, client, folder);
	return { rows, shortcomings: [...missing, ...shortcomings(workflow, execution, rows)] };
}
