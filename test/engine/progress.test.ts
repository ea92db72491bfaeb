import { imagine, NO_DOWNLOAD, openSetting, type Setting } from './setting';

let setting: Setting;

afterEach(async () => await setting.close());

const VIDEO = { resource: 'kling', operation: 'generateVideo3', prompt: 'a fox' };
const piApi = { nodeType: 'n8n-nodes-piapi-unified.piApi' };

describe('while a run waits', () => {
	it('each change of its task is shown in the console and in the log', async () => {
		setting = await openSetting({ taskSeconds: 40 });
		const run = await setting.run(imagine('a fox'));
		const [task] = setting.piApi.ledger.createdTasks();
		const states = run.messages.map(String);
		expect(states[0]).toBe(`Task ${task?.id}: pending`);
		expect(states).toContainEqual(expect.stringMatching(/: processing, [1-9]\d? %$/));
		expect(states.at(-1)).toBe(`Task ${task?.id}: completed`);
		expect(new Set(states).size).toBe(states.length);
		const debug = run.logs.filter(({ level }) => level === 'debug').map(({ message }) => message);
		expect(debug).toEqual(expect.arrayContaining(states));
	});
});

describe('the hints above the output', () => {
	it('say that links expire, unless the files were downloaded', async () => {
		setting = await openSetting({ taskSeconds: 1 });
		expect((await setting.run({ ...VIDEO, ...NO_DOWNLOAD }, piApi)).hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/^Result links expire/) as string,
			}),
			expect.objectContaining({ message: '1 task cost $0.07.' }),
		]);
		const downloaded = await setting.run(VIDEO, piApi);
		expect(downloaded.output[0]?.binary).toBeDefined();
		expect(downloaded.hints).toEqual([expect.objectContaining({ message: '1 task cost $0.07.' })]);
	});

	it('say where an item failed that PiAPI has stopped the service', async () => {
		setting = await openSetting({ taskSeconds: 1 });
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'unauthorized' });
		const settings = { onError: 'continueRegularOutput' as const };
		const run = await setting.run(imagine('a fox'), { settings });
		expect(run.hints).toEqual([
			expect.objectContaining({
				type: 'warning',
				message: expect.stringMatching(/Midjourney service as discontinued\.$/) as string,
			}),
		]);
	});

	it('so does the error that stops the workflow', async () => {
		setting = await openSetting();
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'unauthorized' });
		expect((await setting.run(imagine('a fox'))).error?.description).toMatch(/as discontinued\.$/);
		expect((await setting.run(VIDEO, piApi)).error?.description).not.toMatch(/discontinued/);
	});
});
