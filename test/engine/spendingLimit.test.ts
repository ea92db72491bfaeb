import { imagine, items, openSetting, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	// The simulator charges 0.07 dollars for a task.
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const limited = (spendingLimit: unknown, serviceMode = '') =>
	imagine('={{ "prompt " + $json.number }}', {
		taskOptions: { spendingLimit: spendingLimit as number, serviceMode },
	});
const made = () => setting.piApi.ledger.createdTasks();
const goesOn = { onError: 'continueRegularOutput' } as const;

it('creates what the limit allows; each other item says what was committed', async () => {
	const run = await setting.run(limited(0.25), { items: items(6), settings: goesOn });
	expect(made()).toHaveLength(3);
	const errors = run.output.slice(3).map(({ json }) => json.error);
	expect(errors).toEqual(
		[3, 4, 5].map(
			(number) =>
				`Spending Limit (USD) is reached: $0.21 of $0.25 is committed, and this task would cost about $0.07 [item ${number}]. This task was not created. Raise Spending Limit (USD), or run the remaining items in another execution.`,
		),
	);
});

it('without Continue, the first item over the limit ends the run, and its error names the tasks', async () => {
	const run = await setting.run(limited(0.1), { items: items(3) });
	expect(made()).toHaveLength(1);
	expect(run.error?.message).toContain('Spending Limit (USD) is reached');
	expect(run.error?.description).toContain(made()[0]?.id);
});

it('holds over the tries of Retry On Fail: failed tasks that were charged count', async () => {
	setting.piApi.behaviour.answerShape = () => ({ usage: 'llm', gaps: [] });
	setting.piApi.behaviour.outcome = () => ({ failed: { code: 1, message: 'no luck' } });
	const run = await setting.run(limited(0.15), {
		settings: { retryOnFail: true, maxTries: 4, waitBetweenTries: 10 },
	});
	expect(run.error?.message).toContain('Spending Limit (USD) is reached: $0.14 of $0.15');
	expect(made()).toHaveLength(2);
});

it.each([
	[0, 'must be greater than 0'],
	[-1, 'must be greater than 0'],
	['much', 'is not a number'],
])('refuses %p before anything is created', async (limit, message) => {
	const run = await setting.run(limited(limit));
	expect(run.error?.message).toContain(`Spending Limit (USD) ${message}`);
	expect(made()).toHaveLength(0);
});

it('without an amount it does not limit', async () => {
	const run = await setting.run(limited(''), { items: items(3) });
	expect(run.error).toBeUndefined();
	expect(made()).toHaveLength(3);
});

it('with Service Mode Private, it allows every task that PiAPI does not charge', async () => {
	setting.piApi.behaviour.prices = 'documented';
	const run = await setting.run(limited(0.25, 'private'), { items: items(6) });
	expect(run.error).toBeUndefined();
	expect(made()).toHaveLength(6);
	expect(run.output.map(({ json }) => json.costUsd)).toEqual(Array.from({ length: 6 }, () => 0));
	expect(run.hints.map(({ message }) => message)).toContain('6 tasks cost $0.00.');
});
