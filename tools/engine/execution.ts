import './log';
import { ExecutionLifecycleHooks, ExternalSecretsProxy, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialsHelper,
	type IExecuteContextData,
	type INodeExecutionData,
	type IRun,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

interface ExecutionRequest {
	readonly workflow: Workflow;
	readonly startNode: string;
	readonly items: INodeExecutionData[];
	readonly credentials: ICredentialsHelper;
	readonly mode: WorkflowExecuteMode;
	readonly executionId: string;
	readonly context: IExecuteContextData;
	/** Where n8n believes to be reachable. */
	readonly address?: string;
	readonly onMessage: (message: unknown) => void;
}

/** A run that can be stopped the way n8n's Stop button does it. */
export type CancelableRun = Promise<IRun> & { cancel(): void };

const ADDRESS = 'http://localhost:5678';

const stored = ({ id, name = '', nodes, connectionsBySourceNode }: Workflow): IWorkflowBase => ({
	id,
	name,
	active: false,
	isArchived: false,
	activeVersionId: null,
	createdAt: new Date(0),
	updatedAt: new Date(0),
	nodes: Object.values(nodes),
	connections: connectionsBySourceNode,
});

const unsupported = (what: string) => async (): Promise<never> =>
	await Promise.reject(new Error(`The harness has no ${what}`));

const messagesIn = (data: unknown): unknown[] => {
	const { messages } = data as { messages?: unknown[] };
	return messages ?? [data];
};

const additionalData = (request: ExecutionRequest): IWorkflowExecuteAdditionalData => {
	const { mode, executionId, workflow, credentials, onMessage, address = ADDRESS } = request;
	const hooks = new ExecutionLifecycleHooks(mode, executionId, stored(workflow));
	return {
		hooks,
		executionId,
		workflowId: workflow.id,
		credentialsHelper: credentials,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: address,
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		formBaseUrl: `${address}/form`,
		formWaitingBaseUrl: `${address}/form-waiting`,
		formTestBaseUrl: `${address}/form-test`,
		mcpBaseUrl: `${address}/mcp`,
		mcpTestBaseUrl: `${address}/mcp-test`,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: unsupported('sub-workflows'),
		getRunExecutionData: async () => await Promise.resolve(undefined),
		getRuntimeCredential: async () => await Promise.resolve(undefined),
		startRunnerTask: unsupported('task runner'),
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		sendDataToUI: (_, data) => messagesIn(data).forEach(onMessage),
	};
};

/** Runs a workflow in n8n-core, from a node that gets the items as its input. */
export const execute = (request: ExecutionRequest): CancelableRun => {
	const { workflow, startNode, items, mode, context } = request;
	const node = workflow.getNode(startNode);
	if (node === null) throw new Error(`The workflow has no node ${startNode}`);
	const data = createRunExecutionData({
		executionData: {
			// n8n stores the context as text, so nothing is shared with the run it comes from.
			contextData: JSON.parse(JSON.stringify(context)) as IExecuteContextData,
			nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
		},
	});
	return new WorkflowExecute(additionalData(request), mode, data).processRunExecutionData(workflow);
};
