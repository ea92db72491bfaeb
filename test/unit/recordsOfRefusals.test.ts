import type { IDataObject } from 'n8n-workflow';

import { openRecords } from '../../nodes/task/records';
import type { TaskRecord } from '../../nodes/task/taskRecord';
import { record, stored } from './storedRecords';

describe('records of refused content', () => {
	const refusal = { message: 'Banned: hush', advice: 'Change hush.', httpCode: '400' };

	it.each<[string, Partial<TaskRecord>]>([
		['a request', { refusal }],
		['a task', { taskId: 'task-1', hasRefusedTask: true }],
	])('go to the same request, not to one that has changed: %s', (_, more) => {
		const context: IDataObject = {};
		const written = record({ source: 'item', ...more });
		openRecords(context, 0, 'first').write(0, written);
		const find = (digest: string, source?: string) =>
			openRecords(stored(context), 0, 'first').find(0, digest, source);
		expect(find('digest', 'other item')).toEqual(written);
		expect(find('other digest', 'item')).toEqual(written);
		expect(find('other digest', 'other item')).toBeUndefined();
		expect(find('other digest')).toBeUndefined();
	});

	it('hold no secret', () => {
		const context: IDataObject = {};
		const masked = (text: string): string => text.replaceAll('hush', '***');
		const records = openRecords(context, 0, 'first', false, masked);
		records.write(0, record({ refusal }));
		expect(records.find(0, 'digest')?.refusal).toEqual({
			message: 'Banned: ***',
			advice: 'Change ***.',
			httpCode: '400',
		});
		expect(JSON.stringify(context)).not.toContain('hush');
	});

	it('hold no secret in an answer, and its files as they are', () => {
		const context: IDataObject = {};
		const masked = (text: string): string => text.replaceAll('hush', '***');
		const records = openRecords(context, 0, 'first', false, masked);
		const file = 'hush'.repeat(300);
		const binary = { data: { id: 'hush', mimeType: 'image/png' } };
		const received = { data: [{ url: 'https://a.example/hush', b64_json: file }] };
		records.write(0, record({ received, answer: [{ json: { text: 'so hush' }, binary }] }));
		expect(records.find(0, 'digest')).toMatchObject({
			received: { data: [{ url: 'https://a.example/***', b64_json: file }] },
			answer: [{ json: { text: 'so ***' }, binary }],
		});
	});

	it.each([['text'], [{ advice: 'No message.' }], [null]])('ignore %j in its place', (garbage) => {
		const kept = { ...record(), refusal: garbage };
		const context = { piApiRecords: { '0': { '0': kept } } } as IDataObject;
		expect(openRecords(context, 0, 'first').find(0, 'digest')).toEqual(record());
	});
});
