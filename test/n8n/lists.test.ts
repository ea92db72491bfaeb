import type { ListChoices, N8nClient } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { credentialType, openClient, saveCredential } from '../../tools/n8n/sharedSession';

describe('From List choices in a real n8n', () => {
	let client: N8nClient;
	let simulator: Simulator;
	let credential: CredentialReference;

	beforeAll(async () => {
		client = await openClient();
		simulator = await startSimulator();
		credential = await saveCredential(client, simulator);
	});

	afterAll(async () => await simulator.close());

	const choices = async (
		operation: string,
		parameter: string,
		method: string,
		filter?: string,
	): Promise<ListChoices> =>
		await client.listChoices({
			nodeType: 'n8n-nodes-piapi-unified.midjourney',
			parameter,
			method,
			parameters: { resource: 'midjourney', operation },
			credential,
			credentialType,
			filter,
		});

	it('offers the usual values of a field', async () => {
		const { results } = await choices('outpaint', 'zoomRatio', 'zoomRatioSuggestions');
		expect(results.map(({ value }) => value)).toEqual(['1', '1.5', '2']);
	});

	it('offers recent tasks, and finds them by a part of their ID', async () => {
		const tasks = [10, 20, 30].map((ageSeconds) => simulator.addTask({ ageSeconds }));
		const { results } = await choices('reroll', 'originTaskId', 'recentTasks');
		expect(results.map(({ value }) => value)).toEqual(
			expect.arrayContaining(tasks.map(({ id }) => id)),
		);
		const wanted = tasks[1]?.id ?? '';
		const found = await choices('reroll', 'originTaskId', 'recentTasks', wanted.slice(0, 12));
		expect(found.results.map(({ value }) => value)).toEqual([wanted]);
		expect(found.results[0]?.name).toMatch(/^Midjourney: Imagine, finished, \d+ \w+ \d\d:\d\d, /);
	});

	it('says what is wrong when the list cannot be read', async () => {
		simulator.fault({ on: 'history', when: 'all', kind: 'unauthorized' });
		await expect(choices('reroll', 'originTaskId', 'recentTasks')).rejects.toThrow(/API key/);
		simulator.clearFaults();
	});
});
