import type { INodeParameters } from 'n8n-workflow';

import {
	API_KEY,
	imagine,
	items,
	openSetting,
	reroll,
	WEBHOOK_SECRET,
	type Setting,
} from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const hookWith = (more: INodeParameters = {}): INodeParameters => ({
	taskOptions: { webhookUrl: 'https://example.com/hook', ...more },
});
const hook = hookWith();

describe('secrets', () => {
	it.each(['simplified', 'raw'])('are in no item of the output form %s', async (output) => {
		const run = await setting.run(reroll(hookWith({ output })));
		expect(run.error).toBeUndefined();
		expect(JSON.stringify(setting.piApi.ledger.requestsTo('create')[0]?.body)).toContain(
			WEBHOOK_SECRET,
		);
		expect(run.everything()).not.toContain(WEBHOOK_SECRET);
		expect(run.everything()).not.toContain(API_KEY);
	});

	it('are in no item although PiAPI echoes them elsewhere', async () => {
		setting.piApi.behaviour.outcome = () => ({
			output: { note: `key ${API_KEY}, ${WEBHOOK_SECRET}` },
		});
		const run = await setting.run(reroll(hookWith({ output: 'raw' })));
		expect(run.output[0]?.json).toMatchObject({ task: { output: { note: 'key ***, ***' } } });
		expect(run.everything()).not.toContain(WEBHOOK_SECRET);
		expect(run.everything()).not.toContain(API_KEY);
	});

	it.each(['continueRegularOutput', 'stopWorkflow'] as const)(
		'are in no error, whatever PiAPI answers (%s)',
		async (onError) => {
			const message = `the key ${API_KEY} with ${WEBHOOK_SECRET} is wrong`;
			setting.piApi.fault({ on: 'create', when: 'first', kind: 'refusedInside200', message });
			setting.piApi.behaviour.outcome = () => ({ failed: { code: 1, message } });
			const run = await setting.run(imagine('={{ "a " + $json.number }}', hook), {
				items: items(3),
				settings: { onError },
			});
			expect(run.everything()).toContain('the key ***');
			expect(run.everything()).not.toContain(API_KEY);
			expect(run.everything()).not.toContain(WEBHOOK_SECRET);
		},
	);

	it.each(['resetBefore', 'hang', 'redirect', 'brokenJson'] as const)(
		'are in no error of a connection (%s)',
		async (kind) => {
			setting.piApi.fault({ on: 'create', when: 'all', kind });
			const run = await setting.run(reroll(hook), { credentials: {} });
			expect(run.everything()).not.toContain(API_KEY);
			expect(run.everything()).not.toContain(WEBHOOK_SECRET);
		},
	);

	it('are in no log line of a stopped run', async () => {
		setting.piApi.behaviour.taskSeconds = 300;
		const started = setting.start(reroll(hookWith({ cancelTasksOnStop: true })));
		await setting.until(() => setting.piApi.ledger.createdTasks().length > 0);
		started.stop();
		const run = await started.ended;
		await setting.sleep(15_000);
		expect(run.everything()).not.toContain(API_KEY);
		expect(run.everything()).not.toContain(WEBHOOK_SECRET);
	});
});
