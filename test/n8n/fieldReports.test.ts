import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { nodeOf, packageName, type Workflow } from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { credentialType, openClient, saveCredential } from '../../tools/n8n/sharedSession';
import { runsOf } from './callbackStage';

/** Situations that users of slow, paid services have reported, in a real n8n. Those with callbacks have a file of their own. */

const CREATE = 'Create';

interface Node {
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly onError?: string;
	readonly type?: string;
}

/** Items with a number each, then the node. */
function workflowOf(
	piApi: CredentialReference,
	items: readonly object[],
	{ parameters, onError = 'stopWorkflow', type = 'piApi' }: Node,
	settings: Readonly<Record<string, unknown>> = {},
): Workflow {
	const list = JSON.stringify({ list: items });
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return {
		name: `Report ${randomUUID()}`,
		nodes: [
			nodeOf('Start', 'n8n-nodes-base.manualTrigger'),
			nodeOf('List', 'n8n-nodes-base.set', { mode: 'raw', jsonOutput: list }, { typeVersion: 3.4 }),
			nodeOf('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'list' }),
			nodeOf(
				CREATE,
				`${packageName}.${type}`,
				parameters ?? {
					resource: 'flux',
					operation: 'generateImage',
					prompt: '={{ $json.prompt }}',
				},
				{ credentials: { piApi }, onError },
			),
		],
		connections: {
			Start: { main: [to('List')] },
			List: { main: [to('Items')] },
			Items: { main: [to(CREATE)] },
		},
		settings: { executionOrder: 'v1', ...settings },
	};
}

const prompts = (count: number): Array<Record<string, unknown>> =>
	Array.from({ length: count }, (_, number) => ({ number, prompt: `p${number}` }));

describe('reported situations in a real n8n', () => {
	let client: N8nClient;
	const simulators: Simulator[] = [];

	const simulator = async (taskSeconds = 1): Promise<Simulator> => {
		const opened = await startSimulator({ taskSeconds, apiKey: `key-${randomUUID()}` });
		simulators.push(opened);
		return opened;
	};

	const run = async (workflow: Workflow) =>
		await client.run(await client.importWorkflow(workflow), 'Start');

	const askedOf = (piApi: Simulator): unknown[] =>
		piApi.ledger.createdTasks().map(({ request }) => request.input.prompt);

	beforeAll(async () => {
		client = await openClient();
	});

	afterAll(async () => {
		await Promise.all(simulators.map(async (opened) => await opened.close()));
	});

	describe('a credential that depends on the item', () => {
		const customers = (...piApis: Simulator[]) =>
			piApis.map(({ apiKey, url }, index) => ({ prompt: `p${index}`, key: apiKey, url }));

		const credentialByItem = async ({ uploadUrl }: Simulator, key = '={{ $json.key }}') =>
			await client.createCredential(`By item ${randomUUID()}`, credentialType, {
				apiKey: key,
				webhookSecret: '',
				baseUrl: '={{ $json.url }}',
				uploadUrl,
			});

		it('gives each item its own key', async () => {
			const [one, two] = [await simulator(), await simulator()];
			const credential = await credentialByItem(one);
			const execution = await run(
				workflowOf(credential, customers(one, two, one), { onError: 'continueRegularOutput' }),
			);
			expect(execution.failure).toBeUndefined();
			expect(execution.items(CREATE).map(({ json }) => json.status)).toEqual([
				'completed',
				'completed',
				'completed',
			]);
			expect([askedOf(one), askedOf(two)]).toEqual([['p0', 'p2'], ['p1']]);
		});

		it('is the fault of its item alone where its expression fails', async () => {
			const piApi = await simulator();
			const credential = await credentialByItem(
				piApi,
				'={{ $json.prompt === "p1" ? $("Nowhere").first().json.key : $json.key }}',
			);
			const execution = await run(
				workflowOf(credential, customers(piApi, piApi, piApi), {
					onError: 'continueRegularOutput',
				}),
			);
			const states = execution.items(CREATE).map(({ json }) => json.status ?? 'error');
			expect(states).toEqual(['completed', 'error', 'completed']);
			expect(String(execution.items(CREATE)[1]?.json.error)).toContain('credential');
			expect(askedOf(piApi)).toEqual(['p0', 'p2']);
		});
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'])(
		'a credential that is gone makes each item an error item, with %s',
		async (onError) => {
			const piApi = await simulator();
			const gone = { id: 'gone', name: 'Gone' };
			const execution = await run(workflowOf(gone, prompts(2), { onError }));
			const output = onError === 'continueErrorOutput' ? 1 : 0;
			const errors = execution.items(CREATE, output).map(({ json }) => String(json.error));
			expect(errors).toHaveLength(2);
			expect(errors[0]).toContain('credential');
			expect(piApi.ledger.requests).toEqual([]);
		},
	);

	it('the timeout of a workflow names the tasks and says what to do', async () => {
		const piApi = await simulator(600);
		const credential = await saveCredential(client, piApi);
		const execution = await run(workflowOf(credential, prompts(2), {}, { executionTimeout: 20 }));
		const told = JSON.stringify(execution.failure);
		expect(askedOf(piApi)).toHaveLength(2);
		for (const { id } of piApi.ledger.createdTasks()) expect(told).toContain(id);
		expect(told).toContain('Get Task');
	});

	it('a failing expression names the field and keeps the explanation of n8n', async () => {
		const piApi = await simulator();
		const execution = await run(
			workflowOf(await saveCredential(client, piApi), prompts(1), {
				parameters: {
					resource: 'flux',
					operation: 'generateImage',
					prompt: '={{ $("Nowhere").item.json.x }}',
				},
			}),
		);
		expect(execution.failure).toContain('Prompt');
		expect(execution.failure).toMatch(/Nowhere|doesn't exist/);
	});

	it('n8n answers while the node reads 1,500 items', async () => {
		const piApi = await simulator();
		const workflow = workflowOf(await saveCredential(client, piApi), prompts(1_500), {
			parameters: {
				resource: 'flux',
				operation: 'generateImage',
				// The last item is wrong, so all are read and nothing is sent.
				prompt: '={{ $json.number === 1499 ? "" : $json.prompt }}',
			},
		});
		const id = await client.importWorkflow(workflow);
		const answeredAt: number[] = [];
		let isOver = false;
		const pinging = (async () => {
			while (!isOver) {
				const { ok } = await fetch(`${client.url}/healthz`);
				if (ok) answeredAt.push(Date.now());
			}
		})();
		const execution = await client.run(id, 'Start').finally(() => (isOver = true));
		await pinging;
		const [run] = await runsOf(client, execution.id, CREATE);
		const { startTime = 0, executionTime = 0 } = run ?? {};
		const meanwhile = answeredAt.filter(
			(time) => time > startTime && time < startTime + executionTime,
		);
		// While the node held n8n up, there would be none.
		expect(meanwhile.length).toBeGreaterThanOrEqual(5);
		expect(execution.failure).toContain('[item 1499]');
		expect(piApi.ledger.requestsTo('create')).toEqual([]);
	});
});
