import type { IExecuteFunctions } from 'n8n-workflow';

import { openParameters } from '../../nodes/execute/parameters';
import { readSettings, type Settings } from '../../nodes/execute/settings';
import { createProblem, isProblem } from '../../nodes/transport/problem';
import { anyNode } from './anyNode';

const read = (parameters: Record<string, unknown>) => {
	const getNodeParameter = (name: string, _: number, fallback: unknown): unknown =>
		name in parameters ? parameters[name] : fallback;
	const context = {
		getNodeParameter,
		getNode: () => anyNode,
	} as Partial<IExecuteFunctions> as IExecuteFunctions;
	try {
		return readSettings(openParameters(context), 0);
	} catch (thrown) {
		return createProblem({ message: (thrown as Error).message, advice: 'Options' });
	}
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
			maxFileSize: 1024,
			timeout: undefined,
			returnUnfinished: false,
			maxConcurrentTasks: undefined,
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
		[{ options: { maxFileSize: 5 } }, { maxFileSize: 5 }],
		[{ options: { timeout: '90' } }, { timeout: 90 }],
		[{ options: { timeout: 0.5 } }, { timeout: 0.5 }],
		[{ options: { timeout: '' } }, { timeout: undefined }],
		[{ options: { onTimeout: 'returnUnfinishedTask' } }, { returnUnfinished: true }],
		[{ options: { onTimeout: 'error' } }, { returnUnfinished: false }],
		[{ options: { maxConcurrentTasks: 3 } }, { maxConcurrentTasks: 3 }],
		[{ options: { maxConcurrentTasks: ' 2 ' } }, { maxConcurrentTasks: 2 }],
		[{ options: { maxConcurrentTasks: '0' } }, { maxConcurrentTasks: undefined }],
		[{ options: { maxConcurrentTasks: 0 } }, { maxConcurrentTasks: undefined }],
		[{ options: { cancelTasksOnStop: true } }, { cancelTasksOnStop: true }],
		[{ options: { serviceMode: 'private' } }, { serviceMode: 'private' }],
		[{ options: { webhookUrl: ' https://a.example ' } }, { webhookUrl: 'https://a.example' }],
		[{ options: '{"timeout": 90}' }, { timeout: 90 }],
		[{ options: null }, { timeout: undefined }],
		[{ wait: 'Do Not Wait' }, { wait: 'doNotWait' }],
		[{ wait: 'CALLBACK' }, { wait: 'callback' }],
		[{ waitUntilFinished: 'TRUE' }, { waitUntilFinished: true }],
		[{ waitUntilFinished: 0 }, { waitUntilFinished: false }],
		[{ output: 'RAW' }, { output: { form: 'raw' } }],
		[
			{ output: 'Selected Fields', outputFields: 'URL, Task ID' },
			{ output: { form: 'selectedFields', fields: ['url', 'taskId'] } },
		],
		[
			{ output: 'selectedFields', outputFields: '["url"]' },
			{ output: { form: 'selectedFields', fields: ['url'] } },
		],
		[{ output: 'raw', outputFields: 'anything' }, { output: { form: 'raw' } }],
		[{ options: { oneItemPerFile: 1 } }, { oneItemPerFile: true }],
		[{ options: { downloadFiles: 'true' } }, { downloadFiles: true }],
		[{ options: { downloadFiles: ' False ' } }, { downloadFiles: false }],
		[{ options: { onTimeout: 'Return Task' } }, { returnUnfinished: true }],
		[{ options: { cancelTasksOnStop: '1' } }, { cancelTasksOnStop: true }],
		[{ options: { serviceMode: 'Private' } }, { serviceMode: 'private' }],
		[{ options: { maxFileSize: ' 5 ' } }, { maxFileSize: 5 }],
	])('from %p are %p', (parameters, expected) => {
		expect(settingsOf(parameters)).toMatchObject(expected);
	});

	it.each<[string, Record<string, unknown>]>([
		['Wait', { wait: 'later' }],
		['Wait', { wait: '' }],
		['Wait', { wait: undefined }],
		['Wait Until Finished', { waitUntilFinished: 'yes' }],
		['Wait Until Finished', { waitUntilFinished: null }],
		['Output', { output: 'everything' }],
		['Output', { output: null }],
		['Output Fields', { output: 'selectedFields', outputFields: ['url', 'link'] }],
		['Output Fields', { output: 'selectedFields', outputFields: null }],
		['One Item per File', { options: { oneItemPerFile: 'perhaps' } }],
		['Download Files', { options: { downloadFiles: {} } }],
		['On Timeout', { options: { onTimeout: 'ignore' } }],
		['Cancel Tasks on Stop', { options: { cancelTasksOnStop: 2 } }],
		['Service Mode', { options: { serviceMode: 'shared' } }],
		['Webhook URL', { options: { webhookUrl: {} } }],
		['Timeout', { options: { timeout: 0 } }],
		['Timeout', { options: { timeout: true } }],
		['Max File Size (MB)', { options: { maxFileSize: 0 } }],
		['Max Concurrent Tasks', { options: { maxConcurrentTasks: 2.2 } }],
		['Options', { options: 'text' }],
		['Options', { options: [1] }],
	])('name %s when it is wrong: %j', (label, parameters) => {
		const refused = read(parameters);
		expect(isProblem(refused) && refused.message).toMatch(new RegExp(`^${label} (is|must)`));
		expect(isProblem(refused) && refused.advice).toContain(label);
	});

	it.each([
		['timeout', 'Timeout'],
		['maxConcurrentTasks', 'Max Concurrent Tasks'],
		['maxFileSize', 'Max File Size (MB)'],
	])('say which number is wrong: %s', (name, label) => {
		for (const value of [-1, 'many', Number.POSITIVE_INFINITY, {}]) {
			const refused = read({ options: { [name]: value } });
			expect(isProblem(refused) && refused.message).toContain(label);
			expect(isProblem(refused) && refused.advice).toContain(label);
		}
	});
});
