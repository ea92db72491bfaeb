import type { Execution } from '../../tools/n8n/execution';
import type { Workflow, WorkflowNode } from '../../tools/n8n/workflow';
import { openStage, type ExampleStage } from './exampleStage';

type Parameters = WorkflowNode['parameters'];

/** The workflow with other parameters in its PiAPI node. */
const generating =
	(parametersOf: (parameters: Parameters) => Parameters) =>
	(workflow: Workflow): Workflow => ({
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.name === 'Generate the image'
				? { ...node, parameters: parametersOf(node.parameters) }
				: node,
		),
	});

describe('the ledger by day, in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
		stage.simulator.behaviour.prices = 'documented';
	});

	afterEach(async () => await stage.close());

	const rowsOf = (execution: Execution): unknown[] => {
		expect(execution.failure).toBeUndefined();
		return execution
			.items('Write to the ledger')
			.map(({ json: { taskId, model, status, costUsd } }) => [taskId, model, status, costUsd]);
	};

	/** Tasks, US dollars and tasks without a known cost, over all days. */
	const totalsOf = (execution: Execution): number[] => {
		const days = execution.items('One item per day').map(({ json }) => json);
		for (const { day } of days) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		return ['tasks', 'costUsd', 'tasksWithoutCost'].map((name) =>
			days.reduce((sum, day) => sum + Number(day[name]), 0),
		);
	};

	const added = (before: Execution, after: Execution): number[] => {
		const totals = totalsOf(before);
		return totalsOf(after).map((total, index) => Number((total - (totals[index] ?? 0)).toFixed(6)));
	};

	it('has a row for each task, and the sum of all runs', async () => {
		const first = await stage.run('ledger-by-day');
		const ids = stage.simulator.ledger.createdTasks().map(({ id }) => id);
		const row = ['Qubico/flux1-schnell', 'completed', 0.0015];
		expect(ids).toHaveLength(3);
		expect(rowsOf(first).sort()).toEqual(ids.sort().map((id) => [id, ...row]));
		expect(added(first, await stage.run('ledger-by-day'))).toEqual([3, 0.0045, 0]);
	});

	it('has failed tasks, also of unknown cost, but no item without a task', async () => {
		const first = await stage.run('ledger-by-day');
		stage.simulator.behaviour.outcome = () => ({
			failed: {
				code: 1,
				message: 'no markets',
				usage: { type: 'llm', frozen: 0, consume: 15_000 },
			},
		});
		const limited = generating((parameters) => ({
			...parameters,
			taskOptions: { spendingLimit: 0.002 },
		}));
		const second = await stage.run('ledger-by-day', limited);
		const failed = stage.simulator.ledger.createdTasks().at(-1);
		expect(rowsOf(second)).toEqual([[failed?.id, 'Qubico/flux1-schnell', 'failed', null]]);
		expect(added(first, second)).toEqual([1, 0, 1]);
	});

	it('counts a task once that is returned again', async () => {
		const first = await stage.run('ledger-by-day');
		const [task] = stage.simulator.ledger.createdTasks();
		const getsAgain = generating(() => ({
			resource: 'task',
			operation: 'get',
			taskId: { __rl: true, mode: 'id', value: task?.id },
			downloadFiles: false,
		}));
		const second = await stage.run('ledger-by-day', getsAgain);
		expect(rowsOf(second)).toHaveLength(3);
		expect(added(first, second)).toEqual([0, 0, 0]);
	});
});
