import type { N8nClient } from '../../scripts/n8n/client';
import { BY_HAND } from '../converter/byHand';
import { playPair } from './playPair';
import { openClient } from './session';

describe('workflows of HTTP Request nodes, before and after their conversion', () => {
	let client: N8nClient;

	beforeAll(async () => {
		client = await openClient();
	});

	it.each(BY_HAND.map((one) => [one.name, one] as const))('%s', async (_, one) => {
		const { before, after } = await playPair(client, one);
		expect(JSON.stringify(before.results)).toMatch(/files\//);
		expect(after.results).toEqual(before.results);
		expect(after.requests).toBeLessThanOrEqual(before.requests);
		expect(after.nodes).toBeLessThan(before.nodes);
	});
});
