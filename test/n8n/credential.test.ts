import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { CredentialTest, N8nClient } from '../../tools/n8n/client';
import { nodeOf, type CredentialReference } from '../../tools/n8n/workflow';
import { n8nUnderTest, oldestN8n } from '../../tools/n8n/versions';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import {
	credentialDataFor,
	credentialType,
	openClient,
	saveCredential,
} from '../../tools/n8n/sharedSession';

describe('the credential test in a real n8n', () => {
	let client: N8nClient;
	let simulator: Simulator;
	let credential: CredentialReference;

	beforeAll(async () => {
		client = await openClient();
		simulator = await startSimulator();
		credential = await saveCredential(client, simulator);
	});

	afterAll(async () => await simulator.close());

	const testWith = async (changes: Record<string, string>): Promise<CredentialTest> =>
		await client.testCredential(credential, credentialType, {
			...credentialDataFor(simulator),
			...changes,
		});

	it('passes with the right key, and creates no task', async () => {
		expect(await testWith({})).toMatchObject({ status: 'OK' });
		expect(simulator.ledger.requestsTo('account')).not.toHaveLength(0);
		expect(simulator.ledger.requestsTo('create')).toHaveLength(0);
	});

	it('passes with blanks around the Base URL, as the nodes work with them', async () => {
		expect(await testWith({ baseUrl: ` ${simulator.url} ` })).toMatchObject({ status: 'OK' });
	});

	it('fails with a wrong key and says that it is the key', async () => {
		const result = await testWith({ apiKey: 'not-the-key' });
		expect(result.status).toBe('Error');
		// n8n 1 has words of its own for a refused key.
		const words = n8nUnderTest() === oldestN8n ? /authorization failed/i : /api key/i;
		expect(result.message).toMatch(words);
		expect(result.message).not.toContain('not-the-key');
	});

	it('refuses a base URL that is not http or https, and names it', async () => {
		const result = await testWith({ baseUrl: 'ftp://files.example.com' });
		expect(result.status).toBe('Error');
		expect(result.message).toContain('ftp://files.example.com');
		expect(result.message).toMatch(/https?:\/\//);
	});

	it('fails at a server that answers every path with a login page', async () => {
		const server = createServer((_, response) =>
			response
				.writeHead(200, { 'content-type': 'text/html' })
				.end('<!DOCTYPE html><html><title>Log in</title></html>'),
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = server.address() as AddressInfo;
			const result = await testWith({ baseUrl: `http://127.0.0.1:${port}` });
			expect(result).toMatchObject({
				status: 'Error',
				message: 'This address does not answer as PiAPI does; check the Base URL',
			});
		} finally {
			server.close();
		}
	});

	it.each([
		[403, /proxy or a firewall/],
		[404, /check the Base URL/],
		[502, /not available/],
	])('says what a page with HTTP %d means', async (status, words) => {
		const server = createServer((_, response) =>
			response.writeHead(status, { 'content-type': 'text/html' }).end('<html>No</html>'),
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = server.address() as AddressInfo;
			const result = await testWith({ baseUrl: `http://127.0.0.1:${port}` });
			expect(result.status).toBe('Error');
			// n8n 1 has words of its own for an error status.
			if (n8nUnderTest() !== oldestN8n) expect(result.message).toMatch(words);
		} finally {
			server.close();
		}
	});

	it('fails when nothing listens at the base URL', async () => {
		expect(await testWith({ baseUrl: 'http://127.0.0.1:9' })).toMatchObject({ status: 'Error' });
	});

	/** What n8n's own HTTP Request node gets with the credential. */
	const answerTo = async (url: string): Promise<string> => {
		const parameters = {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credentialType,
			options: {},
		};
		const nodes = [
			nodeOf('Start', 'n8n-nodes-base.manualTrigger'),
			nodeOf('Request', 'n8n-nodes-base.httpRequest', parameters, {
				typeVersion: 4.2,
				credentials: { [credentialType]: credential },
			}),
		];
		const connections = { Start: { main: [[{ node: 'Request', type: 'main', index: 0 }]] } };
		const id = await client.importWorkflow({ name: 'Request', nodes, connections });
		const executionId = await client.startRun(id, 'Start');
		await client.executionEnd(executionId);
		return JSON.stringify(await client.storedExecution(executionId));
	};

	it("adds the key to requests of n8n's HTTP Request node to PiAPI, and to no others", async () => {
		const before = simulator.ledger.requestsTo('account').length;
		expect(await answerTo(`${simulator.url}/account/info`)).not.toContain('Invalid URL');
		const [request] = simulator.ledger.requestsTo('account').slice(before);
		expect(request?.headers['x-api-key']).toBe(simulator.apiKey);
		expect(await answerTo(`${simulator.externalUrl}/elsewhere`)).not.toContain('Invalid URL');
		expect(simulator.ledger.requestsTo('external')).toHaveLength(1);
		simulator.fault({ on: 'account', when: 'all', kind: 'redirect' });
		await answerTo(`${simulator.url}/account/info`);
		simulator.clearFaults();
		expect(simulator.ledger.keysSeenOn('external')).toEqual([]);
	});

	it('does not follow a redirect with the key', async () => {
		simulator.fault({ on: 'account', when: 'all', kind: 'redirect' });
		const result = await testWith({});
		simulator.clearFaults();
		expect(result.status).toBe('Error');
		expect(simulator.ledger.keysSeenOn('external')).toEqual([]);
	});
});
