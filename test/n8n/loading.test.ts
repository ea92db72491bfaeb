import type { N8nClient, NodeType } from '../../tools/n8n/client';
import { packageName } from '../../tools/n8n/workflow';
import { n8nStartLog, openClient } from '../../tools/n8n/sharedSession';

describe('the package in a real n8n', () => {
	let client: N8nClient;
	let nodeTypes: readonly NodeType[];

	beforeAll(async () => {
		client = await openClient();
		nodeTypes = await client.nodeTypes();
	});

	it('offers the Midjourney node under its published type', () => {
		const ours = nodeTypes.find(({ name }) => name === `${packageName}.midjourney`);
		expect(ours).toMatchObject({ displayName: 'Midjourney' });
		expect(ours?.properties.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['operation', 'prompt', 'originTaskId', 'options']),
		);
	});

	it('offers it as a tool for agents, too', () => {
		expect(nodeTypes.map(({ name }) => name)).toContain(`${packageName}.midjourneyTool`);
	});

	it('serves the icons of the node, light and dark', async () => {
		const ours = nodeTypes.find(({ name }) => name === `${packageName}.midjourney`);
		const { light, dark } = (ours?.iconUrl ?? {}) as { light: string; dark: string };
		for (const icon of [light, dark]) {
			const response = await fetch(`${client.url}/${icon}`);
			expect(response.headers.get('content-type')).toContain('image/svg');
			expect(await response.text()).toContain('<svg');
		}
	});

	it('loads without a word of complaint', () => {
		expect(n8nStartLog()).not.toBe('');
		const complaints = n8nStartLog()
			.split('\n')
			.filter((line) => line.includes(packageName))
			.filter((line) => /error|fail|skip|warn|cannot|unable/i.test(line));
		expect(complaints).toEqual([]);
	});
});
