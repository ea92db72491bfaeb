import {
	API_KEY,
	imagine,
	items,
	locator,
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

const made = () => setting.piApi.ledger.createdTasks();
const promptOf = '={{ "prompt " + $json.number }}';
it('no secret in the log of a stopped run', async () => {
	const message = `the key ${API_KEY} with ${WEBHOOK_SECRET} is wrong`;
	setting.piApi.fault({ on: 'cancel', when: 'all', kind: 'refusedInside200', message });
	setting.piApi.behaviour.taskSeconds = 300;
	const started = setting.start(reroll({ taskOptions: { cancelTasksOnStop: true } }));
	await setting.until(() => made().length === 1);
	await setting.sleep(1000);
	started.stop();
	const run = await started.ended;
	await setting.until(() =>
		run.logs.some(({ message: line }) => line.includes('could not be canceled')),
	);
	expect(run.everything()).toContain('the key ***');
	expect(run.everything()).not.toContain(API_KEY);
	expect(run.everything()).not.toContain(WEBHOOK_SECRET);
});

it('Cancel Tasks on Stop cancels the tasks of creates that were in flight', async () => {
	setting.piApi.behaviour.pendingSeconds = 300;
	setting.piApi.fault({ on: 'create', when: 'all', kind: 'slowBody', seconds: 12 });
	const started = setting.start(imagine(promptOf, { taskOptions: { cancelTasksOnStop: true } }), {
		items: items(3),
	});
	await setting.until(() => made().length === 3);
	started.stop();
	await started.ended;
	await setting.until(() => setting.piApi.ledger.requestsTo('cancel').length === 3);
	await setting.sleep(1_000);
	expect(made().map(({ cancelled }) => cancelled)).toEqual(Array(3).fill(true));
});

it('sends no key to a result link on the API itself', async () => {
	const link = `${setting.piApi.url}/pictures/fox.png`;
	setting.piApi.behaviour.outcome = () => ({ output: { image_url: link } });
	await setting.run(reroll({ downloadFiles: true }));
	const asked = setting.piApi.ledger.requests.filter(({ path }) => path === '/pictures/fox.png');
	expect(asked).toHaveLength(1);
	expect(asked[0]?.headers).not.toHaveProperty('x-api-key');
});

it('Get Task gives back the unfinished task when asked', async () => {
	const { id } = setting.piApi.addTask({ state: 'processing', secondsLeft: 1000 });
	const run = await setting.run({
		operation: 'getTask',
		taskId: locator(id),
		waitUntilFinished: true,
		taskOptions: { timeout: 20, onTimeout: 'returnUnfinishedTask' },
	});
	expect(run.error).toBeUndefined();
	expect(run.output[0]?.json).toMatchObject({ taskId: id, status: 'processing' });
});

it('Cancel Tasks on Stop gives up after 10 seconds, and says so', async () => {
	setting.piApi.behaviour.pendingSeconds = 300;
	setting.piApi.fault({ on: 'cancel', when: 'all', kind: 'serverError' });
	const started = setting.start(reroll({ taskOptions: { cancelTasksOnStop: true } }));
	await setting.until(() => made().length === 1);
	started.stop();
	const run = await started.ended;
	await setting.until(() =>
		run.logs.some(({ message }) => message.includes('could not be canceled')),
	);
	const asked = setting.piApi.ledger.requestsTo('cancel').length;
	await setting.sleep(60_000);
	expect(setting.piApi.ledger.requestsTo('cancel')).toHaveLength(asked);
});

it('reads a few files at a time', async () => {
	const links = Array.from({ length: 30 }, (_, index) =>
		setting.piApi.bigFile(1000, `${index}.png`),
	);
	setting.piApi.behaviour.outcome = () => ({ output: { temporary_image_urls: links } });
	setting.piApi.behaviour.answerSeconds = 2;
	const run = await setting.run(reroll({ downloadFiles: true }));
	expect(run.error).toBeUndefined();
	expect(Object.keys(run.output[0]?.binary ?? {})).toHaveLength(30);
	expect(setting.piApi.ledger.maxRequestsInFlight()).toBeLessThanOrEqual(8);
});

it('holds a few files at a time in memory', async () => {
	setting.piApi.behaviour.uploadAllowed = false;
	setting.piApi.behaviour.answerSeconds = 2;
	const run = await setting.run(
		{ operation: 'describe', imageUrl: locator('data', 'binary') },
		{
			items: items(16).map(({ json }) => ({
				json,
				binary: {
					data: {
						data: Buffer.from(`picture ${json.number}`).toString('base64'),
						mimeType: 'image/png',
						fileName: 'fox.png',
					},
				},
			})),
			settings: { onError: 'continueRegularOutput' },
		},
	);
	expect(run.output).toHaveLength(16);
	expect(setting.piApi.ledger.requestsTo('upload').length).toBeGreaterThanOrEqual(16);
	expect(setting.piApi.ledger.maxRequestsInFlight()).toBeLessThanOrEqual(4);
});

it('Cancel Task with Continue: one that cannot be canceled does not harm the others', async () => {
	const running = setting.piApi.addTask({ state: 'processing' });
	const waiting = setting.piApi.addTask({ state: 'pending' });
	const run = await setting.run(
		{ operation: 'cancelTask', taskId: locator('={{ $json.taskId }}') },
		{
			items: [running, waiting].map(({ id }) => ({ json: { taskId: id } })),
			settings: { onError: 'continueRegularOutput' },
		},
	);
	expect(run.error).toBeUndefined();
	expect(run.output[0]?.json).toMatchObject({ details: { taskId: running.id } });
	expect(run.output[1]?.json).toMatchObject({ canceled: true, taskId: waiting.id });
});
