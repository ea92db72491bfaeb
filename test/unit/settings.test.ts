import type { IExecuteFunctions } from 'n8n-workflow';

import { openParameters } from '../../nodes/execute/parameters';
import { readSettings, type Settings } from '../../nodes/execute/settings';
import { createProblem, isProblem } from '../../nodes/transport/problem';
import { anyNode } from './anyNode';

const read = (parameters: Record<string, unknown>, tool = false) => {
	const getNodeParameter = (name: string, _: number, fallback: unknown): unknown =>
		name in parameters ? parameters[name] : fallback;
	const context = {
		getNodeParameter,
		getNode: () => anyNode,
	} as Partial<IExecuteFunctions> as IExecuteFunctions;
	try {
		return readSettings(openParameters(context), 0, tool);
	} catch (thrown) {
		return createProblem({ message: (thrown as Error).message, advice: 'Task Options' });
	}
};

const settingsOf = (parameters: Record<string, unknown>, tool = false): Settings => {
	const settings = read(parameters, tool);
	if (isProblem(settings)) throw new Error(settings.message);
	return settings;
};

describe('settings', () => {
	it('have their defaults when nothing is set', () => {
		expect(settingsOf({})).toEqual({
			waitForResult: 'pollUntilFinished',
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
		[
			{ taskOptions: { waitForResult: 'pollUntilFinished' } },
			{ waitForResult: 'pollUntilFinished' },
		],
		[{ taskOptions: { waitForResult: 'doNotWait' } }, { waitForResult: 'doNotWait' }],
		[{ taskOptions: { waitForResult: '' } }, { waitForResult: 'pollUntilFinished' }],
		[{ waitUntilFinished: true }, { waitUntilFinished: true }],
		[{ taskOptions: { output: 'raw' } }, { output: { form: 'raw' } }],
		[{ taskOptions: { output: null } }, { output: { form: 'simplified' } }],
		[
			{ taskOptions: { outputFields: ['url', 'taskId'] } },
			{ output: { form: 'selectedFields', fields: ['url', 'taskId'] } },
		],
		[
			{ taskOptions: { output: 'simplified', outputFields: 'URL, Task ID' } },
			{ output: { form: 'selectedFields', fields: ['url', 'taskId'] } },
		],
		[
			{ taskOptions: { outputFields: 'modelName, attempts, fileIndex' } },
			{ output: { form: 'selectedFields', fields: ['modelName', 'attempts', 'fileIndex'] } },
		],
		[
			{ taskOptions: { outputFields: '["url"]' } },
			{ output: { form: 'selectedFields', fields: ['url'] } },
		],
		[{ taskOptions: { outputFields: ' ' } }, { output: { form: 'simplified' } }],
		[{ taskOptions: { output: 'onePerFile' } }, { oneItemPerFile: true }],
		[{ downloadFiles: true }, { downloadFiles: true }],
		[{ taskOptions: { maxFileSize: 5 } }, { maxFileSize: 5 }],
		[{ taskOptions: { timeout: '90' } }, { timeout: 90 }],
		[{ taskOptions: { timeout: 0.5 } }, { timeout: 0.5 }],
		[{ taskOptions: { timeout: '' } }, { timeout: undefined }],
		[{ taskOptions: { onTimeout: 'returnUnfinishedTask' } }, { returnUnfinished: true }],
		[{ taskOptions: { onTimeout: 'fail' } }, { returnUnfinished: false }],
		[{ taskOptions: { maxConcurrentTasks: 3 } }, { maxConcurrentTasks: 3 }],
		[{ taskOptions: { maxConcurrentTasks: ' 2 ' } }, { maxConcurrentTasks: 2 }],
		[{ taskOptions: { maxConcurrentTasks: '0' } }, { maxConcurrentTasks: undefined }],
		[{ taskOptions: { maxConcurrentTasks: 0 } }, { maxConcurrentTasks: undefined }],
		[{ taskOptions: { cancelTasksOnStop: true } }, { cancelTasksOnStop: true }],
		[{ taskOptions: { serviceMode: 'private' } }, { serviceMode: 'private' }],
		[{ taskOptions: { webhookUrl: ' https://a.example ' } }, { webhookUrl: 'https://a.example' }],
		[{ taskOptions: null }, { timeout: undefined }],
		[{ taskOptions: { waitForResult: 'Do Not Wait' } }, { waitForResult: 'doNotWait' }],
		[
			{ taskOptions: { waitForResult: 'PAUSEUNTILCALLBACK' } },
			{ waitForResult: 'pauseUntilCallback' },
		],
		[{ waitUntilFinished: 'TRUE' }, { waitUntilFinished: true }],
		[{ waitUntilFinished: 0 }, { waitUntilFinished: false }],
		[{ taskOptions: { output: 'RAW' } }, { output: { form: 'raw' } }],
		[{ downloadFiles: 'true' }, { downloadFiles: true }],
		[{ downloadFiles: ' False ' }, { downloadFiles: false }],
		[{ taskOptions: { onTimeout: 'Return Unfinished Task' } }, { returnUnfinished: true }],
		[{ taskOptions: { cancelTasksOnStop: '1' } }, { cancelTasksOnStop: true }],
		[{ taskOptions: { serviceMode: 'Private' } }, { serviceMode: 'private' }],
		[{ taskOptions: { maxFileSize: ' 5 ' } }, { maxFileSize: 5 }],
	])('from %p are %p', (parameters, expected) => {
		expect(settingsOf(parameters)).toMatchObject(expected);
	});

	it.each<[string, Record<string, unknown>]>([
		['Wait for Result', { taskOptions: { waitForResult: 'later' } }],
		['Wait Until Finished', { waitUntilFinished: 'yes' }],
		['Wait Until Finished', { waitUntilFinished: null }],
		['Output', { taskOptions: { output: 'everything' } }],
		['Output Fields', { taskOptions: { outputFields: ['url', 'link'] } }],
		['Output Fields', { taskOptions: { output: 'raw', outputFields: 'url' } }],
		['Download Files', { downloadFiles: {} }],
		['On Timeout', { taskOptions: { onTimeout: 'ignore' } }],
		['Cancel Tasks on Stop', { taskOptions: { cancelTasksOnStop: 2 } }],
		['Service Mode', { taskOptions: { serviceMode: 'shared' } }],
		['Webhook URL', { taskOptions: { webhookUrl: {} } }],
		['Timeout (Seconds)', { taskOptions: { timeout: 0 } }],
		['Timeout (Seconds)', { taskOptions: { timeout: true } }],
		['Max File Size (MB)', { taskOptions: { maxFileSize: 0 } }],
		['Max Concurrent Tasks', { taskOptions: { maxConcurrentTasks: 2.2 } }],
	])('name %s when it is wrong: %j', (label, parameters) => {
		const refused = read(parameters);
		expect(isProblem(refused) && refused.message).toMatch(
			new RegExp(`^${label.replace(/[()]/g, '\\$&')} (is|must|requires)`),
		);
		expect(isProblem(refused) && refused.advice).toContain(label);
	});

	it.each([
		['timeout', 'Timeout (Seconds)'],
		['maxConcurrentTasks', 'Max Concurrent Tasks'],
		['maxFileSize', 'Max File Size (MB)'],
	])('say which number is wrong: %s', (name, label) => {
		for (const value of [-1, 'many', Number.POSITIVE_INFINITY, {}]) {
			const refused = read({ taskOptions: { [name]: value } });
			expect(isProblem(refused) && refused.message).toContain(label);
			expect(isProblem(refused) && refused.advice).toContain(label);
		}
	});

	it('download nothing for an agent, nor without waiting', () => {
		const taskOptions = { waitForResult: 'doNotWait' };
		expect(settingsOf({ downloadFiles: true }, true).downloadFiles).toBe(false);
		expect(settingsOf({ downloadFiles: true, taskOptions }).downloadFiles).toBe(false);
	});
});
