import type { INodeParameters } from 'n8n-workflow';

import type { RunOptions, WorkflowRun } from '../../tools/engine';
import { NO_DOWNLOAD, type Setting } from './setting';

export const PI_API = 'n8n-nodes-piapi-unified.piApi';

/** Runs one operation of the PiAPI node; its files are not downloaded unless the parameters say so. */
export const runResource = async (
	setting: Setting,
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	more: Partial<RunOptions> = {},
): Promise<WorkflowRun> =>
	await setting.run(
		{ resource, operation, ...NO_DOWNLOAD, ...parameters },
		{ nodeType: PI_API, ...more },
	);
