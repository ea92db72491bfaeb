import type { FileNode } from '../../converter/workflow/workflowFile';
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
	targetsOf,
	workflow,
} from '../../tools/pairs/workflows';

const off = (given: FileNode): FileNode => ({ ...given, disabled: true });

const LATE = {
	conditions: { number: [{ value1: '={{ $runIndex }}', operation: 'larger', value2: 30 }] },
};
const KEEP = setField('Keep', 'link', '={{ $json.data.output.image_url }}');
const VIDEO = `={
  "model": "kling", "task_type": "video_generation",
  "input": { "prompt": "{{ $json.message.content }}", "version": "1.6" }
}`;

describe('a call that is turned off', () => {
	it('stays, and what passes it is read as before', () => {
		const given = workflow(
			[
				START,
				node('Idea', '@n8n/n8n-nodes-langchain.openAi', {}, { typeVersion: 1.8 }),
				off(create('Image', FLUX)),
				create('Video', VIDEO),
				pause('Pause'),
				look('Check'),
				setField('Keep', 'link', '={{ $json.data.output.video_url }}'),
			],
			'Start > Idea > Image > Video > Pause > Check > Keep',
		);
		const { file, report } = converted(given);
		expect(file.nodes.find(({ name }) => name === 'Image')).toEqual(given.nodes[2]);
		expect(targetsOf(file, 'Image')).toEqual(['Video']);
		expect(parametersOf(file, 'Video')).toMatchObject({ prompt: '={{ $json.message.content }}' });
		expect(report.untouched).toEqual([
			{ node: 'Image', text: expect.stringMatching(/^it is turned off/) as string },
		]);
	});

	it('is not the create of a status request after it', () => {
		const { file, report } = converted(
			workflow(
				[START, setField('Row', 'id', '1'), off(create('Create', FLUX)), pause('Pause')].concat(
					look('Check', '$json.id'),
					KEEP,
				),
				'Start > Row > Create > Pause > Check > Keep',
			),
		);
		expect(file.nodes.find(({ name }) => name === 'Create')).toMatchObject({ disabled: true });
		expect(parametersOf(file, 'Create')).toMatchObject({ method: 'POST' });
		expect(parametersOf(file, 'Check')).toMatchObject({ resource: 'task', operation: 'get' });
		expect(report.converted.map(({ node: name }) => name)).toEqual(['Check']);
	});

	it('is not a status request', () => {
		const { file } = converted(
			workflow(
				[START, create('Create', FLUX), pause('Pause'), off(look('Check')), KEEP],
				'Start > Create > Pause > Check > Keep',
			),
		);
		expect(parametersOf(file, 'Create').taskOptions).toMatchObject({ waitForResult: 'doNotWait' });
		expect(file.nodes.map(({ name }) => name)).toContain('Check');
	});
});

describe('a decision that is turned off', () => {
	it('passes all tasks to its first output', () => {
		const { file, report } = converted(
			workflow(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Check')],
					...[off(isStatus('Done?', 'completed')), KEEP, setField('Tell', 'text', '1')],
				],
				'Start > Create > Pause > Check > Done?',
				'Done? > Keep, Tell',
			),
		);
		expect(targetsOf(file, 'Create')).toEqual(['Done?']);
		expect(file.nodes.find(({ name }) => name === 'Done?')).toMatchObject({ disabled: true });
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(/fixed wait is gone/);
	});

	it('does not lead back to the create when somebody turns it on', () => {
		const { file } = converted(
			workflow(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Check')],
					...[off(isStatus('Done?', 'completed')), KEEP],
				],
				'Start > Create > Pause > Check > Done?',
				'Done? > Keep, Pause',
			),
		);
		expect(targetsOf(file, 'Done?', 1)).toEqual(['Pause']);
		expect(targetsOf(file, 'Pause')).toEqual(['Check']);
	});

	it('belongs to a loop that goes through it', () => {
		const { file } = converted(
			workflow(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Check')],
					...[isStatus('Done?', 'completed'), off(node('Enough?', 'if', LATE)), KEEP],
				],
				'Start > Create > Pause > Check > Done?',
				'Done? > Keep, Enough?',
				'Enough? > Pause, Keep',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Create', 'Keep']);
	});
});
