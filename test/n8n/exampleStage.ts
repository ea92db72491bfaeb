import { PNG } from 'pngjs';
import type { N8nClient } from '../../tools/n8n/client';
import type { Execution, Item } from '../../tools/n8n/execution';
import {
	readExample,
	triggerOf,
	withCredential,
	type ExampleName,
	type Workflow,
} from '../../tools/n8n/workflow';
import { firstValue } from '../../tools/command/firstValue';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { openClient, saveCredential } from '../../tools/n8n/sharedSession';
import { LONG, SkippingClock } from './skippingClock';

export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value !== '';

export const pairedIndex = ({ pairedItem }: Item): unknown =>
	typeof pairedItem === 'object' && pairedItem !== null && 'item' in pairedItem
		? pairedItem.item
		: pairedItem;

/** The shared n8n with a simulator of its own, for one test of an example. */
export class ExampleStage {
	constructor(
		readonly client: N8nClient,
		readonly simulator: Simulator,
		private readonly clock: SkippingClock,
	) {}

	/** Imports the example as it is, with credentials chosen, and runs it. */
	async run(name: ExampleName, prepare?: (workflow: Workflow) => Workflow): Promise<Execution> {
		return await this.client.executionEnd(await this.start(name, prepare));
	}

	/** The same; the tasks that last `LONG` seconds end once there are that many of them at the same time. */
	async runSideBySide(name: ExampleName, count: number): Promise<Execution> {
		const id = await this.start(name);
		const { ledger } = this.simulator;
		await firstValue(
			async () => {
				if (ledger.unfinishedTasks().length === count) return true;
				// An execution that has finished creates no more.
				const { status } = await this.client.storedExecution(id);
				if (['success', 'error'].includes(status)) throw new Error(`It finished before: ${status}`);
				return undefined;
			},
			{ interval: 100, timeout: 90_000, message: `There were never ${count} tasks side by side` },
		);
		this.clock.skip(LONG);
		return await this.client.executionEnd(id);
	}

	private async start(
		name: ExampleName,
		prepare: (workflow: Workflow) => Workflow = (workflow) => workflow,
	): Promise<string> {
		const workflow = await readExample(name);
		const credential = await saveCredential(this.client, this.simulator);
		const prepared = prepare(withCredential(workflow, credential));
		const id = await this.client.importWorkflow(prepared);
		return await this.client.startRun(id, triggerOf(workflow));
	}

	only(execution: Execution, node: string): Item {
		expect(execution.failure).toBeUndefined();
		const items = execution.items(node);
		expect(items).toHaveLength(1);
		return items[0] as Item;
	}

	/** The text of the first binary field. */
	async textOf({ binary }: Item): Promise<string> {
		return (await this.client.binary(binary?.data?.id ?? '')).toString('utf8');
	}

	async pictureOf({ binary }: Item): Promise<PNG> {
		return PNG.sync.read(await this.client.binary(binary?.data?.id ?? ''));
	}

	readonly promptOf = (item: Item | undefined): unknown =>
		this.simulator.ledger.task(String(item?.json.taskId))?.request.input.prompt;

	/** Of all tasks that were created, in order. */
	inputs(): unknown[] {
		return this.simulator.ledger.createdTasks().map(({ request }) => request.input);
	}

	async close(): Promise<void> {
		await this.simulator.close();
	}
}

export const openStage = async (): Promise<ExampleStage> => {
	const client = await openClient();
	const clock = new SkippingClock();
	return new ExampleStage(client, await startSimulator({ taskSeconds: 1, clock }), clock);
};
