import type { IExecuteFunctions } from 'n8n-workflow';

import { cancellation, failure, itemsOf, markProblems } from '../../nodes/execute/outcome';
import { fileNameOf } from '../../nodes/result/fileName';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { anyNode } from './anyNode';

const KEY = 'key-12345678';
const SECRET = 'a "quoted" secret\\';
const secrets = [KEY, SECRET];
const problem: Problem = createProblem({
	message: `PiAPI says ${KEY}`,
	advice: `Not ${SECRET}.`,
	httpCode: '401',
});
const context = { getNode: () => anyNode } as Pick<
	IExecuteFunctions,
	'getNode'
> as IExecuteFunctions;

describe('the items of a run', () => {
	it('are in the order of the input, each with its own', () => {
		const item = (number: number, pairedItem: number) => ({
			json: { number },
			pairedItem: { item: pairedItem },
		});
		const items = itemsOf([[item(1, 0), item(2, 0)], problem, [], [item(3, 3)]], []);
		expect(items.map(({ json, pairedItem }) => [json.number, pairedItem])).toEqual([
			[1, { item: 0 }],
			[2, { item: 0 }],
			[undefined, { item: 1 }],
			[3, { item: 3 }],
		]);
	});

	it('are searched for secrets with one pattern, however many they are', () => {
		const own = [KEY, SECRET];
		const built = jest.spyOn(own, 'filter');
		const items = itemsOf([...Array<Problem>(100).fill(problem), [{ json: { a: KEY } }]], own);
		expect(JSON.stringify(items)).not.toContain(KEY);
		expect(built).toHaveBeenCalledTimes(1);
	});

	it('hold no secret, however deep, and stay whole else', () => {
		const json = {
			output: { config: [{ header: `Bearer ${KEY}`, secret: SECRET }] },
			text: 'a "fox" \\ in\nsnow 🦊',
			[KEY]: 1,
		};
		const [item] = itemsOf([[{ json, pairedItem: { item: 0 } }]], secrets);
		expect(item?.json).toEqual({
			output: { config: [{ header: 'Bearer ***', secret: '***' }] },
			text: 'a "fox" \\ in\nsnow 🦊',
			'***': 1,
		});
	});

	it('keep binary data', () => {
		const binary = { data: { mimeType: 'image/png', data: '' } };
		expect(itemsOf([[{ json: {}, binary }]], secrets)).toEqual([{ json: {}, binary }]);
	});

	it('hold no secret in the name or the type of a file, and its place and bytes as they are', () => {
		const fileName = fileNameOf(
			`https://a.example/${KEY}-${encodeURIComponent('an&other')}.png`,
			'',
		);
		const data = { mimeType: `image/${KEY}`, fileName, data: KEY, id: KEY };
		const [item] = itemsOf([[{ json: {}, binary: { data } }]], [KEY, 'an&other']);
		expect(item?.binary?.data).toEqual({
			mimeType: 'image/***',
			fileName: '***-***.png',
			data: KEY,
			id: KEY,
		});
	});

	it('hold no secret in anything else that a problem tells, and are still known as problems', () => {
		const echo = { taskId: KEY, taskStatus: KEY, model: `a ${KEY}`, taskType: KEY, httpCode: KEY };
		const [item] = itemsOf([{ ...problem, ...echo, costUsd: 0.1 }], [...secrets, 'error']);
		expect(item?.json).toEqual({
			taskId: '***',
			status: '***',
			model: 'a ***',
			taskType: '***',
			costUsd: 0.1,
			error: 'PiAPI says *** [item 0]. Not ***.',
			details: expect.objectContaining({
				taskId: '***',
				status: '***',
				httpCode: '***',
				costUsd: 0.1,
			}),
		});
		const { message, description } = failure(
			context,
			{ ...problem, taskId: `task-${KEY}` },
			1,
			secrets,
		) as Error & { description?: string };
		expect(`${message} ${description}`).toBe('PiAPI says *** [item 1] Task task-***. Not ***.');
	});

	it('hold no secret in a problem', () => {
		const [item] = itemsOf([problem], secrets);
		expect(item?.json.error).toBe('PiAPI says *** [item 0]. Not ***.');
	});
});

describe('the error that ends the node', () => {
	it('holds no secret', () => {
		const error = failure(context, problem, 1, secrets, `More of ${KEY}.`);
		expect(error.message).toBe('PiAPI says *** [item 1]');
		expect(error).toMatchObject({ description: 'Not ***. More of ***.', httpCode: '401' });
	});

	it('of a stopped execution is known to n8n by a word', () => {
		expect(cancellation(context).message).toBe('The execution was canceled');
		expect(cancellation(context, 'Its tasks: a.').message).toBe(
			'The execution was canceled. Its tasks: a.',
		);
	});
});

describe('items for the error output', () => {
	const items = () => [
		{ json: { error: 'No', details: { taskId: 'a' } } },
		{ json: { error: 'No' } },
		{ json: { error: 'of a user', prompt: 'a fox' } },
		{ json: { details: 'of a user' } },
		{ json: {} },
	];
	const marked = (onError: 'continueErrorOutput' | 'continueRegularOutput') =>
		markProblems({ ...anyNode, onError }, items());

	it('are marked as errors where the node has one', () => {
		const all = marked('continueErrorOutput');
		expect(all.map((item) => 'error' in item)).toEqual([true, true, false, false, false]);
		expect(all[0]).toMatchObject({ error: { message: 'No' } });
	});

	it('keep their mark to themselves: a copy would lose its json', () => {
		expect(marked('continueErrorOutput').map((item) => ({ ...item }))).toEqual(items());
	});

	it('have no other key: n8n would not take them for errors', () => {
		const json = { taskId: 'a', model: 'kling', error: 'No', details: { taskId: 'a' } };
		const [item] = markProblems({ ...anyNode, onError: 'continueErrorOutput' }, [{ json }]);
		expect(item?.json).toEqual({ error: 'No', details: { taskId: 'a' } });
	});

	it('are not marked elsewhere', () => {
		const all = marked('continueRegularOutput');
		expect(all.map((item) => 'error' in item)).toEqual(Array(5).fill(false));
	});
});
