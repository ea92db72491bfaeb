import type { IExecuteFunctions } from 'n8n-workflow';

import { openParameters } from '../../nodes/execute/parameters';
import { readSettings, type Settings } from '../../nodes/execute/settings';
import { isProblem } from '../../nodes/transport/problem';

const read = (parameters: Record<string, unknown>) => {
	const getNodeParameter = (name: string, _: number, fallback: unknown): unknown =>
		name in parameters ? parameters[name] : fallback;
	const context = { getNodeParameter } as Partial<IExecuteFunctions> as IExecuteFunctions;
	return readSettings(openParameters(context), 0);
};

const settingsOf = (parameters: Record<string, unknown>): Settings => {
	const settings = read(parameters);
	if (isProblem(settings)) throw new Error(settings.message);
	return settings;
};

describe('settings', () => {
	it('have their defaults when nothing is set', () => {
		expect(settingsOf({})).toEqual({
			wait: 'poll',
			waitUntilFinished: false,
			output: { form: 'simplified' },
			oneItemPerFile: false,
			downloadFiles: false,
			maximumFileSize: 1024,
			timeLimit: undefined,
			returnUnfinished: false,
			tasksAtATime: undefined,
			cancelTasksOnStop: false,
			serviceMode: '',
			webhookUrl: '',
		});
	});

	it.each<[Record<string, unknown>, Partial<Settings>]>([
		[{ wait: 'poll' }, { wait: 'poll' }],
		[{ wait: 'doNotWait' }, { wait: 'doNotWait' }],
		[{ waitUntilFinished: true }, { waitUntilFinished: true }],
		[{ output: 'raw' }, { output: { form: 'raw' } }],
		[
			{ output: 'selectedFields', outputFields: ['url', 'taskId'] },
			{ output: { form: 'selectedFields', fields: ['url', 'taskId'] } },
		],
		[{ output: 'selectedFields' }, { output: { form: 'selectedFields', fields: [] } }],
		[{ options: { oneItemPerFile: true } }, { oneItemPerFile: true }],
		[{ options: { downloadFiles: true } }, { downloadFiles: true }],
		[{ options: { maximumFileSize: 5 } }, { maximumFileSize: 5 }],
		[{ options: { timeLimit: '90' } }, { timeLimit: 90 }],
		[{ options: { timeLimit: 0.5 } }, { timeLimit: 0.5 }],
		[{ options: { timeLimit: 0 } }, { timeLimit: undefined }],
		[{ options: { timeLimit: '' } }, { timeLimit: undefined }],
		[{ options: { onTimeLimit: 'returnTask' } }, { returnUnfinished: true }],
		[{ options: { onTimeLimit: 'error' } }, { returnUnfinished: false }],
		[{ options: { tasksAtATime: 3 } }, { tasksAtATime: 3 }],
		[{ options: { tasksAtATime: 2.2 } }, { tasksAtATime: 3 }],
		[{ options: { tasksAtATime: 0 } }, { tasksAtATime: undefined }],
		[{ options: { cancelTasksToo: true } }, { cancelTasksOnStop: true }],
		[{ options: { serviceMode: 'private' } }, { serviceMode: 'private' }],
		[{ options: { webhookUrl: ' https://a.example ' } }, { webhookUrl: 'https://a.example' }],
		[{ options: 'text' }, { timeLimit: undefined }],
	])('from %p are %p', (parameters, expected) => {
		expect(settingsOf(parameters)).toMatchObject(expected);
	});

	it.each([
		['timeLimit', 'Time Limit'],
		['tasksAtATime', 'Tasks at a Time'],
		['maximumFileSize', 'Maximum File Size'],
	])('say which number is wrong: %s', (name, label) => {
		for (const value of [-1, 'many', Number.POSITIVE_INFINITY, {}]) {
			const refused = read({ options: { [name]: value } });
			expect(isProblem(refused) && refused.message).toContain(label);
			expect(isProblem(refused) && refused.advice).toContain(label);
		}
	});
});
