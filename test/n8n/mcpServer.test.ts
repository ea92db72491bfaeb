import { randomBytes } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { N8nClient } from '../../tools/n8n/client';
import { deactivate } from '../../tools/n8n/webhooks';
import { readExample, withCredential } from '../../tools/n8n/workflow';
import { realClock } from '../../tools/simulator/clock';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';

const TEN_MINUTES = 600;

describe('the example mcp-server, with a client of the protocol', () => {
	let n8n: N8nClient;
	let simulator: Simulator;
	let token: string;
	let workflowId: string;
	let skippedSeconds: number;
	const clients: Client[] = [];

	beforeEach(async () => {
		skippedSeconds = 0;
		const now = () => realClock.now() + skippedSeconds * 1000;
		simulator = await startSimulator({ taskSeconds: TEN_MINUTES, clock: { ...realClock, now } });
		n8n = await openClient();
		token = randomBytes(32).toString('hex');
		const httpBearerAuth = await n8n.createCredential('For clients', 'httpBearerAuth', { token });
		const example = withCredential(
			await readExample('mcp-server'),
			await saveCredential(n8n, simulator),
		);
		workflowId = await n8n.importWorkflow({
			...example,
			nodes: example.nodes.map((node) =>
				node.name === 'MCP Server Trigger' ? { ...node, credentials: { httpBearerAuth } } : node,
			),
		});
		await n8n.activate(workflowId);
	});

	afterEach(async () => {
		for (const client of clients.splice(0)) await client.close();
		await deactivate(n8n, workflowId);
		await simulator.close();
	});

	const connect = async (headers: { authorization?: string }): Promise<Client> => {
		const client = new Client({ name: 'test', version: '1.0.0' });
		clients.push(client);
		await client.connect(
			new StreamableHTTPClientTransport(new URL(`${n8n.url}/mcp/piapi`), {
				requestInit: { headers },
			}),
		);
		return client;
	};

	const withToken = async (): Promise<Client> =>
		await connect({ authorization: `Bearer ${token}` });

	/** What the tool returns: one item. */
	const call = async (client: Client, name: string, given: Record<string, unknown>) => {
		const { content } = await client.callTool({ name, arguments: given });
		const [{ text = '' } = {}] = content as Array<{ readonly text?: string }>;
		const items = JSON.parse(text) as Array<Record<string, unknown>>;
		expect(items).toHaveLength(1);
		return items[0] ?? {};
	};

	const made = () => simulator.ledger.createdTasks();

	it('offers two tools, and says how to use them', async () => {
		const client = await withToken();
		const { tools } = await client.listTools();
		const wanted = tools.map(({ name, inputSchema }) => [name, inputSchema.required]);
		expect(wanted.sort()).toEqual([
			['Create_a_video', ['prompt']],
			['Get_a_video', ['taskId']],
		]);
		const texts = [client.getInstructions(), ...tools.map(({ description }) => description)];
		expect(texts.join(' ')).toContain('Costs about $0.50');
		expect(client.getInstructions()).toContain('call Get_a_video with the taskId');
	});

	it('creates a video of ten minutes with one call, and returns it with another', async () => {
		const client = await withToken();
		const { taskId, status } = await call(client, 'Create_a_video', { prompt: 'a lighthouse' });
		expect(made()).toMatchObject([{ id: taskId, request: { input: { prompt: 'a lighthouse' } } }]);
		expect(status).toBe('pending');
		const early = await call(client, 'Get_a_video', { taskId });
		expect(early).toMatchObject({ taskId, status: 'processing', url: null });
		skippedSeconds = TEN_MINUTES;
		// Another session, as of a client that was closed meanwhile.
		const late = await call(await withToken(), 'Get_a_video', { taskId });
		const url: unknown = expect.stringMatching(/^http.*\.mp4$/);
		expect(late).toMatchObject({ taskId, status: 'completed', url });
		expect(made()).toHaveLength(1);
	});

	it('returns why a video failed', async () => {
		simulator.behaviour.outcome = () => ({ failed: { code: 10_000, message: 'too many foxes' } });
		const client = await withToken();
		const { taskId } = await call(client, 'Create_a_video', { prompt: 'a fox' });
		skippedSeconds = TEN_MINUTES;
		const failed = await call(client, 'Get_a_video', { taskId });
		const failure: unknown = expect.stringContaining('too many foxes');
		expect(failed).toMatchObject({ taskId, status: 'failed', url: null, failure });
	});

	it('returns why PiAPI created nothing', async () => {
		simulator.fault({ on: 'create', kind: 'refusedInside200', when: 'all' });
		const { error } = await call(await withToken(), 'Create_a_video', { prompt: 'a fox' });
		expect(error).toEqual(expect.stringContaining('PiAPI'));
		expect(made()).toEqual([]);
	});

	it.each([
		['without a token', () => ({})],
		['with another token', () => ({ authorization: `Bearer ${token}x` })],
	])('refuses a client %s', async (_, headers) => {
		await expect(connect(headers())).rejects.toThrow('Authorization data is wrong');
		expect(simulator.ledger.requests).toEqual([]);
	});
});
