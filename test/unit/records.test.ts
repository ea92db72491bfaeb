import type { IDataObject } from 'n8n-workflow';

import { openRecords } from '../../nodes/task/records';
import { record, stored } from './storedRecords';

describe('records', () => {
	it('find nothing in an empty context', () => {
		expect(openRecords({}, 0, 'first').find(0, 'digest')).toBeUndefined();
		expect(
			openRecords({}, 0, 'first')
				.tasks()
				.map(({ taskId }) => taskId),
		).toEqual([]);
	});

	it.each<[string, string, string, boolean]>([
		['the same execution and digest', 'first', 'digest', true],
		['the same execution, though the digest differs', 'first', 'other', true],
		['another execution with the same digest', 'second', 'digest', true],
		['another execution with another digest', 'second', 'other', false],
	])('count for %s', (_, executionId, digest, counts) => {
		const context: IDataObject = {};
		const written = record({ taskId: 'task-1' });
		openRecords(context, 0, 'first').write(3, written);
		const found = openRecords(stored(context), 0, executionId).find(3, digest);
		expect(found).toEqual(counts ? written : undefined);
	});

	it('belong to one item of one run', () => {
		const context: IDataObject = {};
		openRecords(context, 1, 'first').write(2, record());
		expect(openRecords(context, 1, 'first').find(2, 'digest')).toEqual(record());
		expect(openRecords(context, 1, 'first').find(1, 'digest')).toBeUndefined();
		expect(openRecords(context, 0, 'first').find(2, 'digest')).toBeUndefined();
	});

	it('keep the last that was written, with or without a task', () => {
		const records = openRecords({}, 0, 'first');
		records.write(0, record());
		expect(records.find(0, 'digest')).not.toHaveProperty('taskId');
		records.write(0, record({ taskId: 'task-1' }));
		expect(records.find(0, 'digest')?.taskId).toBe('task-1');
	});

	it('keep what was sent as long as it is told', () => {
		const context: IDataObject = {};
		const sent = { prompt: 'a fox', list: [1] };
		openRecords(context, 0, 'first').write(0, record({ sent }));
		expect(openRecords(stored(context), 0, 'first').find(0, 'x')?.sent).toEqual(sent);
		openRecords(context, 0, 'first').write(0, record({ taskId: 'task-1' }));
		expect(openRecords(context, 0, 'first').find(0, 'x')).not.toHaveProperty('sent');
	});

	it("keep PiAPI's time of the send, which tells an older task from the new one", () => {
		const context: IDataObject = {};
		openRecords(context, 0, 'first').write(0, record({ sentAtPiApi: 5 }));
		expect(openRecords(stored(context), 0, 'first').find(0, 'digest')?.sentAtPiApi).toBe(5);
	});

	it('tell what earlier tries of this execution sent, not what an execution before it did', () => {
		const context: IDataObject = {};
		const records = openRecords(context, 0, 'second');
		records.write(0, record({ taskId: 'task-1' }));
		records.write(1, record({ executionId: 'second', taskId: 'task-2' }));
		expect(records.ofEarlierTries().map(({ taskId }) => taskId)).toEqual(['task-2']);
	});

	it('list the tasks of their run only', () => {
		const context: IDataObject = {};
		const records = openRecords(context, 0, 'first');
		records.write(0, record({ taskId: 'task-1' }));
		records.write(1, record());
		records.write(2, record({ taskId: 'task-2' }));
		openRecords(context, 1, 'first').write(0, record({ taskId: 'task-3' }));
		expect(records.tasks().map(({ taskId }) => taskId)).toEqual(['task-1', 'task-2']);
	});

	it('forget one item', () => {
		const records = openRecords({}, 0, 'first');
		records.write(0, record({ taskId: 'task-1' }));
		records.write(1, record({ taskId: 'task-2' }));
		records.forget(0);
		expect(records.find(0, 'digest')).toBeUndefined();
		expect(records.find(1, 'digest')?.taskId).toBe('task-2');
	});

	it('go to the same item in another execution, also where an expression gives something else', () => {
		const context: IDataObject = {};
		openRecords(context, 0, 'first').write(
			0,
			record({ taskId: 'task-1', source: 'item and settings' }),
		);
		const retried = openRecords(stored(context), 0, 'second');
		expect(retried.find(0, 'other digest', 'item and settings')?.taskId).toBe('task-1');
		expect(retried.find(0, 'other digest', 'other item')).toBeUndefined();
		expect(retried.find(0, 'other digest')).toBeUndefined();
	});

	it('hold what an endpoint answered at once', () => {
		const context: IDataObject = {};
		const answer = [{ json: { text: 'a fox' } }];
		openRecords(context, 0, 'first').write(0, record({ answer }));
		expect(openRecords(stored(context), 0, 'first').find(0, 'digest')?.answer).toEqual(answer);
	});

	it('stay as they are while n8n may run the node again, and belong to their run alone', () => {
		const context: IDataObject = {};
		const records = openRecords(context, 0, 'first');
		records.write(0, record({ taskId: 'task-1' }));
		records.settle(true);
		expect(openRecords(context, 0, 'first').find(0, 'digest')?.taskId).toBe('task-1');
		expect(openRecords(context, 1, 'first').find(0, 'digest')).toBeUndefined();
	});

	it('leave the context as it was when all is forgotten', () => {
		const context: IDataObject = { ofSomebodyElse: 1 };
		const records = openRecords(context, 0, 'first');
		records.find(0, 'digest');
		records.write(0, record());
		records.settle(false);
		expect(context).toEqual({ ofSomebodyElse: 1 });
	});

	it('leave the other runs when one is forgotten', () => {
		const context: IDataObject = {};
		openRecords(context, 0, 'first').write(0, record({ taskId: 'task-1' }));
		openRecords(context, 1, 'first').write(0, record({ taskId: 'task-2' }));
		openRecords(context, 0, 'first').settle(false);
		expect(
			openRecords(context, 0, 'first')
				.tasks()
				.map(({ taskId }) => taskId),
		).toEqual([]);
		expect(
			openRecords(context, 1, 'first')
				.tasks()
				.map(({ taskId }) => taskId),
		).toEqual(['task-2']);
	});

	describe('left by a run that ended without results', () => {
		const leave = (context: IDataObject, ...digests: string[]): void => {
			const records = openRecords(context, 0, 'first', true);
			digests.forEach((digest, item) =>
				records.write(item, record({ digest, taskId: `task-${item}` })),
			);
			records.settle(true);
		};

		it('go to the same request in a later run, once', () => {
			const context: IDataObject = {};
			leave(context, 'fox', 'bear');
			const next = openRecords(stored(context), 1, 'first');
			expect(next.find(0, 'bear')?.taskId).toBe('task-1');
			expect(next.find(1, 'bear')).toBeUndefined();
			expect(next.tasks().map(({ taskId }) => taskId)).toEqual(['task-1']);
		});

		it('are no longer free once they are resumed', () => {
			const context: IDataObject = {};
			leave(context, 'fox');
			expect(openRecords(context, 0, 'first').find(0, 'fox')?.taskId).toBe('task-0');
			expect(openRecords(context, 1, 'first').find(0, 'fox')).toBeUndefined();
		});

		it('do not go to another request, or to another execution', () => {
			const context: IDataObject = {};
			leave(context, 'fox');
			expect(openRecords(context, 1, 'first').find(0, 'bear')).toBeUndefined();
			expect(openRecords(context, 1, 'second').find(0, 'fox')).toBeUndefined();
		});
	});

	describe('of calls of a tool, which may run at the same time as the same run of the node', () => {
		const call = (context: IDataObject, executionId = 'first') =>
			openRecords(context, 0, executionId, true);

		it('are of one call each', () => {
			const context: IDataObject = {};
			const [cat, dog] = [call(context), call(context)];
			cat.write(0, record({ digest: 'cat', taskId: 'task-cat' }));
			expect(dog.find(0, 'dog')).toBeUndefined();
			expect(dog.find(0, 'cat')).toBeUndefined();
			dog.write(0, record({ digest: 'dog', taskId: 'task-dog' }));
			expect(cat.find(0, 'cat')?.taskId).toBe('task-cat');
			dog.settle(false);
			expect(cat.find(0, 'cat')?.taskId).toBe('task-cat');
			cat.settle(false);
			expect(context).toEqual({});
		});

		it('go to the next call with the same words once their call came to nothing', () => {
			const context: IDataObject = {};
			const cat = call(context);
			cat.write(0, record({ digest: 'cat', taskId: 'task-cat' }));
			cat.settle(true);
			expect(call(context).find(0, 'dog')).toBeUndefined();
			expect(call(stored(context)).find(0, 'cat')?.taskId).toBe('task-cat');
			expect(call(context).find(0, 'cat')?.taskId).toBe('task-cat');
			expect(call(context).find(0, 'cat')).toBeUndefined();
		});

		it('go to the same call of the model where only an expression gives something else', () => {
			const context: IDataObject = {};
			const first = call(context);
			first.write(0, record({ digest: 'a fox at 12:00', source: 'call_1', taskId: 'task-1' }));
			first.settle(true);
			expect(call(context).find(0, 'a fox at 12:01', 'call_2')).toBeUndefined();
			expect(call(context).find(0, 'a fox at 12:01', 'call_1')?.taskId).toBe('task-1');
		});

		it('go to a retry of the execution, also where their call was stopped', () => {
			const context: IDataObject = {};
			call(context).write(0, record({ digest: 'cat', taskId: 'task-cat' }));
			const retried = stored(context);
			const own = call(retried, 'second');
			expect(own.find(0, 'cat')?.taskId).toBe('task-cat');
			expect(own.ofEarlierTries().map(({ taskId }) => taskId)).toEqual(['task-cat']);
			expect(call(retried, 'second').find(0, 'cat')).toBeUndefined();
		});
	});

	it('take no key or value over by reference', () => {
		const records = openRecords({}, 0, 'first');
		const written = { ...record() };
		records.write(0, written);
		Object.assign(written, { digest: 'changed' });
		expect(records.find(0, 'x')?.digest).toBe('digest');
	});

	it.each<[string, unknown]>([
		['a text in place of all records', 'garbage'],
		['a list in place of all records', [1]],
		['a number in place of a run', { '0': 7 }],
		['null in place of a run', { '0': null }],
		['a text in place of a record', { '0': { '0': 'garbage' } }],
		['a record without a time', { '0': { '0': { digest: 'digest', executionId: 'first' } } }],
		['a record with a text as time', { '0': { '0': { ...record(), sentAt: '2026' } } }],
		['a record without a digest', { '0': { '0': { sentAt: 1, executionId: 'first' } } }],
	])('ignore %s', (_, garbage) => {
		const context = { piApiRecords: garbage } as IDataObject;
		const records = openRecords(context, 0, 'first');
		expect(records.find(0, 'digest')).toBeUndefined();
		expect(records.tasks().map(({ taskId }) => taskId)).toEqual([]);
		records.write(0, record({ taskId: 'task-1' }));
		expect(records.find(0, 'digest')?.taskId).toBe('task-1');
	});

	it('ignore what has another type than it was written with', () => {
		const garbage = { ...record(), taskId: 5, sent: 'text', sentAtPiApi: '5', answer: [1, 'x'] };
		const context = { piApiRecords: { '0': { '0': garbage } } } as IDataObject;
		const records = openRecords(context, 0, 'first');
		expect(records.find(0, 'digest')).toEqual(record({ answer: [] }));
		expect(records.tasks().map(({ taskId }) => taskId)).toEqual([]);
	});
});
