import type { IDataObject } from 'n8n-workflow';

import { costOf, type Cost } from '../../nodes/transport/cost';
import { sampleTask } from './sampleTask';

const NOT_REACHED = '0001-01-01T00:00:00Z';

const cost = (status: string, usage: unknown, endedAt = '2026-11-22T10:00:20Z'): Cost =>
	costOf(sampleTask({ status, meta: { ended_at: endedAt, usage } as IDataObject }));

describe.each(['point', 'llm', 'quota', ' Point', 'LLM'])('a usage of type %s', (type) => {
	it.each<[unknown, number]>([
		[700_000, 0.07],
		[5_000, 0.0005],
		[0, 0],
		['700000', 0.07],
		[' 700000 ', 0.07],
	])('with %p consumed tells the cost of a completed task', (consume, costUsd) => {
		expect(cost('completed', { type, frozen: 900_000, consume })).toEqual({ costUsd });
		expect(cost('completed', { type, consume }, NOT_REACHED)).toEqual({ costUsd });
	});

	it.each([[undefined], [null], [''], ['many'], [-1], [Number.NaN], [{}], [[700_000]], [true]])(
		'with %p consumed tells none',
		(consume) => expect(cost('completed', { type, frozen: 1, consume })).toEqual({}),
	);

	it.each<[unknown, unknown, number]>([
		[700_000, 0, 0.07],
		[0, 700_000, 0.07],
		[700_000, 900_000, 0.09],
		['700000', null, 0.07],
		[undefined, '700000', 0.07],
	])('with %p frozen and %p consumed tells what is reserved', (frozen, consume, reservedUsd) => {
		for (const status of ['pending', 'processing', 'staged']) {
			expect(cost(status, { type, frozen, consume }, NOT_REACHED)).toEqual({ reservedUsd });
		}
	});

	it('reserves nothing where the price is not known yet', () => {
		expect(cost('pending', { type, frozen: 0, consume: 0 })).toEqual({});
		expect(cost('pending', { type })).toEqual({});
	});

	it.each(['failed', 'canceled'])('costs nothing where a %s task consumed nothing', (status) => {
		expect(cost(status, { type, frozen: 700_000, consume: 0 })).toEqual({ costUsd: 0 });
	});
});

it.each(['failed', 'canceled'])('a %s task costs what was charged at its end', (status) => {
	expect(cost(status, { type: 'point', frozen: 0, consume: 700_000 })).toEqual({ costUsd: 0.07 });
});

it.each(['llm', 'quota'])('the price of a failed task of type %s may not be charged', (type) => {
	expect(cost('failed', { type, frozen: 0, consume: 700_000 })).toEqual({});
	expect(cost('canceled', { type, frozen: 0, consume: 700_000 })).toEqual({});
});

it.each([['mj'], ['tokens'], [''], [undefined], [null], [5]])(
	'a usage of type %p tells neither cost nor reserve',
	(type) => {
		expect(cost('completed', { type, frozen: 700_000, consume: 700_000 })).toEqual({});
		expect(cost('pending', { type, frozen: 700_000, consume: 700_000 })).toEqual({});
	},
);

it.each([[null], ['point'], [[]], [700_000]])('%p is not a usage', (usage) => {
	expect(cost('completed', usage)).toEqual({});
});
