/**
 * Runs workflows in n8n's engine with n8n's own nodes, one process for many of them, since a run in the server takes
 * seconds: `node engineProgram.js <n8n's packages> <project folder>`. Each line of the input is a run, each line of the
 * output its result. It runs on n8n's own Node, and loads modules in ways that jest cannot follow.
 */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const [modulesFolder, projectFolder] = process.argv.slice(2);
const load = createRequire(join(modulesFolder, 'n8n', 'package.json'));

load('reflect-metadata');
const { Container } = load('@n8n/di');
const { Logger } = load('@n8n/backend-common');
const {
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	LazyPackageDirectoryLoader,
	PackageDirectoryLoader,
	WorkflowExecute,
} = load('n8n-core');
const { createRunExecutionData, ICredentialsHelper, LoggerProxy, NodeHelpers, Workflow } =
	load('n8n-workflow');

const silent = Object.fromEntries(
	['error', 'warn', 'info', 'debug'].map((level) => [level, () => undefined]),
);
const logger = { ...silent, scoped: () => logger };
Container.set(Logger, logger);
LoggerProxy.init(logger);

/** The nodes of n8n and of the built package, by their full names. */
async function openNodeTypes() {
	const loaders = new Map(
		await Promise.all(
			[
				new LazyPackageDirectoryLoader(join(modulesFolder, 'n8n-nodes-base')),
				new PackageDirectoryLoader(projectFolder),
			].map(async (loader) => {
				await loader.loadAll();
				return [loader.packageName, loader];
			}),
		),
	);
	const getByName = (fullName) => {
		const [packageName, name] = fullName.split('.');
		const loader = loaders.get(packageName);
		if (loader === undefined) throw new Error(`There is no node type ${fullName}`);
		return loader.getNode(name).type;
	};
	const getByNameAndVersion = (name, version) =>
		NodeHelpers.getVersionedNodeType(getByName(name), version);
	const credentialType = (name) => loaders.get('n8n-nodes-piapi-unified').getCredential(name).type;
	return { getByName, getByNameAndVersion, getKnownTypes: () => ({}), credentialType };
}

/** One set of values for every credential; the node's own class signs the requests. */
class GivenCredentials extends ICredentialsHelper {
	constructor(types, values) {
		super();
		this.types = types;
		this.values = values;
	}
	getParentTypes() {
		return [];
	}
	isCredentialUsableByNode() {
		return true;
	}
	async authenticate(credentials, typeName, options) {
		return await this.types.credentialType(typeName).authenticate(credentials, options);
	}
	async preAuthentication() {}
	async runPreAuthentication() {}
	async getDecrypted() {
		return this.values;
	}
	getCredentialsProperties(typeName) {
		return this.types.credentialType(typeName).properties;
	}
}

/** n8n's runner of Code nodes, asked directly instead of through a socket to another process. */
function openCodeRunner() {
	const fromRunner = createRequire(load.resolve('@n8n/task-runner'));
	fromRunner('ws').WebSocket = class {
		addEventListener() {}
	};
	const { JsTaskRunner } = fromRunner('./js-task-runner/js-task-runner.js');
	const { DataRequestResponseBuilder } = load(
		'n8n/dist/task-runners/task-managers/data-request-response-builder.js',
	);
	const builder = new DataRequestResponseBuilder();
	/** What goes through the socket is text. */
	const sent = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
	return async (nodeTypes, given) => {
		const [additionalData, , settings, executeFunctions, inputData, node, workflow] = given;
		const [runExecutionData, runIndex, itemIndex, activeNodeName] = given.slice(7);
		const [connectionInputData, siblingParameters, mode, envProviderState, executeData] =
			given.slice(11);
		const runner = new JsTaskRunner({
			baseRunnerConfig: { taskBrokerUri: 'http://127.0.0.1', taskTimeout: 60, idleTimeout: 0 },
			jsRunnerConfig: { insecureMode: false },
		});
		const data = {
			additionalData,
			executeFunctions,
			inputData,
			node,
			workflow,
			runExecutionData,
			runIndex,
			itemIndex,
			activeNodeName,
			contextNodeName: activeNodeName,
			connectionInputData,
			siblingParameters,
			mode,
			envProviderState,
			executeData,
			defaultReturnRunIndex: -1,
			selfData: {},
		};
		runner.requestData = async () => sent(builder.buildFromTaskData(data));
		runner.requestNodeTypes = async (_, wanted) =>
			sent(
				wanted.map(({ name, version }) => ({
					...nodeTypes.getByNameAndVersion(name, version).description,
					name,
				})),
			);
		runner.makeRpcCall = async () => undefined;
		try {
			const { result } = await runner.executeTask(
				{ taskId: node.name, settings: sent(settings) },
				new AbortController().signal,
			);
			return { ok: true, result: sent(result) };
		} catch (error) {
			return { ok: false, error };
		}
	};
}

/** How much faster than real time PiAPI's nodes wait. */
const SPEED = 20;

function hurry() {
	const { systemClock } = require(join(projectFolder, 'dist', 'nodes', 'task', 'clock.js'));
	const { now, sleep, timeout } = { ...systemClock };
	const begun = now();
	Object.assign(systemClock, {
		now: () => Math.round(begun + (now() - begun) * SPEED),
		sleep: async (milliseconds, signal) => await sleep(milliseconds / SPEED, signal),
		// A request needs real time.
		timeout: (milliseconds) => timeout(Math.max(5_000, milliseconds / SPEED)),
	});
}

const ADDRESS = 'http://localhost:5678';

let executions = 0;

function execution(engine, { nodes, connections, credential, subWorkflows = {} }, start, items) {
	const { nodeTypes, runCode } = engine;
	executions += 1;
	const id = `execution-${executions}`;
	const workflow = new Workflow({
		id: `workflow-${executions}`,
		name: 'A workflow',
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const additionalData = {
		executionId: id,
		workflowId: workflow.id,
		credentialsHelper: new GivenCredentials(nodeTypes, credential),
		currentNodeExecutionIndex: 0,
		restApiUrl: `${ADDRESS}/rest`,
		instanceBaseUrl: ADDRESS,
		webhookBaseUrl: `${ADDRESS}/webhook`,
		webhookWaitingBaseUrl: `${ADDRESS}/webhook-waiting`,
		webhookTestBaseUrl: `${ADDRESS}/webhook-test`,
		formWaitingBaseUrl: `${ADDRESS}/form-waiting`,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		getRuntimeCredential: async () => undefined,
		getRunExecutionData: async () => undefined,
		logAiEvent: () => undefined,
		setExecutionStatus: () => undefined,
		startRunnerTask: async (...given) => await runCode(nodeTypes, given),
		executeWorkflow: async ({ id: subId, code }, _, { inputData }) => {
			const called = code ?? subWorkflows[subId];
			const trigger = called.nodes.find(({ type }) => /trigger$/i.test(type));
			const run = await execution(engine, { ...called, credential }, trigger.name, inputData);
			const { error, runData, lastNodeExecuted } = run.data.resultData;
			if (error) throw error;
			return { executionId: id, data: runData[lastNodeExecuted].at(-1).data.main };
		},
	};
	additionalData.hooks = new ExecutionLifecycleHooks('manual', id, {
		id: workflow.id,
		name: '',
		active: false,
		nodes,
		connections,
	});
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: workflow.getNode(start), data: { main: [items] }, source: null },
			],
		},
	});
	return new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(workflow);
}

/** What a node gave in all its runs, by output. */
const outputsOf = (runs) =>
	runs.map(({ data }) => (data?.main ?? []).map((list) => (list ?? []).map(({ json }) => json)));

async function main() {
	const nodeTypes = await openNodeTypes();
	const engine = { nodeTypes, runCode: openCodeRunner() };
	hurry();
	const answer = (result) => process.stdout.write(`${JSON.stringify(result)}\n`);
	for await (const line of createInterface({ input: process.stdin })) {
		const { id, workflow, start } = JSON.parse(line);
		const run = async () => await execution(engine, workflow, start, [{ json: {} }]);
		void run().then(
			({ data: { resultData } }) => {
				const { error, lastNodeExecuted, runData } = resultData;
				const outputs = Object.entries(runData).map(([name, runs]) => [name, outputsOf(runs)]);
				const failure = error && `${lastNodeExecuted}: ${error.message} ${error.description ?? ''}`;
				answer({ id, failure, outputs: Object.fromEntries(outputs) });
			},
			({ message }) => answer({ id, failure: message, outputs: {} }),
		);
	}
}

void main();
