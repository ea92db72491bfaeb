import type { FileNode } from '../../converter/workflow/workflowFile';
import { request } from './formerCalls';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	parametersOf,
	pause,
	setField,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const KEEP = setField('Keep', 'link', '={{ $json.data.output.image_url }}');
const once = (given: FileNode): FileNode => ({ ...given, executeOnce: true });
const always = (given: FileNode): FileNode => ({ ...given, alwaysOutputData: true });
const off = (given: FileNode): FileNode => ({ ...given, disabled: true });

type Result = ReturnType<typeof converted>;

const namesIn = ({ file }: Result): string[] => file.nodes.map(({ name }) => name);

const chain = (between: FileNode) =>
	converted(
		workflow(
			[START, create('Create', FLUX), between, look('Check'), KEEP],
			`Start > Create > ${between.name} > Check > Keep`,
		),
	);

const loop = (decision: FileNode, wait: FileNode) =>
	converted(
		workflow(
			[START, create('Create', FLUX), wait, look('Check'), decision, KEEP],
			`Start > Create > ${wait.name}`,
			`${wait.name} > Check > ${decision.name}`,
			`${decision.name} > Keep, ${wait.name}`,
		),
	);

describe('Execute Once of a node between a task and its status request', () => {
	it.each([once(pause('Pause')), once(node('Pause', 'noOp', {}))])(
		'keeps the node ($type): fewer items come after it',
		(between) => {
			const result = chain(between);
			expect(namesIn(result)).toEqual(['Start', 'Create', 'Pause', 'Check', 'Keep']);
			expect(parametersOf(result.file, 'Create')).toMatchObject({
				taskOptions: { waitForResult: 'doNotWait' },
			});
			expect(parametersOf(result.file, 'Check')).toMatchObject({ resource: 'task' });
		},
	);

	it('means nothing in a node that is turned off', () => {
		expect(namesIn(chain(off(once(pause('Pause')))))).toEqual(['Start', 'Create', 'Keep']);
		expect(namesIn(loop(isStatus('Done?', 'completed'), off(once(pause('Pause')))))).toEqual([
			...['Start', 'Create', 'Keep'],
		]);
	});

	it.each<[string, FileNode, FileNode]>([
		['Done?', once(isStatus('Done?', 'completed')), pause('Pause')],
		['Pause', isStatus('Done?', 'completed'), once(pause('Pause'))],
	])('of %s in a loop leaves the loop, and says why', (name, decision, wait) => {
		const { report } = loop(decision, wait);
		expect(report.converted).toEqual([]);
		expect(report.untouched.map((line) => line.node)).toEqual(['Check', 'Create']);
		expect(report.untouched[0]?.text).toContain(`Execute Once is on for "${name}"`);
	});

	it('leaves the loop of a former API for it as well', () => {
		const { report } = converted(
			workflow(
				[
					START,
					request('Create', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}'),
					request('Check', 'POST', '/mj/v2/fetch', '={ "task_id": "{{ $json.task_id }}" }'),
					node('Done?', 'switch', {
						dataType: 'string',
						value1: '={{ $json.status }}',
						rules: { rules: [{ value2: 'finished' }, { value2: 'retry', output: 1 }] },
						fallbackOutput: 2,
					}),
					{ ...pause('Pause'), executeOnce: true },
					KEEP,
				],
				'Start > Create > Check > Done?',
				'Done? > Keep, Pause, Check',
				'Pause > Check',
			),
		);
		expect(report.untouched.map(({ text }) => text).join(' ')).toContain(
			'Execute Once is on for "Pause"',
		);
	});

	it('of a node that does more is not the reason', () => {
		const { report } = loop(isStatus('Done?', 'completed'), once(setField('Pause', 'n', '1')));
		expect(report.untouched[0]?.text).toMatch(/does more than wait/);
	});

	it('on the way back of failed tasks leaves the way', () => {
		const { report } = converted(
			workflow(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Check')],
					...[isStatus('Failed?', 'failed'), once(pause('Later')), KEEP],
				],
				'Start > Create > Pause > Check > Failed?',
				'Failed? > Later, Keep',
				'Later > Create',
			),
		);
		expect(report.converted).toEqual([]);
	});
});

describe('Always Output Data', () => {
	it('of a decision in a loop leaves the loop: its first output has an item in each round', () => {
		const { report } = loop(always(isStatus('Done?', 'completed')), pause('Pause'));
		expect(report.converted).toEqual([]);
		expect(report.untouched[0]?.text).toContain('Always Output Data is on for "Done?"');
	});

	it('of a pause changes nothing', () => {
		expect(namesIn(loop(isStatus('Done?', 'completed'), always(pause('Pause'))))).toEqual([
			...['Start', 'Create', 'Keep'],
		]);
	});

	it('of a create is off where the new node waits: failed tasks would give an empty item', () => {
		const { file } = converted(
			workflow(
				[START, always(create('Create', FLUX)), pause('Pause'), look('Check'), KEEP],
				'Start > Create > Pause > Check > Keep',
			),
		);
		expect(file.nodes.find(({ name }) => name === 'Create')).not.toHaveProperty('alwaysOutputData');
	});
});
