import type { Fault } from '../simulator/faults';
import { API_KEY, imagine, items, openSetting, WEBHOOK_SECRET, type Setting } from './setting';

/** Every fault of a create, on some or all of the requests, under each way to go on: nothing lost, nothing paid twice. */
const FAULTS: ReadonlyArray<Omit<Fault, 'on' | 'when'>> = [
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'hang', workDone: true },
	{ kind: 'brokenJson' },
	{ kind: 'badGateway', workDone: true },
	{ kind: 'serverError' },
	{ kind: 'unavailable' },
	{ kind: 'code500Inside200', workDone: true },
	{ kind: 'refusedInside200' },
];
const WHEN = ['first', 'last', 'everyThird', 'all'] as const;
const WAYS = [
	{ onError: 'stopWorkflow', retryOnFail: false },
	{ onError: 'stopWorkflow', retryOnFail: true },
	{ onError: 'continueRegularOutput', retryOnFail: true },
	{ onError: 'continueErrorOutput', retryOnFail: false },
] as const;
const ITEMS = 10;

const cases = FAULTS.flatMap((fault, first) =>
	WHEN.flatMap((when, second) => {
		// Two of the four ways for each pair, all of them over the table.
		const ways = [WAYS[(first + second) % 4], WAYS[(first + second + 2) % 4]];
		return ways.flatMap((way) => (way ? [{ fault, when, ...way }] : []));
	}),
);

describe('the ledger balances', () => {
	let setting: Setting;

	beforeEach(async () => {
		setting = await openSetting({ speed: 100 });
	});

	afterEach(async () => await setting.close());

	it.each(cases)(
		'$fault.kind on $when, $onError, Retry On Fail $retryOnFail',
		async ({ fault, when, onError, retryOnFail }) => {
			setting.piApi.fault({ on: 'create', when, total: ITEMS, ...fault });
			setting.piApi.fault({ on: 'look', when: 'everyThird', kind: 'serverError' });
			const run = await setting.run(
				imagine('={{ "prompt " + $json.number }}', {
					options: { webhookUrl: 'https://example.com/hook' },
				}),
				{
					items: items(ITEMS),
					settings: { onError, retryOnFail, maxTries: 2, waitBetweenTries: 10 },
				},
			);
			const prompts = setting.piApi.ledger.tasksMade().map(({ request }) => request.input.prompt);
			expect(new Set(prompts).size).toBe(prompts.length);
			expect(setting.lostTasks(run)).toEqual([]);
			if (onError !== 'stopWorkflow') {
				const numbers = [...run.output, ...run.errorOutput].map(
					({ pairedItem }) => (pairedItem as { item: number }).item,
				);
				expect(numbers.sort((a, b) => a - b)).toEqual(items(ITEMS).map(({ json }) => json.number));
			}
			expect(run.everything()).not.toContain(API_KEY);
			expect(run.everything()).not.toContain(WEBHOOK_SECRET);
		},
	);
});
