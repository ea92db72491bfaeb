import type { IDataObject } from 'n8n-workflow';

import type { TaskRecord } from '../../nodes/task/taskRecord';

export const record = (more: Partial<TaskRecord> = {}): TaskRecord => ({
	sentAt: 1_700_000_000_000,
	digest: 'digest',
	executionId: 'first',
	...more,
});

/** As after n8n stored and loaded it. */
export const stored = (context: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(context)) as IDataObject;
