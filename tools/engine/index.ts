import './environment';
import './log';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IConnections,
	type IExecuteContextData,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { TestCredentials } from './credentials';
import { execute, type CancelableRun } from './execution';
import { logInto, openLog, type RunLog } from './log';
import { loadPackage, nodeTypesOf, type AnyNodeType, type LoadedPackage } from './nodeTypes';
import { ITEMS_NODE } from './stubs';
import { WorkflowRun } from './workflowRun';

export { installClock, scaledClock, useFastClock } from './clock';
export type { TestClock } from './testClock';
export { storeBinariesInFiles } from './binaries';
export { loadPackage } from './nodeTypes';
export { WorkflowRun } from './workflowRun';

const PACKAGE = 'n8n-nodes-piapi-unified';

const CREDENTIAL = 'piApi';

const SOURCE_NAME = 'Items';

/** Name of the node under test; its context is kept under this name. */
export const NODE_NAME = 'Node under test';

const SAVED_CREDENTIAL = { [CREDENTIAL]: { id: '1', name: 'PiAPI account' } };

type NodeSettings = Pick<
	INode,
	'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'alwaysOutputData' | 'executeOnce'
>;

export interface RunOptions {
	/** Input items; one empty item when left out. */
	readonly items?: INodeExecutionData[];
	/** Parameters of the node under test. */
	readonly parameters?: INodeParameters;
	/** n8n's settings of the node under test. */
	readonly settings?: NodeSettings;
	/** Fields of the credential; undefined = the node has none. Nodes of a whole workflow get it too. */
	readonly credentials?: ICredentialDataDecryptedObject;
	/** Full name of the node type; the Midjourney node when left out. */
	readonly nodeType?: string;
	/** A node to test in place of one of the built package. */
	readonly nodeClass?: INodeType | (new () => INodeType);
	/** A credential to use in place of the built package's. */
	readonly credentialClass?: new () => ICredentialType;
	/** A built package other than the project's own. */
	readonly packageFolder?: string;
	readonly mode?: WorkflowExecuteMode;
	readonly executionId?: string;
	/** Where n8n believes to be reachable; on loopback when left out. */
	readonly address?: string;
	/** What nodes remembered in an earlier execution (`run.context`), as after n8n's Retry. */
	readonly context?: IExecuteContextData;
	/** A whole workflow in place of the node under test; the items go into its first node. */
	readonly workflow?: { readonly nodes: INode[]; readonly connections: IConnections };
	/** More node types, by full name, for a whole workflow. */
	readonly nodeTypes?: ReadonlyMap<string, AnyNodeType>;
}

export interface StartedWorkflow {
	/** Stops it as n8n's Stop button does. */
	stop(): void;
	/** The result, also of a run that was stopped. */
	readonly ended: Promise<WorkflowRun>;
}

let executions = 0;

const emptyPackage: LoadedPackage = {
	name: PACKAGE,
	nodeTypes: new Map(),
	credentialTypes: new Map(),
};

const ownNode = ({ nodeClass }: RunOptions): INodeType | undefined =>
	typeof nodeClass === 'function' ? new nodeClass() : nodeClass;

const nodeUnderTest = (options: RunOptions, own: INodeType | undefined): INode => {
	const { parameters = {}, settings = {}, credentials } = options;
	const version = own?.description.version ?? 1;
	return {
		id: 'node-under-test',
		name: NODE_NAME,
		type: options.nodeType ?? `${PACKAGE}.${own?.description.name ?? 'midjourney'}`,
		typeVersion: Array.isArray(version) ? (version.at(-1) ?? 1) : version,
		position: [200, 0],
		parameters,
		...settings,
		...(credentials && { credentials: SAVED_CREDENTIAL }),
	};
};

const twoNodes = (node: INode): NonNullable<RunOptions['workflow']> => ({
	nodes: [
		{
			id: 'items',
			name: SOURCE_NAME,
			type: ITEMS_NODE,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		node,
	],
	connections: { [SOURCE_NAME]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
});

/** Examples name no credential; whoever imports them chooses one. */
const withCredential = (node: INode): INode =>
	node.type.startsWith(`${PACKAGE}.`) && node.credentials === undefined
		? { ...node, credentials: SAVED_CREDENTIAL }
		: node;

const isSticky = ({ type }: INode): boolean => type === 'n8n-nodes-base.stickyNote';

const firstNode = (workflow: Workflow): string => {
	const first = Object.values(workflow.nodes).find(
		(node) => !isSticky(node) && workflow.getParentNodes(node.name).length === 0,
	);
	if (first === undefined) throw new Error('The workflow has no node to start with');
	return first.name;
};

const begin = async (
	options: RunOptions,
	onMessage: (message: unknown) => void,
	// In an object, for a promise of a promise would be awaited here.
): Promise<{ running: CancelableRun }> => {
	const own = ownNode(options);
	const needsPackage = own === undefined || options.credentialClass === undefined;
	const built = needsPackage ? await loadPackage(options.packageFolder) : emptyPackage;
	const underTest = nodeUnderTest(options, own);
	const ownTypes = new Map<string, AnyNodeType>(own ? [[underTest.type, own]] : []);
	const { nodes, connections } = options.workflow ?? twoNodes(underTest);
	const choose = options.workflow !== undefined && options.credentials !== undefined;
	const workflow = new Workflow({
		id: 'workflow-under-test',
		name: 'Workflow under test',
		nodes: choose ? nodes.map(withCredential) : nodes,
		connections,
		active: false,
		nodeTypes: nodeTypesOf(ownTypes, options.nodeTypes ?? new Map(), built.nodeTypes),
		settings: { executionOrder: 'v1' },
	});
	const { credentialClass: OwnCredential } = options;
	const credentialType = (name: string): ICredentialType => {
		const type =
			OwnCredential === undefined ? built.credentialTypes.get(name) : new OwnCredential();
		if (type === undefined) throw new Error(`The package has no credential ${name}`);
		return type;
	};
	executions += 1;
	const running = execute({
		workflow,
		startNode: firstNode(workflow),
		items: options.items ?? [{ json: {} }],
		credentials: new TestCredentials(credentialType, options.credentials ?? {}),
		mode: options.mode ?? 'manual',
		executionId: options.executionId ?? `execution-${executions}`,
		context: options.context ?? {},
		address: options.address,
		onMessage,
	});
	return { running };
};

/** Starts a workflow, which can be stopped. */
export const startWorkflow = (options: RunOptions): StartedWorkflow => {
	const logs: RunLog = [];
	const messages: unknown[] = [];
	let running: CancelableRun | undefined;
	let stopped = false;
	const run = async (): Promise<WorkflowRun> => {
		const close = openLog(logs);
		try {
			({ running } = await begin(options, (message) => messages.push(message)));
			if (stopped) running.cancel();
			const result = await running;
			const last = result.data.resultData.lastNodeExecuted ?? '';
			return new WorkflowRun(result, options.workflow ? last : NODE_NAME, logs, messages);
		} finally {
			close();
		}
	};
	return {
		stop: () => {
			stopped = true;
			logInto(logs, () => running?.cancel());
		},
		ended: logInto(logs, run),
	};
};

/** Runs a workflow to its end. */
export const runWorkflow = async (options: RunOptions): Promise<WorkflowRun> =>
	await startWorkflow(options).ended;
