import type { Call, Unclear } from '../../converter/calls/call';
import { readCall } from '../../converter/calls/httpRequest';
import { keptTogether } from '../../converter/calls/legacy/keptTogether';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { request } from './formerCalls';
import { create, FLUX, look } from '../../tools/pairs/workflows';

const read = (...nodes: FileNode[]): Map<string, Call | Unclear> =>
	new Map(
		nodes.flatMap((node) => {
			const call = readCall(node);
			return call === undefined ? [] : [[node.name, call] as const];
		}),
	);

const imagine = request('Imagine', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}');
const fetched = request('Check', 'POST', '/mj/v2/fetch', '={ "task_id": "{{ $json.task_id }}" }');
const mixed = request(
	'Mixed',
	'POST',
	'/mj/v2/imagine',
	'{"prompt":"a fox","process_mode":"mixed"}',
);
const kling = request('Kling', 'POST', '/api/kling/v1/video', '{"prompt":"a fox"}');

describe('calls of a former API', () => {
	it('are converted together', () => {
		expect(keptTogether(read(imagine, fetched, kling))).toEqual([]);
	});

	it('stay together when one of them stays', () => {
		const kept = keptTogether(read(imagine, fetched, mixed, kling));
		expect(kept.map(({ node }) => node)).toEqual(['Imagine', 'Check']);
		expect(kept[0]?.reason).toMatch(/^"Mixed" still calls PiAPI's former Midjourney API/);
		expect(keptTogether(read(imagine, fetched), new Set(['Check']))).toMatchObject([
			{ node: 'Imagine', reason: expect.stringMatching(/^"Check" still calls/) as string },
		]);
	});

	it('stay when the task is created elsewhere', () => {
		expect(keptTogether(read(fetched, kling))).toMatchObject([
			{
				node: 'Check',
				reason: expect.stringMatching(/no node of this workflow creates/) as string,
			},
		]);
	});

	it('do not concern those of the unified API', () => {
		expect(keptTogether(read(create('Create', FLUX), look('Look')))).toEqual([]);
		expect(keptTogether(read(look('Look')), new Set(['Look']))).toEqual([]);
	});
});
