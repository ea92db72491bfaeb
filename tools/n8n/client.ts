import type { CredentialReference } from './workflow';
import pWaitFor from 'p-wait-for';
import { readExecution, type Execution, type StoredExecution } from './execution';
import { ClearFailure } from '../command/failure';
import { firstValue } from '../command/firstValue';
import { Session } from './session';
import type { Workflow } from './workflow';

export interface Owner {
	readonly email: string;
	readonly password: string;
}

export interface CredentialTest {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

export interface ListChoices {
	readonly results: ReadonlyArray<{ readonly name: string; readonly value: string }>;
	readonly paginationToken?: string;
}

export interface CredentialType {
	readonly name: string;
	readonly displayName: string;
	readonly iconUrl?: unknown;
}

export interface NodeType extends CredentialType {
	readonly version: number | readonly number[];
	readonly properties: ReadonlyArray<Record<string, unknown>>;
}

interface InstalledPackage {
	readonly packageName: string;
	readonly installedVersion: string;
	readonly installedNodes: ReadonlyArray<{ readonly name: string; readonly type: string }>;
}

interface ExecutionSummary {
	readonly id: string;
	readonly status: string;
}

/** The executions of a workflow. */
interface ExecutionList {
	/** Those that have not finished, also paused ones; at most 100. */
	readonly open: readonly ExecutionSummary[];
	/** Those that have finished, the latest first; at most 100. */
	readonly over: readonly ExecutionSummary[];
	/** How many have finished in all. */
	readonly ended: number;
}

export type CredentialData = Readonly<Record<string, unknown>>;

interface Publication {
	readonly status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	readonly triggers: ReadonlyArray<{ readonly errorMessage: string | null }>;
}

const unfinished = ['new', 'running', 'unknown', 'waiting'];
const finished = ['success', 'error', 'crashed', 'canceled'];

/** n8n as its editor talks to it: the REST interface that requires a login. */
export class N8nClient extends Session {
	/** Makes the first account of a new n8n, and logs in with it. */
	async setUpOwner({ email, password }: Owner): Promise<void> {
		const names = { firstName: 'Project', lastName: 'Owner' };
		await this.post('/rest/owner/setup', { email, password, ...names });
	}

	async logIn({ email, password }: Owner): Promise<void> {
		await this.post('/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** Every node type this n8n offers. */
	async nodeTypes(): Promise<readonly NodeType[]> {
		return await this.typeList<NodeType>('/types/nodes.json');
	}

	/** Every credential type this n8n offers. */
	async credentialTypes(): Promise<readonly CredentialType[]> {
		return await this.typeList<CredentialType>('/types/credentials.json');
	}

	/** n8n writes its lists again after an installation, and a reader may come in the middle of it. */
	private async typeList<Type>(path: string): Promise<readonly Type[]> {
		const whole = async (): Promise<Type[] | undefined> => {
			const response = await this.send({ method: 'GET', path });
			return (await response.json().catch(() => undefined)) as Type[] | undefined;
		};
		return await firstValue(whole, { interval: 500, timeout: 30_000 });
	}

	/** Installs `name@version` from the registry, as the page of the community nodes does. */
	async installPackage(name: string): Promise<InstalledPackage> {
		return await this.post<InstalledPackage>('/rest/community-packages', { name });
	}

	async uninstallPackage(name: string): Promise<void> {
		const query = new URLSearchParams({ name });
		await this.send({ method: 'DELETE', path: `/rest/community-packages?${query}` });
	}

	async createCredential(
		name: string,
		type: string,
		data: CredentialData,
	): Promise<CredentialReference> {
		const { id } = await this.post<{ id: string }>('/rest/credentials', { name, type, data });
		return { id, name };
	}

	/** Removes all credentials of a type. */
	async deleteCredentials(type: string): Promise<void> {
		const all = await this.get<Array<{ id: string; type: string }>>('/rest/credentials');
		for (const { id } of all.filter((one) => one.type === type)) {
			await this.request({ method: 'DELETE', path: `/rest/credentials/${id}` });
		}
	}

	/** Runs the test that the editor runs when a credential is saved. */
	async testCredential(
		{ id, name }: CredentialReference,
		type: string,
		data: CredentialData,
	): Promise<CredentialTest> {
		const credentials = { id, name, type, data };
		return await this.post<CredentialTest>('/rest/credentials/test', { credentials });
	}

	/** Saves a new workflow; resolves with its id. */
	async importWorkflow(workflow: Workflow): Promise<string> {
		// n8n 1 saves no workflow that leaves `active` open.
		const { id } = await this.post<{ id: string }>('/rest/workflows', {
			...workflow,
			active: false,
		});
		return id;
	}

	/** Publishes a workflow, so that its triggers fire and its webhooks answer. */
	async activate(workflowId: string): Promise<void> {
		const path = `/rest/workflows/${workflowId}`;
		const { versionId } = await this.get<{ versionId: string }>(path);
		await this.post(`${path}/activate`, { versionId });
		await this.publicationEnd(workflowId);
	}

	/** Starts a workflow as the editor's Execute button does; resolves with the execution's id. */
	async startRun(workflowId: string, triggerName: string): Promise<string> {
		const path = `/rest/workflows/${workflowId}`;
		// n8n 1 runs what it is handed; n8n 2 overlooks it and runs what it has saved.
		const workflowData = await this.get<object>(path);
		const body = { workflowData, triggerToStartFrom: { name: triggerName } };
		const { executionId } = await this.post<{ executionId?: string }>(`${path}/run`, body);
		if (executionId === undefined) {
			throw new ClearFailure(`n8n waits for a call to start the workflow at "${triggerName}".`);
		}
		return executionId;
	}

	async execution(id: string): Promise<Execution> {
		return readExecution(await this.storedExecution(id));
	}

	/** The execution as n8n keeps it, its data still one text. */
	async storedExecution(id: string): Promise<StoredExecution> {
		return await this.get<StoredExecution>(`/rest/executions/${id}`);
	}

	/**
	 * Reads those that are open before those that are over, so that one that ends in between is in both. In n8n's own list,
	 * which reads both at the same time, it may be in neither.
	 */
	async executionsOf(workflowId: string): Promise<ExecutionList> {
		const { results: open } = await this.executionsIn(workflowId, unfinished);
		const { results: over, count: ended } = await this.executionsIn(workflowId, finished);
		return { open, over: [...over].sort((one, other) => Number(other.id) - Number(one.id)), ended };
	}

	private async executionsIn(
		workflowId: string,
		status: readonly string[],
	): Promise<{ readonly results: readonly ExecutionSummary[]; readonly count: number }> {
		const filter = JSON.stringify({ workflowId, status });
		const query = new URLSearchParams({ filter, limit: '100' });
		return await this.get(`/rest/executions?${query}`);
	}

	/** Resolves when the execution has finished, whichever way. */
	async executionEnd(id: string, { signal }: { signal?: AbortSignal } = {}): Promise<Execution> {
		const end = async (): Promise<Execution | undefined> => {
			const stored = await this.storedExecution(id);
			// n8n 1 reports the end shortly before it has stored the output.
			const isOver = !unfinished.includes(stored.status) && stored.data !== '[]';
			return isOver ? readExecution(stored) : undefined;
		};
		return await firstValue(end, { interval: 250, signal });
	}

	/** Runs a workflow to its end. */
	async run(
		workflowId: string,
		triggerName: string,
		options: { signal?: AbortSignal } = {},
	): Promise<Execution> {
		return await this.executionEnd(await this.startRun(workflowId, triggerName), options);
	}

	async stopExecution(id: string): Promise<void> {
		await this.post(`/rest/executions/${id}/stop`, {});
	}

	/** The bytes of a file that an execution kept. */
	async binary(id: string): Promise<Buffer> {
		const query = new URLSearchParams({ id, action: 'download' });
		const response = await this.send({ method: 'GET', path: `/rest/binary-data?${query}` });
		return Buffer.from(await response.arrayBuffer());
	}

	/** Reads a From List choice as the editor does. */
	async listChoices(facts: {
		nodeType: string;
		parameter: string;
		method: string;
		parameters: Record<string, unknown>;
		credential: CredentialReference;
		credentialType: string;
		filter?: string;
	}): Promise<ListChoices> {
		return await this.post<ListChoices>('/rest/dynamic-node-parameters/resource-locator-results', {
			path: `parameters.${facts.parameter}`,
			methodName: facts.method,
			nodeTypeAndVersion: { name: facts.nodeType, version: 1 },
			currentNodeParameters: facts.parameters,
			credentials: { [facts.credentialType]: facts.credential },
			filter: facts.filter,
		});
	}

	/** n8n takes triggers up, or lets them go, after it has answered. Fails with the text of a trigger that refuses. */
	async publicationEnd(workflowId: string): Promise<void> {
		const path = `/rest/workflows/${workflowId}/publication-status`;
		const isOver = async (): Promise<boolean> => {
			const { status, triggers } = await this.get<Publication>(path);
			const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
			if (reasons.length > 0) throw new ClearFailure(reasons.join(' '));
			return status !== 'in_progress';
		};
		await pWaitFor(isOver, { interval: 100 });
	}
}
