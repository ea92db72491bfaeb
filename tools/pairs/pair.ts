import type { Outcome, TaskRequest } from '../simulator/options';
import type { ByHand } from './byHand';
import type { WorkflowFile } from '../../converter/workflow/workflowFile';

/** A workflow that runs before and after its conversion. */
export interface Pair extends ByHand {
	/** How its tasks end; all complete when left out. */
	readonly outcome?: (request: TaskRequest, taskNumber: number) => Outcome;
	/** The body with which its webhook is called; without it the workflow starts at "Start". */
	readonly call?: Readonly<Record<string, unknown>>;
	/** Its branches meet at "Result", which runs for each; which runs first depends on where n8n's canvas has the nodes. */
	readonly inAnyOrder?: true;
	/** A workflow that it calls; its ID is `SUB_WORKFLOW_ID` in this one. */
	readonly subWorkflow?: WorkflowFile;
}

/** In a workflow, the ID of the sub-workflow that it calls. */
export const SUB_WORKFLOW_ID = 'id-of-the-sub-workflow';

/** In a workflow, the path of its webhook. */
export const WEBHOOK_PATH = 'path-of-the-webhook';

export const pairOf = (name: string, workflow: WorkflowFile, more: Partial<Pair> = {}): Pair => ({
	name,
	taskSeconds: 0.5,
	workflow: { ...workflow, name },
	...more,
});
