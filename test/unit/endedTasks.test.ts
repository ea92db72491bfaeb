import { createEndedTasks as createWith } from '../../nodes/execute/endedTasks';
import { readTask, type Task } from '../../nodes/transport/task';

const taskOf = (id: string): Task => {
	const task = readTask({ task_id: id, model: 'm', task_type: 't', status: 'completed' });
	if (!task) throw new Error('This is not a task');
	return task;
};

/** Bounds for so many of these tasks. */
const createEndedTasks = (tasks: number, pauses = tasks) =>
	createWith({ letters: tasks * JSON.stringify(taskOf('1a')).length, pauses });

describe('the finished tasks of paused executions', () => {
	it('are known by execution until they are forgotten', () => {
		const ended = createEndedTasks(10);
		ended.add('1', taskOf('1a'));
		ended.add('2', taskOf('1b'));
		expect([...ended.of('1').keys()]).toEqual(['1a']);
		ended.forget('1');
		expect([...ended.of('1').keys()]).toEqual([]);
		expect([...ended.of('2').keys()]).toEqual(['1b']);
	});

	it('are bounded by their size over all executions, the oldest execution first', () => {
		const ended = createEndedTasks(4);
		for (const execution of ['1', '2', '3']) {
			ended.add(execution, taskOf(`${execution}a`));
			ended.add(execution, taskOf(`${execution}b`));
		}
		expect(['1', '2', '3'].map((execution) => ended.of(execution).size)).toEqual([0, 2, 2]);
	});

	it('count once however often they are added, and no more once they are forgotten', () => {
		const ended = createEndedTasks(3);
		ended.add('1', taskOf('1a'));
		for (let time = 0; time < 5; time++) ended.add('2', taskOf('1b'));
		expect(ended.of('1').size).toBe(1);
		ended.forget('2');
		ended.add('3', taskOf('1c'));
		ended.add('3', taskOf('1d'));
		expect(['1', '3'].map((execution) => ended.of(execution).size)).toEqual([1, 2]);
	});

	it('are all known for several large executions at the same time', () => {
		const ended = createWith();
		for (let index = 0; index < 1_500; index++) {
			for (const execution of ['1', '2', '3']) ended.add(execution, taskOf(String(index)));
		}
		expect(['1', '2', '3'].map((execution) => ended.of(execution).size)).toEqual([
			1_500, 1_500, 1_500,
		]);
	});

	it('of one execution stay whole, however many they are', () => {
		const ended = createEndedTasks(3);
		for (let index = 0; index < 10; index++) ended.add('1', taskOf(String(index)));
		expect(ended.of('1').size).toBe(10);
	});

	it('lets PiAPI repeat a call twice, for three tasks of each execution', () => {
		const ended = createEndedTasks(10);
		const askFor = (execution: string, ...tasks: string[]): boolean[] =>
			tasks.map((task) => ended.mayAskAgain(execution, task));
		expect(askFor('1', 'a', 'a', 'a')).toEqual([true, true, false]);
		expect(askFor('1', 'b', 'c', 'd', 'c', 'b')).toEqual([true, true, false, true, true]);
		expect(askFor('2', 'a')).toEqual([true]);
		ended.forget('1');
		expect(askFor('1', 'a')).toEqual([true]);
	});

	it('are bounded by executions too, where none has a finished task', () => {
		const ended = createEndedTasks(10, 2);
		const askTwice = (execution: string): boolean =>
			[1, 2].every(() => ended.mayAskAgain(execution, 'a'));
		expect(['1', '2', '3'].map(askTwice)).toEqual([true, true, true]);
		expect(['2', '3', '1'].map(askTwice)).toEqual([false, false, true]);
	});
});
