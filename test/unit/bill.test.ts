import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { createBill } from '../../nodes/execute/bill';
import type { JobResult } from '../../nodes/task/job';
import { failureOf } from '../../nodes/task/failedTask';
import { createProblem } from '../../nodes/transport/problem';
import { sampleTask } from './sampleTask';

let tasks = 0;
const taskWith = (status: string, usage: IDataObject, id = `task-${++tasks}`) =>
	sampleTask({ task_id: id, status, meta: { usage } });

const points = (consume: number, frozen = 0): IDataObject => ({ type: 'point', frozen, consume });
const UNKNOWN = { type: 'llm', frozen: 0, consume: 700_000 };
const NO_USAGE = {};

const completed = (usage: IDataObject = points(700_000), id?: string): JobResult => ({
	task: taskWith('completed', usage, id),
});
const failed = (usage: IDataObject, status = 'failed'): JobResult => ({
	problem: failureOf(taskWith(status, usage)),
});
const open = (usage: IDataObject): JobResult => ({ task: taskWith('processing', usage) });
const problem = (taskStatus?: string): JobResult => ({
	problem: createProblem({ message: 'No', advice: '', taskId: `task-${++tasks}`, taskStatus }),
});

function textOf(...results: readonly JobResult[]): string | undefined {
	const bill = createBill();
	results.forEach(bill.add);
	return bill.text();
}

const times = (count: number, make: () => JobResult): JobResult[] =>
	Array.from({ length: count }, make);

describe('the bill', () => {
	it.each<[string, JobResult[], string | undefined]>([
		['no task', [undefined, problem()], undefined],
		['one task', [completed()], '1 task cost $0.07.'],
		['a sum', times(12, () => completed(points(1_000_000))), '12 tasks cost $1.20.'],
		['a small sum', times(3, () => completed(points(500))), '3 tasks cost $0.00015.'],
		['a task that cost nothing', [completed(points(0))], '1 task cost $0.00.'],
		['an unknown cost', [completed(NO_USAGE)], 'The cost of 1 task is unknown.'],
		[
			'known and unknown costs',
			[completed(), ...times(3, () => completed({ type: 'mj', consume: 5 }))],
			'1 task cost $0.07. The cost of 3 tasks is unknown.',
		],
		[
			'failed tasks without a charge',
			[completed(), failed(points(0)), failed(points(0))],
			'1 task cost $0.07. 2 failed: PiAPI says that they were not charged.',
		],
		[
			'nothing but a failed task',
			[failed(points(0))],
			'1 task failed: PiAPI says that it was not charged.',
		],
		[
			'a failed task with a charge',
			[completed(), failed(points(200_000))],
			'1 task cost $0.07. 1 failed with a charge of $0.02. Total: $0.09.',
		],
		[
			'nothing but failed tasks with a charge',
			[failed(points(200_000)), failed(points(200_000))],
			'2 tasks failed with a charge of $0.04.',
		],
		[
			'failed tasks of unknown charge',
			[completed(), failed(UNKNOWN)],
			'1 task cost $0.07. The charge of 1 failed task is unknown.',
		],
		[
			'all kinds of failed tasks',
			[completed(), failed(points(0)), failed(points(200_000)), failed(UNKNOWN), failed(UNKNOWN)],
			'1 task cost $0.07. 1 failed with a charge of $0.02. 1 failed: PiAPI says that it was not charged. The charge of 2 failed tasks is unknown. Total: $0.09.',
		],
		[
			'a canceled task',
			[completed(), failed(points(0), 'cancelled')],
			'1 task cost $0.07. 1 was canceled: PiAPI says that it was not charged.',
		],
		[
			'canceled tasks',
			[
				failed(points(0), 'cancelled'),
				failed(points(0), 'cancelled'),
				failed(UNKNOWN, 'cancelled'),
			],
			'2 tasks were canceled: PiAPI says that they were not charged. The charge of 1 canceled task is unknown.',
		],
		[
			'failed and canceled tasks',
			[failed(points(0)), failed(points(0), 'cancelled')],
			'2 tasks failed or were canceled: PiAPI says that they were not charged.',
		],
		[
			'unfinished tasks',
			[open(points(0, 700_000)), open(points(0, 700_000)), open(NO_USAGE), problem('processing')],
			'PiAPI reserved $0.14 for 2 unfinished tasks. The cost of 2 unfinished tasks is not known yet.',
		],
		[
			'a task that PiAPI is canceling',
			[problem('canceling')],
			'The cost of 1 unfinished task is not known yet.',
		],
		['a task that nobody has seen', [problem('unknown')], undefined],
		[
			'the same task twice',
			[completed(undefined, 'a'), completed(undefined, 'a')],
			'1 task cost $0.07.',
		],
	])('of %s', (_, results, text) => expect(textOf(...results)).toBe(text));

	it('is shown as a hint, unless an agent reads it or there is nothing to pay', () => {
		const shown = (type: string, ...results: readonly JobResult[]): unknown[] => {
			const hints: unknown[] = [];
			const bill = createBill();
			results.forEach(bill.add);
			bill.show({
				addExecutionHints: (hint: unknown) => hints.push(hint),
				getNode: () => ({ type }),
			} as unknown as IExecuteFunctions);
			return hints;
		};
		expect(shown('piApi', completed())).toEqual([
			{ message: '1 task cost $0.07.', type: 'info', location: 'outputPane' },
		]);
		expect(shown('piApiTool', completed())).toEqual([]);
		expect(shown('piApi')).toEqual([]);
	});
});
