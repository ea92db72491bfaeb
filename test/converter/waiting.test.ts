import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { UNIFIED, type Api } from '../../converter/calls/api';
import { faceSwapApi } from '../../converter/calls/legacy/faceSwap';
import { klingApi } from '../../converter/calls/legacy/kling';
import { midjourneyApi } from '../../converter/calls/legacy/midjourney';
import { waitingAround } from '../../converter/waiting/waiting';
import { Graph } from '../../converter/workflow/graph';
import type { FileNode, WorkflowFile } from '../../converter/workflow/workflowFile';
import { ifNode, type Row } from './decisionNodes';
import { request } from './formerCalls';
import { converted, node, pause, setField, START, workflow } from '../../tools/pairs/workflows';

const around = (given: WorkflowFile, api?: Api) => waitingAround(new Graph(given), 'Check', api);

const KEEP = setField('Keep', 'link', 'x');
const TELL = setField('Tell', 'reason', 'x');

/** A loop around a status request that is a POST, as some former APIs have it. */
const loop = (decision: FileNode, lines: string): WorkflowFile =>
	workflow(
		[
			START,
			request('Create', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}'),
			request('Check', 'POST', '/mj/v2/fetch', '={ "task_id": "{{ $json.task_id }}" }'),
			{ ...decision, name: 'Done?' },
			pause('Pause'),
			KEEP,
			TELL,
		],
		'Start > Create',
		'Create > Check',
		'Check > Done?',
		`Done? > ${lines}`,
		'Pause > Check',
	);

const rows = (path: string, ...names: string[]): Row[] =>
	names.map((right) => ({ left: `={{ $json.${path} }}`, right }));

const MIDJOURNEY = midjourneyApi.checked;

describe('the loop of a former API', () => {
	it('ends with the name that the API has for a completed task', () => {
		const given = loop(ifNode(rows('status', 'finished')), 'Keep, Pause');
		expect(around(given, MIDJOURNEY)).toMatchObject({
			polls: true,
			completed: [{ node: 'Keep' }],
			failed: { way: 'again' },
			nodes: new Set(['Check', 'Done?', 'Pause']),
		});
		expect(around(given)).toMatch(/does more than wait/);
	});

	it('ends with either end', () => {
		const given = loop(ifNode(rows('status', 'finished', 'failed'), 'or'), 'Keep, Pause');
		expect(around(given, MIDJOURNEY)).toMatchObject({
			completed: [{ node: 'Keep' }],
			failed: { way: 'exit', edges: [{ node: 'Keep' }] },
		});
	});

	it('has a way of its own for failed tasks', () => {
		const switched = node(
			'Done?',
			'switch',
			{
				dataType: 'string',
				value1: '={{ $json.status }}',
				rules: { rules: [{ value2: 'finished' }, { value2: 'failed' }] },
				fallbackOutput: 2,
			},
			{ typeVersion: 2 },
		);
		expect(around(loop(switched, 'Keep, Tell, Pause'), MIDJOURNEY)).toMatchObject({
			completed: [{ node: 'Keep' }],
			failed: { way: 'exit', edges: [{ node: 'Tell' }] },
		});
	});

	it('treats every name of a running task alike', () => {
		const named = rows('status', 'pending', 'processing', 'staged');
		const withoutRetry = loop(ifNode(named, 'or'), 'Pause, Keep');
		expect(around(withoutRetry, MIDJOURNEY)).toMatch(/go different ways/);
		const all = [...named, ...rows('status', 'retry')];
		expect(around(loop(ifNode(all, 'or'), 'Pause, Keep'), MIDJOURNEY)).toMatchObject({
			polls: true,
			completed: [{ node: 'Keep' }],
		});
		const swaps = rows('data.status', 'pending', 'processing', 'staged', 'starting');
		expect(around(loop(ifNode(swaps, 'or'), 'Pause, Keep'), faceSwapApi.checked)).toMatchObject({
			polls: true,
		});
	});

	it('waits for a result instead of a state', () => {
		const link = '={{ $json.data.works[0].resource.resource }}';
		const given = loop(ifNode([{ left: link, is: 'notEmpty' }]), 'Keep, Pause');
		expect(around(given, klingApi.checked)).toMatchObject({
			polls: true,
			completed: [{ node: 'Keep' }],
		});
		expect(around(given, UNIFIED)).toMatch(/does more than wait/);
	});

	it('that names its own status request', () => {
		const named = ifNode([{ left: "={{ $('Check').item.json.status }}", right: 'finished' }]);
		expect(around(loop(named, 'Keep, Pause'), MIDJOURNEY)).toMatchObject({ polls: true });
		const other = ifNode([{ left: "={{ $('Create').item.json.status }}", right: 'finished' }]);
		expect(around(loop(other, 'Keep, Pause'), MIDJOURNEY)).toMatch(/does more than wait/);
	});
});

it('an IF with an empty second row, as the editor leaves it, becomes one node', () => {
	const text = readFileSync(join(__dirname, 'ifWithAnEmptyRow.json'), 'utf8');
	const { file, report } = converted(JSON.parse(text) as WorkflowFile);
	expect(report.untouched).toEqual([]);
	expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Form', 'Make', 'Result']);
});
