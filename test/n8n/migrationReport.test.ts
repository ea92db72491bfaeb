import type { N8nClient } from '../../tools/n8n/client';
import { removedInN8n3 } from '../../tools/n8n/n8n3';
import { n8nDefaultsVariable } from '../../tools/n8n/versions';
import { exampleNames, nodeOf, readExample } from '../../tools/n8n/workflow';
import { openClient } from '../../tools/n8n/sharedSession';

interface Affected {
	readonly id: string;
	readonly issues: ReadonlyArray<{ readonly title: string; readonly nodeName?: string }>;
}

interface Report {
	readonly report: Readonly<
		Record<'workflowResults' | 'instanceResults', ReadonlyArray<{ readonly ruleId: string }>>
	>;
}

const path = '/rest/breaking-changes/report';

describe("n8n's migration report for n8n 3", () => {
	let client: N8nClient;

	beforeAll(async () => {
		client = await openClient();
	});

	const newReport = async (): Promise<Report> =>
		await client.request<Report>({ method: 'POST', path: `${path}/refresh?version=v3` });

	/** What n8n finds in each workflow, by the workflow's id. */
	const issuesByWorkflow = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
		const { report } = await newReport();
		const found = new Map<string, string[]>();
		for (const { ruleId } of report.workflowResults) {
			const { affectedWorkflows } = await client.request<{ affectedWorkflows: Affected[] }>({
				method: 'GET',
				path: `${path}/${ruleId}`,
			});
			for (const { id, issues } of affectedWorkflows) {
				found.set(id, [...(found.get(id) ?? []), ...issues.map(({ title }) => title)]);
			}
		}
		return found;
	};

	it('names no example, and every node of the list of removed nodes', async () => {
		const imported = new Map<string, string>();
		for (const name of exampleNames) {
			imported.set(await client.importWorkflow(await readExample(name)), name);
		}
		const types = [...removedInN8n3.keys()];
		const removed = await client.importWorkflow({
			name: 'Nodes that n8n 3 removes',
			nodes: types.map((type) => nodeOf(type, type)),
			connections: {},
		});

		const issues = await issuesByWorkflow();
		expect([...imported].filter(([id]) => issues.has(id))).toEqual([]);
		const titles = issues.get(removed) ?? [];
		// n8n's page names this one, its report does not.
		const unreported = ['@n8n/n8n-nodes-langchain.code'];
		expect(types.filter((type) => !titles.some((title) => title.includes(`'${type}'`)))).toEqual(
			unreported,
		);
	});

	it('shows which defaults n8n was started with', async () => {
		const { report } = await newReport();
		const found = report.instanceResults.map(({ ruleId }) => ruleId);
		const [compression, protection, timeout] = [
			'compression-node-limits-v3',
			'ssrf-default-blocked-ranges-v3',
			'task-runner-task-timeout-v3',
		];
		// Limits are named while they are not set, the block list while protection is on.
		const hasDefaultsOfN8n3 = process.env[n8nDefaultsVariable] === '3';
		expect(found.includes(compression)).toBe(!hasDefaultsOfN8n3);
		expect(found.includes(timeout)).toBe(!hasDefaultsOfN8n3);
		expect(found.includes(protection)).toBe(hasDefaultsOfN8n3);
	});
});
