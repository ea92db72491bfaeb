import type { IDataObject } from 'n8n-workflow';

import { failureOf } from '../../nodes/task/failedTask';
import { sampleTask } from './sampleTask';

const failed = (usage: IDataObject, more: IDataObject = {}) =>
	failureOf(
		sampleTask({
			status: 'failed',
			model: 'kling',
			output: null,
			error: { message: 'no fox found' },
			meta: { ended_at: '2026-11-22T10:00:20Z', usage },
			...more,
		}),
	);

const point = (consume: number): IDataObject => ({ type: 'point', frozen: 0, consume });
const unknown = { type: 'llm', frozen: 0, consume: 700_000 };
const banned = { error: { message: 'Banned prompt: x' } };
const CONTENT =
	'Moderation by PiAPI or by the model refused the content. Change the prompt or the media.';
const NOT_AGAIN = 'Retry On Fail does not create it again.';
const COUNTED =
	'With pay as you go, PiAPI counts refused prompts toward the daily limit of wrong Midjourney tasks.';

describe('the problem of a failed task', () => {
	it.each<[IDataObject, number | undefined]>([
		[point(0), 0],
		[point(500_000), 0.05],
		[unknown, undefined],
		[{}, undefined],
	])('with the usage %j has the cost %p', (usage, costUsd) => {
		const problem = failed(usage);
		expect(problem.costUsd).toBe(costUsd);
		expect('costUsd' in problem).toBe(costUsd !== undefined);
		expect(problem.isContent).toBeUndefined();
	});

	it.each<[string, IDataObject, string, string]>([
		['kling', point(500_000), 'PiAPI charged $0.05 for it.', ''],
		['kling', point(5_000), 'PiAPI charged $0.0005 for it.', ''],
		['kling', point(0), 'PiAPI says that it did not charge it.', ''],
		['kling', unknown, 'PiAPI does not say whether it charged it.', ''],
		['seedance', point(0), 'PiAPI says that it did not charge it.', ''],
		[
			'seedance',
			unknown,
			'PiAPI does not say whether it charged it. For Seedance, PiAPI may keep 1 to 10 % of the price.',
			'',
		],
		['Midjourney', { type: 'mj' }, 'PiAPI does not say whether it charged it.', ` ${COUNTED}`],
	])('of refused content, %s with %j, says what it cost', (model, usage, charge, counted) => {
		expect(failed(usage, { model, ...banned })).toMatchObject({
			message: 'Banned prompt: x',
			advice: `${CONTENT} ${charge}${counted} ${NOT_AGAIN}`,
			isContent: true,
			taskId: 'task-1',
			taskStatus: 'failed',
		});
	});

	it('of a canceled task leads to a new one, unless its content was refused', () => {
		const canceled = { status: 'cancelled', error: { message: '' } };
		expect(failed(point(0), canceled)).toMatchObject({
			message: 'The task was canceled',
			advice: 'Run the node again to create a new, paid task.',
		});
		expect(failed(point(0), { ...canceled, ...banned }).isContent).toBe(true);
	});
});
