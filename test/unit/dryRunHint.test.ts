import { ExecutionStage } from './executionStage';
import { actionsAt } from './pricedAcme';

let stage: ExecutionStage;

beforeEach(() => {
	stage = new ExecutionStage();
	stage.useClock();
});
afterEach(() => jest.restoreAllMocks());

const dry = { taskOptions: { dryRun: true } };

describe('the hint about all items with Dry Run', () => {
	const LINK = 'https://x.example/fox.png';
	/** Items by what is known of them: their seconds, none where the price is unknown, wrong ones. */
	async function hintOf(items: ReadonlyArray<number | 'unknown' | 'wrong'>, more = {}) {
		const { hints } = await stage.run({
			items: items.length,
			nodeActions: actionsAt({ per: 'second', count: 'seconds', rates: [{ usd: 0.01 }] }),
			parameters: {
				...dry,
				imageUrl: (index: number) => (items[index] === 'wrong' ? '' : LINK),
				'options.moreInput': (index: number) =>
					typeof items[index] === 'number' ? { seconds: items[index] } : {},
				options: { moreInput: '={{ }}' },
				...more,
			},
		});
		return hints.find((hint) => hint.startsWith('Dry Run'));
	}

	it.each<[Parameters<typeof hintOf>[0], string]>([
		[[1], '1 item would cost about $0.01'],
		[[1, 2], '2 items would cost about $0.03'],
		[[10, 20, 'unknown'], '2 items would cost about $0.30; 1 has no known price'],
		[
			[1, 'unknown', 'wrong', 'unknown'],
			'1 item would cost about $0.01; 2 have no known price; 1 has a problem',
		],
		[['unknown'], '1 item has no known price'],
		[['unknown', 'unknown', 'wrong', 'wrong'], '2 items have no known price; 2 have problems'],
		[['wrong', 'wrong'], '2 items have problems'],
	])('counts %j', async (items, text) => {
		expect(await hintOf(items)).toBe(`Dry Run: ${text}. Nothing was sent.`);
	});

	it.each<[Parameters<typeof hintOf>[0], number, string]>([
		[[10, 20], 0.3, 'The sum is within Spending Limit (USD), $0.30. '],
		[[10, 21], 0.3, 'The sum exceeds Spending Limit (USD), $0.30. '],
		[[10, 'unknown'], 0.3, 'The known sum is within Spending Limit (USD), $0.30. '],
		[[31, 'unknown'], 0.3, 'The known sum exceeds Spending Limit (USD), $0.30. '],
		[['unknown'], 0.3, ''],
	])('compares %j with a limit of %d', async (items, spendingLimit, text) => {
		const hint = await hintOf(items, { taskOptions: { dryRun: true, spendingLimit } });
		expect(hint).toMatch(/^Dry Run: .*\. Nothing was sent\.$/);
		expect(hint?.replace(/^.*?\. /, '')).toBe(`${text}Nothing was sent.`);
	});

	it('says at most where an item may cost less', async () => {
		const rates = [{ usd: 0.1, when: { style: ['ink'] } }, { usd: 0.2 }];
		const { hints } = await stage.run({ nodeActions: actionsAt({ rates }), parameters: dry });
		expect(hints).toEqual(['Dry Run: 1 item would cost at most $0.20. Nothing was sent.']);
	});

	it('is not shown without such items', async () => {
		const { hints } = await stage.run({ parameters: { taskOptions: { dryRun: false } } });
		expect(hints.filter((hint) => hint.startsWith('Dry Run'))).toEqual([]);
		expect(stage.created).toHaveLength(1);
	});
});
