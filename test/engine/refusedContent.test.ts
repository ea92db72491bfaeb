import type { Failed } from '../../tools/simulator/options';
import { runResource } from './resources';
import { imagine, items, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterEach(async () => await setting.close());

const banned: Failed = { code: 10000, message: 'task failed', raw_message: 'Banned prompt: x' };
const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
const onError = 'continueRegularOutput' as const;

const made = () => setting.piApi.ledger.createdTasks();
const creates = () => setting.piApi.ledger.requestsTo('create');
const failWith = (failed: Failed, prompt?: string): void => {
	setting.piApi.behaviour.outcome = ({ input }) =>
		prompt === undefined || input.prompt === prompt ? { failed } : 'completed';
};

describe('a task whose content was refused', () => {
	it('is created once, whatever Retry On Fail does', async () => {
		failWith(banned);
		const run = await setting.run(imagine('a fox'), { settings: retry });
		expect(made()).toHaveLength(1);
		expect(creates()).toHaveLength(1);
		expect(run.error).toMatchObject({
			message: 'task failed; Banned prompt: x (code 10000) [item 0]',
			description: expect.stringMatching(
				/Moderation by PiAPI or by the model refused the content\. .*PiAPI says that it did not charge it\. With pay as you go, PiAPI counts refused prompts .* Retry On Fail does not create it again\./,
			),
		});
		expect(run.error?.description).toContain(made()[0]?.id);
		expect(setting.piApi.ledger.requestsTo('status').length).toBeGreaterThanOrEqual(retry.maxTries);
	});

	it('is found by a retry of the execution, which checks it and has the same error', async () => {
		failWith(banned);
		const first = await setting.run(imagine('a fox'));
		const second = await setting.run(imagine('a fox'), { context: first.context });
		expect(made()).toHaveLength(1);
		expect(second.error?.message).toBe(first.error?.message);
		expect(second.error?.description).toBe(first.error?.description);
	});

	it('is not in the way of a retry with another prompt', async () => {
		failWith(banned, 'a fox');
		const first = await setting.run(imagine('a fox'));
		const second = await setting.run(imagine('a hen'), { context: first.context });
		expect(second.error).toBeUndefined();
		expect(made().map(({ request }) => request.input.prompt)).toEqual(['a fox', 'a hen']);
		expect(second.output[0]?.json.taskId).toBe(made()[1]?.id);
	});

	it('is not in the way of a new execution', async () => {
		failWith(banned);
		await setting.run(imagine('a fox'));
		await setting.run(imagine('a fox'));
		expect(made()).toHaveLength(2);
	});

	it('is not created again where Retry On Fail creates other items again', async () => {
		setting.piApi.behaviour.outcome = ({ input }, taskNumber) => {
			if (input.prompt === 'picture 1') return { failed: banned };
			return taskNumber <= 2 ? { failed: { code: 1, message: 'no foxes' } } : 'completed';
		};
		const run = await setting.run(imagine('={{ "picture " + $json.number }}'), {
			items: items(2),
			settings: { ...retry, onError },
		});
		const promptsOf = made().map(({ request }) => request.input.prompt);
		expect(promptsOf.sort()).toEqual(['picture 0', 'picture 0', 'picture 1']);
		expect(run.output[0]?.json.status).toBe('completed');
		expect(run.output[1]?.json).toMatchObject({ status: 'failed', taskId: expect.any(String) });
	});

	it.each<[string, Failed]>([
		['in logs', { code: 10003, message: 'invalid request', logs: ['content rejected: sexual'] }],
		['in categories', { code: 10003, message: '', logs: [{ categories: { hate: true } }] }],
		['in the code', { code: 10003, message: 'invalid request' }],
	])('of Seedance is known by what it tells %s', async (_, failed) => {
		failWith({ ...failed, usage: { type: 'llm', frozen: 0, consume: 5_000_000 } });
		const more = { settings: retry };
		const run = await runResource(setting, 'seedance', 'generateVideo2', { prompt: 'a fox' }, more);
		expect(made()).toHaveLength(1);
		expect(run.error?.description).toContain(
			'PiAPI does not say whether it charged it. For Seedance, PiAPI may keep 1 to 10 % of the price.',
		);
	});
});

describe('a create whose content is refused', () => {
	const refuse = (message = 'content violation', times?: number): void =>
		setting.piApi.fault({ on: 'create', when: 'all', times, kind: 'refusedInside200', message });

	it('is sent once, whatever Retry On Fail does', async () => {
		refuse();
		const run = await setting.run(imagine('a fox'), { settings: retry });
		expect(creates()).toHaveLength(1);
		expect(made()).toEqual([]);
		expect(run.error?.message).toBe('content violation [item 0]');
		expect(run.error?.description).toMatch(
			/This task was not created\. .* Retry On Fail does not send the request again\. .*discontinued\.$/,
		);
	});

	it.each([400, 422])(
		'is answered from the record by a retry of the execution: %p',
		async (code) => {
			setting.piApi.fault({
				on: 'create',
				when: 'all',
				kind: 'refusedInside200',
				code,
				message: 'the prompt violates our policies',
			});
			const first = await setting.run(imagine('a fox'));
			const second = await setting.run(imagine('a fox'), { context: first.context });
			expect(creates()).toHaveLength(1);
			expect(second.error).toMatchObject({
				message: first.error?.message,
				description: first.error?.description,
				httpCode: String(code),
			});
		},
	);

	it('is not in the way of a retry with another prompt', async () => {
		refuse(undefined, 1);
		const first = await setting.run(imagine('a fox'));
		const second = await setting.run(imagine('a hen'), { context: first.context });
		expect(second.error).toBeUndefined();
		expect(made().map(({ request }) => request.input.prompt)).toEqual(['a hen']);
	});

	it('keeps no secret in the record', async () => {
		refuse('content violation of key-that-nobody-may-see');
		const run = await setting.run(imagine('a fox'));
		expect(JSON.stringify(run.context)).toContain('content violation of ***');
		expect(run.everything()).not.toContain('key-that-nobody-may-see');
	});
});

describe('what failed for another reason', () => {
	it('is created again by Retry On Fail: a task', async () => {
		failWith({ code: 1, message: 'no foxes' });
		const run = await setting.run(imagine('a fox'), { settings: retry });
		expect(made()).toHaveLength(3);
		expect(run.error?.description).not.toContain('Retry On Fail');
	});

	it('is sent again by Retry On Fail: a create', async () => {
		setting.piApi.fault({ on: 'create', when: 'all', kind: 'noCredit' });
		await setting.run(imagine('a fox'), { settings: retry });
		expect(creates()).toHaveLength(3);
	});
});

it.each(['chat', 'images'] as const)(
	'%s whose content is refused is sent once, whatever Retry On Fail does',
	async (kind) => {
		const prompt = 'a fox, fail: moderation';
		const [resource, operation, parameters] =
			kind === 'chat'
				? (['chat', 'message', { chatModel: 'gpt-4o-mini' }] as const)
				: (['gptImage', 'generate', { imageModel: 'gpt-image-1' }] as const);
		const more = { settings: retry };
		const run = await runResource(setting, resource, operation, { ...parameters, prompt }, more);
		expect(setting.piApi.ledger.requestsTo(kind)).toHaveLength(1);
		expect(run.error?.message).toBe('content violation [item 0]');
		expect(run.error?.description).toContain('Retry On Fail does not send the request again.');
	},
);
