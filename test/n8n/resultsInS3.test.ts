import type { Execution } from '../../tools/n8n/execution';
import type { Workflow } from '../../tools/n8n/workflow';
import { openStage, type ExampleStage } from './exampleStage';
import { ObjectStore } from './objectStore';

const BUCKET = 'piapi-results';

const bytesOf = async (link: unknown): Promise<Buffer> => {
	const response = await fetch(String(link));
	if (!response.ok) throw new Error(`HTTP ${response.status}`);
	return Buffer.from(await response.arrayBuffer());
};

describe('results kept in S3, in a real n8n', () => {
	let stage: ExampleStage;
	let store: ObjectStore;

	beforeEach(async () => {
		stage = await openStage();
		stage.simulator.behaviour.prices = 'documented';
		store = await ObjectStore.open(BUCKET);
	});

	afterEach(async () => {
		await store.close();
		await stage.close();
	});

	const run = async (secret?: string): Promise<Execution> => {
		const s3 = await store.saveCredential(stage.client, secret);
		const execution = await stage.run('results-in-s3', (workflow: Workflow) => ({
			...workflow,
			nodes: JSON.parse(
				JSON.stringify(workflow.nodes).replace('https://s3.example.com', store.url),
			).map((node: Workflow['nodes'][number]) =>
				node.name === 'Upload the file' ? { ...node, credentials: { s3 } } : node,
			) as Workflow['nodes'],
		}));
		expect(execution.failure).toBeUndefined();
		return execution;
	};

	const jsonOf = (execution: Execution, node: string, output = 0) =>
		execution.items(node, output).map(({ json }) => json);

	const taskIds = (): string[] => stage.simulator.ledger.createdTasks().map(({ id }) => id);

	it('serves every file of every task after the links have expired, byte for byte', async () => {
		const execution = await run();
		const kept = jsonOf(execution, 'The permanent address');
		expect(kept).toHaveLength(4);
		const names = taskIds().flatMap((id) => [`piapi/${id}-1.png`, `piapi/${id}-2.png`]);
		expect(kept.map(({ name }) => name).sort()).toEqual(names.sort());
		for (const { taskId, prompt, name, url } of kept) {
			expect(url).toBe(`${store.url}/${BUCKET}/${String(name)}`);
			expect(prompt).toBe(stage.simulator.ledger.task(String(taskId))?.request.input.prompt);
		}

		const links = jsonOf(execution, 'Generate the images').map(({ url }) => url);
		const served = await Promise.all(links.map(bytesOf));
		stage.simulator.fault({ on: 'file', kind: 'notFound', when: 'all' });
		for (const [index, link] of links.entries()) {
			await expect(bytesOf(link)).rejects.toThrow('HTTP 404');
			expect(await bytesOf(kept[index]?.url)).toEqual(served[index]);
		}
		const response = await fetch(String(kept[0]?.url));
		expect(response.headers.get('content-type')).toBe('image/png');
		expect(jsonOf(execution, 'Failed tasks')).toEqual([]);
		expect(jsonOf(execution, 'Failed uploads')).toEqual([]);
	});

	it('lists a failed task with its reason, and keeps the files of the other', async () => {
		stage.simulator.behaviour.outcome = ({ input }) =>
			String(input.prompt).includes('night')
				? { failed: { code: 10_000, message: 'too dark' } }
				: 'completed';
		const execution = await run();
		const [kept, failed] = taskIds();
		expect(jsonOf(execution, 'The permanent address').map(({ taskId }) => taskId)).toEqual([
			kept,
			kept,
		]);
		expect(jsonOf(execution, 'Failed tasks')).toEqual([
			{
				prompt: expect.stringContaining('night') as unknown,
				taskId: failed,
				reason: expect.stringContaining('too dark') as unknown,
			},
		]);
	});

	it('lists what S3 refuses, with the link of each file', async () => {
		const execution = await run('a wrong secret');
		expect(jsonOf(execution, 'The permanent address')).toEqual([]);
		const refused = jsonOf(execution, 'Failed uploads');
		expect(refused.map(({ link }) => link)).toEqual(
			jsonOf(execution, 'Generate the images').map(({ url }) => url),
		);
		expect(refused).toHaveLength(4);
		for (const { reason } of refused) expect(reason).not.toBe('');
		expect(stage.simulator.ledger.createdTasks()).toHaveLength(2);
	});
});
