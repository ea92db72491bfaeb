import { NOWHERE, branchOf } from '../../converter/waiting/decisions';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { passing, STATUS, modernRows } from './decisionNodes';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	pause,
	setField,
	START,
	targetsOf,
	workflow,
} from '../../tools/pairs/workflows';

const filter = (conditions: object): FileNode =>
	node('Filter', 'filter', { conditions, options: {} }, { typeVersion: 2.2 });
const formerFilter = (combineConditions: string | undefined, ...values: string[]): FileNode =>
	node('Filter', 'filter', {
		conditions: { string: values.map((value2) => ({ value1: STATUS, value2 })) },
		...(combineConditions === undefined ? {} : { combineConditions }),
	});

const COMPLETED = filter(modernRows([{ left: STATUS, right: 'completed' }]));

const checked = (between: FileNode) =>
	converted(
		workflow(
			[
				...[START, create('Create', FLUX), pause('Pause'), look('Check'), between],
				setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
			],
			`Start > Create > Pause > Check > ${between.name} > Keep`,
		),
	);

const remarks = ({ report }: ReturnType<typeof checked>): string =>
	report.check.map(({ text }) => text).join(' ');

describe('a Filter on the status', () => {
	it('passes or drops tasks', () => {
		expect(passing(COMPLETED)).toEqual(['completed']);
		expect(branchOf(COMPLETED, 'failed')).toBe(NOWHERE);
		expect(passing(formerFilter(undefined, 'completed'))).toEqual(['completed']);
		expect(passing(formerFilter('OR', 'completed', 'failed'))).toEqual(['completed', 'failed']);
		expect(passing(formerFilter('AND', 'completed', 'failed'))).toEqual([]);
		expect(passing(filter(modernRows([{ left: '={{ $json.kind }}', right: 'a' }])))).toBe(
			undefined,
		);
	});

	it('becomes part of the node that waits, and the report says that it dropped failed tasks', () => {
		const result = checked(COMPLETED);
		expect(targetsOf(result.file, 'Create')).toEqual(['Keep']);
		expect(remarks(result)).toMatch(/A failed task was dropped without an error/);
		expect(remarks(result)).toMatch(/An unfinished task was dropped/);
		expect(remarks(result)).not.toMatch(/the same way/);
	});

	it('that is turned off passes all of them', () => {
		const result = checked({ ...COMPLETED, disabled: true });
		expect(targetsOf(result.file, 'Create')).toEqual(['Filter']);
		expect(remarks(result)).toMatch(/A failed task followed the same path as a completed one/);
	});
});

it('a Filter on more than the status stays, and the report says only that all tasks come to it', () => {
	const result = checked(
		filter(modernRows([{ left: '={{ $json.data.meta.usage }}', right: '1' }])),
	);
	expect(targetsOf(result.file, 'Create')).toEqual(['Filter']);
	expect(remarks(result)).toMatch(/A failed task followed the same path as a completed one/);
});
