import type { FileNode } from '../../converter/workflow/workflowFile';
import { wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	pause,
	rule,
	setField,
	START,
	targetsOf,
} from '../../tools/pairs/workflows';

const decision = (states: readonly string[], options: object = {}): FileNode =>
	node('Which?', 'switch', { rules: { values: states.map(rule) }, options }, { typeVersion: 3.2 });

const loop = (which: FileNode, ...lines: string[]) =>
	converted(
		wired(
			[
				...[START, create('Create', FLUX), pause('Pause'), look('Check'), which],
				setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
				setField('Stop', 'text', 'It failed'),
				setField('Tell', 'text', 'It is pending'),
			],
			...['Start > Create', 'Create > Pause', 'Pause > Check', 'Check > Which?'],
			...lines,
		),
	);

const textsOf = ({ report }: ReturnType<typeof converted>): string =>
	report.check.map(({ text }) => text).join(' ');

describe('a Switch that names the states', () => {
	it('but not all of them becomes one node that waits, and says what changes', () => {
		const result = loop(
			decision(['completed', 'failed', 'processing', 'pending']),
			...['Which? > Keep', 'Which?:1 > Stop', 'Which?:2 > Pause', 'Which?:3 > Pause'],
		);
		expect(result.report.untouched).toEqual([]);
		expect(targetsOf(result.file, 'Create')).toEqual(['Keep']);
		expect(targetsOf(result.file, 'Create', 1)).toEqual(['Stop']);
		expect(textsOf(result)).toMatch(/"staged" was dropped; now the node waits/);
	});

	it.each([
		['processing', /"pending" or "staged" was dropped/],
		['pending', /"processing" or "staged" was dropped/],
	])('waits for all of them where only %s is named', (state, text) => {
		const result = loop(decision(['completed', state]), 'Which? > Keep', 'Which?:1 > Pause');
		expect(result.report.untouched).toEqual([]);
		expect(targetsOf(result.file, 'Create')).toEqual(['Keep']);
		expect(textsOf(result)).toMatch(text);
	});

	it('says nothing of the kind where all of them wait', () => {
		const result = loop(
			decision(['completed'], { fallbackOutput: 'extra' }),
			'Which? > Keep',
			'Which?:1 > Pause',
		);
		expect(textsOf(result)).not.toMatch(/was dropped; now the node waits/);
	});

	it('and sends some of them elsewhere stays, and names those', () => {
		const { report } = loop(
			decision(['completed', 'processing', 'pending']),
			...['Which? > Keep', 'Which?:1 > Pause', 'Which?:2 > Tell'],
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Check', 'Create']);
		expect(report.untouched[0]?.text).toMatch(
			/^tasks with the status "processing" and those with "pending" go different ways/,
		);
	});
});
