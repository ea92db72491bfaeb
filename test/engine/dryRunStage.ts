import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunOptions, WorkflowRun } from '../../tools/engine';
import type { Setting } from './setting';

const CLOSED_PORT = 'http://127.0.0.1:9';
const unreachable = { credentials: { baseUrl: CLOSED_PORT, uploadUrl: CLOSED_PORT } };

export const photo = { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'fox.png' };

export const dry = (
	parameters: INodeParameters = {},
	more: INodeParameters = {},
): INodeParameters => ({
	...parameters,
	taskOptions: { dryRun: true, ...more },
});

/** Runs the node, which must send nothing: with PiAPI there, and with nothing there to take a request. */
export async function runDry(
	setting: Setting,
	parameters: INodeParameters,
	more: Partial<RunOptions> = {},
): Promise<WorkflowRun> {
	const { requests } = setting.piApi.ledger;
	const before = requests.length;
	const run = await setting.run(parameters, more);
	expect(run.error?.message).toBeUndefined();
	expect(requests.slice(before)).toEqual([]);
	const alone = await setting.run(parameters, { ...more, ...unreachable });
	expect(alone.error?.message).toBeUndefined();
	expect(alone.output).toEqual(run.output);
	expect(JSON.stringify(run.context)).not.toContain('piApi');
	return run;
}

export const jsonOf = (run: WorkflowRun): IDataObject[] => run.output.map(({ json }) => json);

export const hintsOf = (run: WorkflowRun): string[] => run.hints.map(({ message }) => message);
