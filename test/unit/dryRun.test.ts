import { ExecutionStage, type Given } from './executionStage';
import { actionsAt } from './pricedAcme';

let stage: ExecutionStage;

beforeEach(() => {
	stage = new ExecutionStage();
	stage.useClock();
});
afterEach(() => jest.restoreAllMocks());

const dry = { taskOptions: { dryRun: true } };
const PRICED = { nodeActions: actionsAt(), parameters: dry } as const;

const request = {
	model: 'Acme/motion',
	task_type: 'image-to-video',
	input: { image_url: 'https://x.example/fox.png', prompt: 'a fox' },
};

describe('an item with Dry Run', () => {
	it('tells the request and its cost, and sends nothing', async () => {
		const { output, hints } = await stage.run(PRICED);
		expect(output).toEqual([
			{
				json: {
					dryRun: true,
					valid: true,
					request,
					estimatedUsd: 0.1,
					estimate: 'About $0.10 (Nov 2026)',
					problems: [],
					hints: ['Acme is made up'],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(hints).toEqual(['Dry Run: 1 item would cost about $0.10. Nothing was sent.']);
		expect(stage.requests).toEqual([]);
		expect(stage.kept).toEqual({});
	});

	it('tells the most that it can cost with Service Mode Private, which may cost nothing', async () => {
		const taskOptions = { dryRun: true, serviceMode: 'private' };
		const { output, hints } = await stage.run({ ...PRICED, parameters: { taskOptions } });
		expect(output?.[0]?.json).toMatchObject({
			request: { ...request, config: { service_mode: 'private' } },
			estimatedUsd: 0.1,
			estimate: 'At most $0.10 (Nov 2026)',
		});
		expect(hints).toEqual(['Dry Run: 1 item would cost at most $0.10. Nothing was sent.']);
	});

	it('tells why its cost is not known', async () => {
		const { output } = await stage.run({ parameters: dry });
		expect(output?.[0]?.json).toMatchObject({
			valid: true,
			estimatedUsd: null,
			estimate: 'Unknown: no price is known for this operation',
		});
	});

	it('has the hints on fields that are not sent', async () => {
		const { output, hints } = await stage.run({
			parameters: { ...dry, options: { paper: 'rough' } },
		});
		const hint = 'Paper was not sent: it requires Duration 10';
		expect(output?.[0]?.json.hints).toEqual([hint, 'Acme is made up']);
		expect(hints).toHaveLength(1);
	});

	it.each<[string, Given['parameters'], string]>([
		['a missing field', { imageUrl: '' }, 'Image is empty'],
		['a wrong value', { duration: 'long' }, 'Duration is not a whole number'],
		[
			'an expression that fails',
			{
				prompt: () => {
					throw new Error('No such node');
				},
			},
			'Prompt: No such node',
		],
	])('tells %s', async (_, parameters, message) => {
		const { output, error, hints } = await stage.run({ parameters: { ...dry, ...parameters } });
		expect(error).toBeUndefined();
		expect(output?.[0]?.json).toMatchObject({
			dryRun: true,
			valid: false,
			request: null,
			estimatedUsd: null,
			estimate: 'Unknown: the request is not valid',
			problems: [{ message, advice: expect.stringMatching(/\w/) }],
		});
		expect(hints).toEqual(['Dry Run: 1 item has a problem. Nothing was sent.']);
	});

	it('tells a wrong setting beside the request', async () => {
		const { output } = await stage.run({
			...PRICED,
			parameters: { taskOptions: { dryRun: true, timeout: 'soon' } },
		});
		expect(output?.[0]?.json).toMatchObject({
			valid: false,
			request,
			estimatedUsd: 0.1,
			problems: [{ message: 'Timeout (Seconds) is not a number' }],
		});
	});

	it('tells a setting whose expression fails', async () => {
		const { output } = await stage.run({
			parameters: {
				taskOptions: { dryRun: true, timeout: '={{ }}' },
				'taskOptions.dryRun': true,
				'taskOptions.timeout': () => {
					throw new Error('No such node');
				},
			},
		});
		expect(output?.[0]?.json).toMatchObject({
			valid: false,
			request,
			problems: [{ message: 'Timeout (Seconds): No such node' }],
		});
	});

	it('tells what is wrong with the settings and with the fields', async () => {
		const { output } = await stage.run({
			parameters: { imageUrl: '', taskOptions: { dryRun: true, timeout: 'soon' } },
		});
		expect(output?.[0]?.json.problems).toMatchObject([
			{ message: 'Timeout (Seconds) is not a number' },
			{ message: 'Image is empty' },
		]);
	});

	it('tells what is wrong with the credential', async () => {
		const { output } = await stage.run({
			parameters: dry,
			apiKeyOf: () => {
				throw new Error('No such credential');
			},
		});
		expect(output?.[0]?.json).toMatchObject({
			valid: false,
			request,
			problems: [{ message: 'The PiAPI credential could not be read: No such credential' }],
		});
	});

	it('has no secret of the webhook in its request', async () => {
		const parameters = {
			taskOptions: { dryRun: true, webhookUrl: 'https://example.com/hook', serviceMode: 'public' },
		};
		const { output } = await stage.run({ parameters });
		expect(output?.[0]?.json.request).toEqual({
			...request,
			config: {
				service_mode: 'public',
				webhook_config: { endpoint: 'https://example.com/hook' },
			},
		});
	});

	it('does not pause', async () => {
		const { output } = await stage.run({
			parameters: { taskOptions: { dryRun: true, waitForResult: 'pauseUntilCallback' } },
			continueOnFail: true,
			resumeUrl: 'https://n8n.example.com/webhook-waiting/1?signature=abc',
		});
		expect(output?.[0]?.json).toMatchObject({ dryRun: true, request });
		expect(JSON.stringify(output)).not.toContain('signature');
		expect(stage.pauses).toEqual([]);
	});

	it('fails where Dry Run itself is neither true nor false', async () => {
		const { error } = await stage.run({ parameters: { taskOptions: { dryRun: 'maybe' } } });
		expect(error?.message).toBe('Dry Run is neither true nor false [item 0]');
		expect(stage.requests).toEqual([]);
	});
});

describe('items that decide for themselves', () => {
	const isDry = (itemIndex: number): boolean => itemIndex % 2 === 0;
	const mixed = {
		items: 4,
		nodeActions: actionsAt(),
		parameters: { taskOptions: { dryRun: '={{ }}' }, 'taskOptions.dryRun': isDry },
	};

	it('create their tasks beside those that do not, in order', async () => {
		const { output, hints } = await stage.run(mixed);
		expect(output?.map(({ json }) => json.taskId ?? json.estimatedUsd)).toEqual([
			0.1,
			't1',
			0.1,
			't2',
		]);
		expect(output?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(stage.created).toHaveLength(2);
		expect(hints).toContain('Dry Run: 2 items would cost about $0.20. Nothing was sent for them.');
	});

	it('ask for the limit of the account only for those that create tasks', async () => {
		await stage.run({ ...mixed, items: 3 });
		expect(stage.created).toHaveLength(1);
		expect(stage.requests).not.toContain('GET /account/info');
	});

	it('count in the spending limit only where they create a task', async () => {
		const taskOptions = { dryRun: '={{ }}', spendingLimit: 0.1 };
		const { output } = await stage.run({
			...mixed,
			items: 3,
			parameters: { ...mixed.parameters, taskOptions, 'taskOptions.spendingLimit': 0.1 },
		});
		expect(output?.[1]?.json.status).toBe('completed');
	});

	it('pause for those that create a task, and keep the others', async () => {
		stage.statuses.set('t1', 'processing');
		const taskOptions = { dryRun: '={{ }}', waitForResult: 'pauseUntilCallback' };
		const waitForResult = 'pauseUntilCallback';
		const { output } = await stage.run({
			...mixed,
			items: 2,
			parameters: { ...mixed.parameters, taskOptions, 'taskOptions.waitForResult': waitForResult },
			continueOnFail: true,
			resumeUrl: 'https://n8n.example.com/webhook-waiting/1?signature=abc',
		});
		expect(stage.pauses).toHaveLength(1);
		expect(output).toMatchObject([
			{ json: { dryRun: true } },
			{ json: { taskId: 't1' }, piApiTask: { taskId: 't1' } },
		]);
	});

	it('fail the run as usual where one of the others is wrong', async () => {
		const { error } = await stage.run({
			...mixed,
			parameters: { ...mixed.parameters, imageUrl: (index: number) => (index === 3 ? '' : 'x') },
		});
		expect(error?.message).toMatch(/\[item 1\]$/);
		expect(stage.requests).toEqual([]);
	});

	it('do not fail the run where one with Dry Run is wrong', async () => {
		const { output, error } = await stage.run({
			...mixed,
			parameters: {
				...mixed.parameters,
				imageUrl: (index: number) => (index === 2 ? '' : 'https://x.example/fox.png'),
			},
		});
		expect(error).toBeUndefined();
		expect(output?.map(({ json }) => json.valid ?? json.status)).toEqual([
			true,
			'completed',
			false,
			'completed',
		]);
	});
});
