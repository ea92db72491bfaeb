import { ExecutionStage, refusing } from './executionStage';

let stage: ExecutionStage;

beforeEach(() => {
	stage = new ExecutionStage();
	stage.useClock();
});
afterEach(() => jest.restoreAllMocks());

const CREATE = 'POST /api/v1/task';

describe('an operation of a family', () => {
	it('creates a task, waits for it and returns its result', async () => {
		const { output, error } = await stage.run();
		expect(error).toBeUndefined();
		expect(stage.created).toEqual([
			{
				model: 'Acme/motion',
				task_type: 'image-to-video',
				input: { image_url: 'https://x.example/fox.png', prompt: 'a fox' },
			},
		]);
		expect(output).toMatchObject([
			{
				json: { taskId: 't1', status: 'completed', url: 'https://x.example/t1.mp4' },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('returns the new task at once with Do Not Wait', async () => {
		const { output } = await stage.run(
			{ parameters: { taskOptions: { waitForResult: 'doNotWait' } } },
			0,
		);
		expect(output).toMatchObject([{ json: { taskId: 't1', status: 'pending' } }]);
		expect(stage.requests).toEqual([CREATE]);
	});

	it('is one of the only family where the node has no resources', async () => {
		const { output } = await stage.run({ parameters: { resource: undefined } });
		expect(output).toMatchObject([{ json: { taskId: 't1', status: 'completed' } }]);
	});

	it('keeps each item in its place', async () => {
		stage.statuses.set('t2', 'failed');
		const { output } = await stage.run({ items: 3, continueOnFail: true });
		expect(output?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
		expect(output).toMatchObject([
			{ json: { taskId: 't1' } },
			{ json: { error: expect.stringContaining('No foxes'), details: { taskId: 't2' } } },
			{ json: { taskId: 't3' } },
		]);
	});

	it('sends nothing where a setting is wrong', async () => {
		const { error } = await stage.run({ parameters: { taskOptions: { waitForResult: 'fox' } } });
		expect(error?.message).toContain('Wait for Result');
		expect(stage.requests).toEqual([]);
	});

	it('sends nothing where a field is missing', async () => {
		const { error } = await stage.run({ parameters: { imageUrl: '' } });
		expect(error?.message).toContain('Image');
		expect(stage.requests).toEqual([]);
	});
});

describe('Download Files', () => {
	const MEGABYTE = 1024 ** 2;
	const withFiles = (more = {}) => ({
		parameters: { downloadFiles: true, taskOptions: { maxFileSize: 1, ...more } },
	});

	it('puts the files of the task into the item', async () => {
		stage.fileSize = MEGABYTE;
		const { output, hints } = await stage.run(withFiles());
		expect(stage.downloads).toEqual(['https://x.example/t1.mp4']);
		expect(output?.[0]?.binary).toMatchObject({ data: { fileName: 't1.mp4' } });
		expect(hints).toEqual(['The cost of 1 task is unknown.']);
	});

	it('downloads nothing where it is off', async () => {
		const { output } = await stage.run();
		expect(stage.downloads).toEqual([]);
		expect(output?.[0]).not.toHaveProperty('binary');
	});

	it('takes no file beyond Max File Size (MB)', async () => {
		stage.fileSize = MEGABYTE + 1;
		const { error } = await stage.run(withFiles());
		expect(error?.message).toContain('1 MB');
		expect(error?.description).toContain('Task t1.');
	});

	it('has at most eight downloads at a time', async () => {
		stage.held = true;
		stage.limit = 20;
		stage.start({ items: 12, ...withFiles() });
		await stage.clock.advance(60_000);
		expect(stage.downloads).toHaveLength(8);
	});

	it('ends at the Timeout of the item', async () => {
		stage.held = true;
		const { error } = await stage.run(withFiles({ timeout: 100 }), 110);
		expect(error?.message).toContain('could not be downloaded');
	});

	it('ends with the execution', async () => {
		stage.held = true;
		const { result, cancel } = stage.start(withFiles());
		await stage.clock.advance(60_000);
		cancel();
		await stage.clock.advance(1_000);
		expect(result.error?.message).toContain('The execution was canceled');
	});
});

describe('what may be known about the service', () => {
	it.each([400, 402, 500])('is told where PiAPI itself refused (%d)', async (statusCode) => {
		stage.answer = (request) => (request === CREATE ? refusing(statusCode, 'no') : undefined);
		const { error } = await stage.run({}, 300);
		expect(error?.description).toMatch(/Acme is made up\.$/);
	});

	it('is told where the task failed', async () => {
		stage.statuses.set('t1', 'failed');
		expect((await stage.run()).error?.description).toMatch(/Acme is made up\.$/);
	});

	it('is told above the output with Continue', async () => {
		stage.statuses.set('t1', 'failed');
		const { hints } = await stage.run({ continueOnFail: true });
		expect(hints).toEqual(['Acme is made up.', 'The charge of 1 failed task is unknown.']);
	});

	it('is not told where something else went wrong', async () => {
		stage.statuses.set('t1', 'canceled');
		expect((await stage.run()).error?.description).not.toContain('made up');
		expect(
			(await stage.run({ parameters: { taskOptions: { output: 'x' } } })).error?.description,
		).not.toContain('made up');
	});

	it('is not told where all went well', async () => {
		const { hints } = await stage.run();
		expect(hints).toEqual([
			expect.stringContaining('Result links expire'),
			'The cost of 1 task is unknown.',
		]);
	});
});

describe('an operation that does not exist', () => {
	const parameters = { operation: 'fly' };

	it('is an error', async () => {
		const { error } = await stage.run({ parameters });
		expect(error?.message).toContain('Operation is "fly"');
		expect(error?.description).toContain('Choose one of animate, extend.');
	});

	it('of a resource that does not exist, too', async () => {
		const { error } = await stage.run({ parameters: { resource: 'fox' } });
		expect(error?.message).toContain('Resource is "fox"');
		expect(error?.description).toContain('Choose one of acme');
	});

	it('is the error of every item with Continue', async () => {
		const { output } = await stage.run({ parameters, items: 2, continueOnFail: true });
		expect(output).toMatchObject([
			{ json: { error: expect.stringContaining('"fly"') }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('"fly"') }, pairedItem: { item: 1 } },
		]);
		expect(stage.requests).toEqual([]);
	});
});

describe('an action of another kind', () => {
	it('runs by resource and operation', async () => {
		const animate = async () => await Promise.resolve([{ json: { own: true } }]);
		const { output } = await stage.run({
			nodeActions: { families: [], actions: { acme: { animate } } },
		});
		expect(output).toEqual([{ json: { own: true } }]);
	});

	it('marks its errors for the error output', async () => {
		const { output } = await stage.run({
			parameters: { operation: 'fly' },
			continueOnFail: true,
			node: { onError: 'continueErrorOutput' },
		});
		expect(output?.[0]?.error).toBeInstanceOf(Error);
	});
});
