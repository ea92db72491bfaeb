import type { IDataObject } from 'n8n-workflow';

import type { FailedAttempt } from '../../nodes/task/failedAttempt';
import { openRecords } from '../../nodes/task/records';
import type { TaskRecord } from '../../nodes/task/taskRecord';
import { record, stored } from './storedRecords';

const attempt = (more: Partial<FailedAttempt> = {}): FailedAttempt => ({
	model: 'a',
	taskId: 'task a',
	status: 'failed',
	reason: 'No foxes',
	...more,
});

describe('records of an item that tries several models', () => {
	it.each<Partial<TaskRecord>>([
		{ earlier: [attempt({ costUsd: 0.05 }), attempt({ taskId: null, status: 'refused' })] },
		{ earlier: [attempt()], isOver: true },
		{ taskId: 'task a', isGivenUp: true },
		{ taskId: 'task a', committedUsd: 0.1 },
	])('keep %j', (more) => {
		const context: IDataObject = {};
		openRecords(context, 0, 'first').write('3.1', record(more));
		const records = openRecords(stored(context), 0, 'first');
		expect(records.find('3.1', 'digest')).toEqual(record(more));
		expect(records.get('3.1')).toEqual(record(more));
		expect(records.find(3, 'digest')).toBeUndefined();
	});

	it('list the tasks of all models', () => {
		const records = openRecords({}, 0, 'first');
		const earlier = [attempt(), attempt({ taskId: null })];
		records.write('0.2', record({ taskId: 'task c', earlier }));
		expect(records.tasks().map(({ taskId }) => taskId)).toEqual(['task c', 'task a']);
	});

	it('hold no secret', () => {
		const context: IDataObject = {};
		const masked = (text: string): string => text.replaceAll('hush', '***');
		const records = openRecords(context, 0, 'first', false, masked);
		records.write(0, record({ earlier: [attempt({ reason: 'No hush' })] }));
		expect(records.find(0, 'digest')?.earlier).toEqual([attempt({ reason: 'No ***' })]);
		expect(JSON.stringify(context)).not.toContain('hush');
	});

	it.each([['text'], [null], [7], [{ model: 'a' }], [{ reason: 7 }]])(
		'ignore %j in place of an attempt',
		(garbage) => {
			const kept = { ...record(), earlier: [garbage, attempt()] };
			const context = { piApiRecords: { '0': { '0': kept } } } as unknown as IDataObject;
			const records = openRecords(context, 0, 'first');
			expect(records.find(0, 'digest')?.earlier).toEqual([attempt()]);
		},
	);
});
