import type { FileNode } from '../../converter/workflow/workflowFile';
import { ifNode } from './decisionNodes';
import { inARow, setFields, wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	pause,
	rule,
	START,
	targetsOf,
} from '../../tools/pairs/workflows';

const NEXT = setFields('Next', { link: '={{ $json.data.output.image_url }}' });
const BAD = setFields('Bad', { why: '={{ $json.data.error.message }}' });
const TELL = node('Tell', 'telegram', { text: 'still working' }, { typeVersion: 1.2 });

/** A create, a pause, a check and a decision, with other ways from there. */
const ways = (more: readonly FileNode[], ...lines: readonly string[]) =>
	converted(
		wired(
			[START, create('Create', FLUX), pause('Pause'), look('Check'), NEXT, TELL, ...more],
			...inARow('Start', 'Create', 'Check', 'Done?'),
			'Done? > Next',
			...lines,
		),
	);

const DONE = isStatus('Done?', 'completed');

const cutOff = (from: string) => ({
	node: 'Create',
	text: `"Tell" is no longer reached from "${from}": the new node has ways for completed tasks and for errors only.`,
});

describe('a way that leads out of the loop around a status request', () => {
	it.each([
		['from the pause', ['Done?:1 > Pause', 'Pause > Check', 'Pause > Tell']],
		['from the pause, above', ['Done?:1 > Pause', 'Pause > Tell', 'Pause > Check']],
		['from the decision', ['Done?:1 > Check', 'Done?:1 > Tell']],
		['from the decision, above', ['Done?:1 > Tell', 'Done?:1 > Check']],
	])('stays when each round takes it, too: %s', (_, lines) => {
		const { file, report } = ways([DONE], ...lines);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Check', 'Create']);
		expect(report.converted).toEqual([]);
		expect(JSON.stringify(file.connections)).toContain('"Tell"');
	});

	it('is named where it is the way of other states', () => {
		const states = ['completed', 'failed', 'pending', 'processing', 'staged', 'canceled'];
		const { file, report } = ways(
			[BAD, node('Done?', 'switch', { rules: { values: states.map(rule) } }, { typeVersion: 3.2 })],
			'Done?:1 > Bad',
			...['2', '3', '4'].map((output) => `Done?:${output} > Pause`),
			'Done?:5 > Tell',
			'Pause > Check',
		);
		expect(targetsOf(file, 'Create')).toEqual(['Next']);
		expect(report.check).toContainEqual(cutOff('Done?'));
	});

	it('is named where it is the way of a completed task without a link', () => {
		const link = { left: '={{ $json.data.output.image_url }}', is: 'notEmpty' };
		const { report } = converted(
			wired(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Check'), NEXT, TELL, DONE],
					{ ...ifNode([link]), name: 'Link?' },
				],
				...inARow('Start', 'Create', 'Check', 'Done?', 'Link?', 'Next'),
				...inARow('Pause', 'Check'),
				'Done?:1 > Pause',
				'Link?:1 > Tell',
			),
		);
		expect(report.check).toContainEqual(cutOff('Link?'));
	});

	it('is named where it is the error output of the decision', () => {
		const { report } = ways(
			[{ ...DONE, onError: 'continueErrorOutput' }],
			'Done?:1 > Pause',
			'Pause > Check',
			'Done?:2 > Tell',
		);
		expect(report.check).toContainEqual(cutOff('Done?'));
	});

	it('is not named where failed tasks take it, or nothing does', () => {
		const states = ['completed', 'failed', 'canceled'];
		const { file, report } = ways(
			[
				node(
					'Done?',
					'switch',
					{ rules: { values: states.map(rule) }, options: { fallbackOutput: 'extra' } },
					{ typeVersion: 3.2 },
				),
			],
			'Done?:1 > Tell',
			'Done?:2 > Tell',
			'Done?:3 > Pause',
			'Pause > Check',
		);
		expect(targetsOf(file, 'Create', 1)).toEqual(['Tell']);
		expect(report.check.map(({ text }) => text).join()).not.toMatch(/no longer reached/);
	});
});
