import type { N8nClient } from '../../tools/n8n/client';
import { BY_HAND } from '../../tools/pairs/byHand';
import { playPair } from '../../tools/pairs/playPair';
import { openClient } from '../../tools/n8n/sharedSession';

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
