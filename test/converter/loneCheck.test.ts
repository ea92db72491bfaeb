import type { FileNode } from '../../converter/workflow/workflowFile';
import { setFields, wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	parametersOf,
	pause,
} from '../../tools/pairs/workflows';

const CRON = node('Cron', 'scheduleTrigger', {});
const ROWS = node('Rows', 'googleSheets', {}, { typeVersion: 4.5 });
const OK = setFields('Ok', { link: '={{ $json.data.output.image_url }}' });
const NOT_YET = setFields('Not yet', { state: '={{ $json.data.status }}' });
const CHECK = look('Check', '$json.task_id');

const sheet = (more: readonly FileNode[], ...lines: string[]) =>
	converted(
		wired(
			[CRON, ROWS, CHECK, isStatus('Done?', 'completed'), OK, NOT_YET, ...more],
			'Cron > Rows',
			'Check > Done?',
			'Done? > Ok',
			'Done?:1 > Not yet',
			...lines,
		),
	);

describe('a check of a task that nothing in the workflow creates', () => {
	it('is Task > Get, whatever follows', () => {
		const { file, report } = sheet([], 'Rows > Check');
		expect(report.untouched).toEqual([]);
		expect(parametersOf(file, 'Check')).toMatchObject({ resource: 'task', operation: 'get' });
		expect(parametersOf(file, 'Check')).not.toHaveProperty('waitUntilFinished');
		expect(file.nodes.map(({ name }) => name)).toContain('Done?');
		expect(file.connections['Done?']?.main).toMatchObject([
			[{ node: 'Ok' }],
			[{ node: 'Not yet' }],
		]);
		expect(JSON.stringify(parametersOf(file, 'Done?'))).toContain('={{ $json.status }}');
	});

	it('is Task > Get in a loop that counts its rounds', () => {
		const more = [pause('Pause'), node('Enough?', 'if', {})];
		const { file } = sheet(
			more,
			'Rows > Check',
			'Not yet > Enough?',
			'Enough?:1 > Pause',
			'Pause > Check',
		);
		expect(file.nodes.map(({ name }) => name)).toContain('Enough?');
		expect(parametersOf(file, 'Check')).toMatchObject({ resource: 'task', operation: 'get' });
		expect(parametersOf(file, 'Check')).not.toHaveProperty('waitUntilFinished');
	});

	it('is Task > Get beside another chain that creates a task', () => {
		const { file, report } = sheet([create('Create', FLUX)], 'Rows > Check', 'Ok > Create');
		expect(report.untouched).toEqual([]);
		expect(parametersOf(file, 'Check')).toMatchObject({ resource: 'task', operation: 'get' });
	});

	it.each([
		['before it', ['Rows > Create', 'Create > Check']],
		['by way of a field', ['Rows > Create', 'Create > Note', 'Note > Check']],
		['that stays', ['Rows > Odd', 'Odd > Check']],
	])('stays where a create comes %s', (_, lines) => {
		const note = setFields('Note', { task_id: '={{ $json.data.task_id }}' });
		const odd = create('Odd', '={{ $json.body }}', { contentType: 'form-urlencoded' });
		const { report } = sheet([create('Create', FLUX), note, odd], ...lines);
		expect(report.untouched).toContainEqual({
			node: 'Check',
			text: expect.stringMatching(/goes another way after a single check/) as string,
		});
	});
});
