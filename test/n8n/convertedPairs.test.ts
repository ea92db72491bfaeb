import type { N8nClient } from '../../tools/n8n/client';
import { PAIRS } from '../converter/pairs';
import { playAfter, playBefore } from '../../tools/pairs/playPair';
import { verdictOf } from './sameOrStays';
import { openClient } from '../../tools/n8n/sharedSession';

describe('more workflows of HTTP Request nodes, before and after their conversion', () => {
	const verdicts: string[] = [];
	let client: N8nClient;

	beforeAll(async () => {
		client = await openClient();
	});

	afterAll(() => {
		console.log(verdicts.join('\n'));
	});

	it.each(PAIRS.map((pair) => [pair.name, pair] as const))('%s', async (name, pair) => {
		const before = await playBefore(client, pair);
		expect(before.failure).toBeUndefined();
		expect(JSON.stringify(before.results)).toMatch(/files\/results\//);
		const verdict = verdictOf({ before, ...(await playAfter(client, pair)) });
		verdicts.push(`${name}: ${verdict}`);
	});
});
