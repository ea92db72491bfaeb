import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	defaultsOfN8n3,
	helpersRemovedInN8n3,
	oldestVersionInN8n3,
	removedInN8n3,
} from '../../tools/n8n/n8n3';
import {
	n8nDefaultsVariable,
	n8nUnderTest,
	n8nUnderTestVariable,
	newestN8n,
	oldestN8n,
} from '../../tools/n8n/versions';
import { nodeOf, type WorkflowNode } from '../../tools/n8n/workflow';
import { projectFolder } from '../../tools/projectFolder';

/** What keeps a node from running in n8n 3. */
function faultsOf(node: WorkflowNode): string[] {
	const { name, type, typeVersion, parameters } = node;
	const reason = removedInN8n3.get(type);
	const oldest = oldestVersionInN8n3.get(type) ?? 0;
	const text = JSON.stringify(parameters);
	return [
		...(reason === undefined ? [] : [`${name}: n8n 3 removes ${type}. ${reason}`]),
		...(typeVersion < oldest ? [`${name}: n8n 3 removes ${type} before version ${oldest}`] : []),
		...helpersRemovedInN8n3
			.filter((helper) => text.includes(helper))
			.map((helper) => `${name}: n8n 3 removes ${helper}`),
	];
}

describe('the examples in n8n 3', () => {
	const examples = readdirSync(join(projectFolder, 'examples'));

	it.each(examples)('%s uses nothing that n8n 3 removes', (example) => {
		const { nodes } = JSON.parse(
			readFileSync(join(projectFolder, 'examples', example), 'utf8'),
		) as {
			nodes: readonly WorkflowNode[];
		};
		expect(nodes.length).toBeGreaterThan(1);
		expect(nodes.flatMap(faultsOf)).toEqual([]);
	});

	it('would be found out with a removed node, version or helper', () => {
		const nodes = [
			nodeOf('Old', 'n8n-nodes-base.functionItem'),
			nodeOf('Agent', '@n8n/n8n-nodes-langchain.agent', {}, { typeVersion: 1.7 }),
			nodeOf('Set', 'n8n-nodes-base.set', { value: '={{ $getPairedItem() }}' }),
		];
		expect(nodes.flatMap(faultsOf)).toEqual([
			'Old: n8n 3 removes n8n-nodes-base.functionItem. Use Code, with Run Once for Each Item instead',
			'Agent: n8n 3 removes @n8n/n8n-nodes-langchain.agent before version 2',
			'Set: n8n 3 removes $getPairedItem',
		]);
	});
});

describe('the n8n under test', () => {
	const before = { ...process.env };
	afterEach(() => {
		process.env = { ...before };
	});

	const underTest = (version: string, defaults: string) => {
		process.env[n8nUnderTestVariable] = version;
		process.env[n8nDefaultsVariable] = defaults;
		return n8nUnderTest();
	};

	it('is the newest with its own defaults', () => {
		expect(underTest('', '')).toBe(newestN8n);
	});

	it("has n8n 3's defaults besides its own settings when they are asked for", () => {
		expect(underTest('2.50.0', '3')).toEqual({
			...newestN8n,
			version: '2.50.0',
			environment: { ...newestN8n.environment, ...defaultsOfN8n3 },
		});
		const modules = newestN8n.environment?.N8N_DISABLED_MODULES?.split(',') ?? [];
		expect(defaultsOfN8n3.N8N_DISABLED_MODULES?.split(',')).toEqual(
			expect.arrayContaining(modules),
		);
	});

	it('is the oldest as it is: n8n 1 does not know these settings', () => {
		expect(underTest('oldest', '3')).toBe(oldestN8n);
	});
});
