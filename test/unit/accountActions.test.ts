import type { IDataObject } from 'n8n-workflow';

import { getAccount, getActiveTasks } from '../../nodes/actions/account';
import { classifyResponse, type Exchange } from '../../nodes/transport/exchange';
import { answeredWith, canceled, connectionWith, refusedWith } from './connectionStage';
import { runAction } from './runAction';

const readWith = async (action: typeof getAccount, exchange: Exchange, count = 1) => {
	const answer = async () => await Promise.resolve(exchange);
	return await runAction(action, {
		items: Array.from({ length: count }, () => ({ json: {} })),
		connection: connectionWith({ getAccount: answer, getActiveTasks: answer }),
	});
};

describe('Get Account', () => {
	it('names plan, balance and limit, and keeps what else PiAPI says', async () => {
		const data = {
			plan: 'pro',
			equivalent_in_usd: 12.5,
			max_concurrent_task_count: 20,
			credits: 100,
			notification_hook_url: 'https://hooks.example/token',
		};
		const { output } = await readWith(getAccount, answeredWith(data), 2);
		const json = {
			plan: 'pro',
			balanceUsd: 12.5,
			maxConcurrentTasks: 20,
			account: {
				plan: 'pro',
				equivalent_in_usd: 12.5,
				max_concurrent_task_count: 20,
				credits: 100,
			},
		};
		expect(output).toEqual([
			{ json, pairedItem: { item: 0 } },
			{ json, pairedItem: { item: 1 } },
		]);
	});

	it('gives null for what PiAPI leaves out', async () => {
		const { output } = await readWith(getAccount, answeredWith({}));
		expect(output[0]?.json).toEqual({
			plan: null,
			balanceUsd: null,
			maxConcurrentTasks: null,
			account: {},
		});
	});

	it.each<[number, IDataObject, string]>([
		[200, { plan: 'pro', equivalent_in_usd: 1 }, 'answered'],
		[200, { account_name: 'n', id: 5 }, 'answered'],
		[200, { code: 500, plan: 'pro' }, 'unclear'],
		[500, { plan: 'pro' }, 'unclear'],
	])('knows an account without a code: HTTP %p with %p is %s', (statusCode, body, outcome) => {
		expect(classifyResponse({ statusCode, headers: {}, body }, 0).outcome).toBe(outcome);
	});

	it.each<[string, object, object]>([
		['numbers as text', { equivalent_in_usd: ' 12.5 ' }, { balanceUsd: 12.5 }],
		['no credit', { equivalent_in_usd: 0, remaining_credits: 42 }, { balanceUsd: 0 }],
		['points', { wallet: { point_remain: 123_000_000 } }, { balanceUsd: 12.3 }],
		['credits', { remaining_credits: 42 }, { balanceUsd: null, balanceCredits: 42 }],
		['credits by another name', { credits: 42 }, { balanceUsd: null, balanceCredits: 42 }],
		['remaining credits', { remaining: '42' }, { balanceUsd: null, balanceCredits: 42 }],
		['credits as text', { remaining_credits: '42' }, { balanceUsd: null, balanceCredits: 42 }],
		[
			'credits of packs',
			{ equivalent_in_usd: null, credit_pack_info: { available_credits: 7 } },
			{ balanceUsd: null, balanceCredits: 7 },
		],
		['no number', { equivalent_in_usd: 'unknown', remaining_credits: '' }, { balanceUsd: null }],
	])('reads a balance of %s', async (_, data, balance) => {
		const { output } = await readWith(getAccount, answeredWith(data));
		const {
			plan: _plan,
			maxConcurrentTasks: _limit,
			account: _account,
			...told
		} = output[0]?.json ?? {};
		expect(told).toEqual(balance);
	});

	it('reads an answer without an envelope', async () => {
		const { output } = await readWith(getAccount, answeredWith(null, '', { plan: 'free' }));
		expect(output[0]?.json.plan).toBe('free');
	});

	it.each([
		['null', { code: 200, data: null, message: 'success' }],
		['none', { code: 200, message: 'success' }],
	])('takes nothing of the envelope for the account where its data is %s', async (_, body) => {
		const { output } = await readWith(getAccount, answeredWith(null, 'success', body));
		expect(output[0]?.json.account).toEqual({});
	});

	it('keeps every key of the account to itself, at any depth', async () => {
		const { output } = await readWith(
			getAccount,
			answeredWith({
				plan: 'pro',
				api_key: 'SECRET-1',
				apiKey: 'SECRET-2',
				api_keys: [{ name: 'mine', value: 'SECRET-3' }],
				has_api_key: true,
				wallet: { point_remain: 5, access_token: 'SECRET-4', tokens_left: 7 },
				members: [{ name: 'n', client_secret: 'SECRET-5', password: 'SECRET-6' }],
				webhook: { url: 'https://hooks.example/SECRET-7' },
			}),
		);
		expect(JSON.stringify(output)).not.toContain('SECRET');
		expect(output[0]?.json.account).toEqual({
			plan: 'pro',
			has_api_key: true,
			wallet: { point_remain: 5, tokens_left: 7 },
			members: [{ name: 'n' }],
		});
	});

	it.each([
		['with a code', { code: 200, message: 'success', timestamp: 5 }],
		['with data that is null', { code: 200, data: null, message: 'success' }],
		['without a code', {}],
	])('reads what an answer tells beside its data: %s', async (_, body) => {
		const told = { plan: 'pro', equivalent_in_usd: 12.3 };
		const { output } = await readWith(
			getAccount,
			answeredWith(null, 'success', { ...body, ...told }),
		);
		expect(output[0]?.json).toMatchObject({ plan: 'pro', balanceUsd: 12.3, account: told });
	});

	it('fails with the text of a refusal', async () => {
		const { error } = await readWith(getAccount, refusedWith('Invalid key', 'Check the key.'));
		expect(error).toMatchObject({
			message: 'Invalid key [item 0]',
			description: 'Check the key.',
		});
	});

	it('returns nothing after a stop', async () => {
		const { output, error } = await readWith(getAccount, canceled);
		expect([output, error]).toEqual([[], undefined]);
	});
});

describe('Get Active Tasks', () => {
	it.each<[string, unknown, IDataObject]>([
		['null', null, { code: 200, data: null, message: 'success' }],
		['a list', [], { code: 200, data: [], message: 'success' }],
		['left out', undefined, { code: 200, message: 'success' }],
		['empty', {}, { code: 200, data: {}, message: 'success' }],
	])('has none where the data is %s', async (_, data, body) => {
		const { output } = await readWith(getActiveTasks, answeredWith(data, 'success', body));
		expect(output[0]?.json).toEqual({ total: 0, models: [] });
	});

	it('counts by model and in all', async () => {
		const { output } = await readWith(
			getActiveTasks,
			answeredWith({
				kling: { staged_count: 1, pending_count: 2, processing_count: 3, active_tasks: 6 },
				flux: { staged_count: 'many', active_tasks: '4' },
				udio: null,
			}),
		);
		expect(output[0]?.json).toEqual({
			total: 10,
			models: [
				{ model: 'kling', staged: 1, pending: 2, processing: 3, total: 6 },
				{ model: 'flux', staged: 0, pending: 0, processing: 0, total: 4 },
				{ model: 'udio', staged: 0, pending: 0, processing: 0, total: 0 },
			],
		});
	});

	it('counts none for an idle account', async () => {
		const { output } = await readWith(getActiveTasks, answeredWith({}));
		expect(output[0]?.json).toEqual({ total: 0, models: [] });
	});
});
