import { items, locator, openSetting, type Setting } from './setting';

const ITEMS = 20;

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ accountConcurrency: 8 });
});

afterEach(async () => await setting.close());

const withPicture = items(ITEMS).map(({ json }) => ({
	json,
	binary: {
		data: {
			data: Buffer.from(`picture ${json.number}`).toString('base64'),
			mimeType: 'image/png',
			fileName: `${json.number}.png`,
		},
	},
}));

const filesSent = (): number =>
	new Set(
		setting.piApi.ledger
			.requestsTo('upload')
			.map(({ body }) => (body as { file_name?: string }).file_name),
	).size;

it('a run that failed at an upload uploads no other file', async () => {
	setting.piApi.fault({ on: 'upload', when: 'all', kind: 'resetBefore' });
	const run = await setting.run(
		{ operation: 'describe', imageUrl: locator('data', 'binary') },
		{ items: withPicture },
	);
	expect(run.error?.message).toContain('could not be uploaded');
	// Those in progress, and those that took their slots.
	expect(filesSent()).toBeLessThanOrEqual(8);
	expect(setting.piApi.ledger.createdTasks()).toEqual([]);
});
