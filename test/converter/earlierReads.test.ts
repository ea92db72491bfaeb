import { setFields, wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	parametersOf,
	pause,
	START,
} from '../../tools/pairs/workflows';

type Result = ReturnType<typeof converted>;

const valueOf = ({ file }: Result): unknown =>
	JSON.parse(JSON.stringify(parametersOf(file, 'Keep').assignments)).assignments[0].value;

const chain = (text: string) =>
	converted(
		wired(
			[
				START,
				create('Create', FLUX),
				pause('First'),
				pause('Second'),
				look('Check', "$('Create').item.json.data.task_id"),
				setFields('Keep', { text }),
			],
			'Start > Create',
			'Create > First',
			'First > Second',
			'Second > Check',
			'Check > Keep',
		),
	);

/** A loop; `Note` between the create and the loop, where it is there, has the ID in a field of its own. */
const loop = (text: string, note = false) =>
	converted(
		wired(
			[
				START,
				create('Create', FLUX),
				...(note ? [setFields('Note', { id: '={{ $json.data.task_id }}' })] : []),
				pause('Pause'),
				look('Check', note ? "$('Note').item.json.id" : "$('Create').item.json.data.task_id"),
				isStatus('Done?', 'completed'),
				setFields('Keep', { text }),
			],
			'Start > Create',
			...(note ? ['Create > Note', 'Note > Pause'] : ['Create > Pause']),
			'Pause > Check',
			'Check > Done?',
			'Done? > Keep',
			'Done?:1 > Pause',
		),
	);

describe('a pause that is read by its name', () => {
	const stays = ({ report }: Result, name: string): void => {
		expect(report.converted.map(({ replaces }) => replaces).flat()).not.toContain(name);
		expect(report.untouched.map(({ text }) => text).join(' ')).toMatch(
			/the new node returns the task when it has finished/,
		);
	};

	it.each(['First', 'Second'])('has the task as it was created: %s stays', (name) => {
		stays(chain(`={{ $('${name}').item.json.data.status }}`), name);
		stays(chain(`={{ $node["${name}"].json.data.output.image_url }}`), name);
	});

	it('is followed for what does not change', () => {
		const result = chain("={{ $('First').item.json.data.task_id }}");
		expect(valueOf(result)).toBe("={{ $('Create').item.json.taskId }}");
		expect(valueOf(chain("={{ $('First').item.json.data.input.prompt }}"))).toBe(
			"={{ $('Create').item.json.task.input.prompt }}",
		);
	});

	it('in a loop has the task of an unfinished round', () => {
		stays(loop("={{ $('Pause').item.json.data.status }}"), 'Pause');
		expect(valueOf(loop("={{ $('Pause').item.json.data.task_id }}"))).toBe(
			"={{ $('Create').item.json.taskId }}",
		);
	});

	it.each(['id', 'data.task_id', 'data.status'])(
		'in a loop apart from its create may have the items before the loop (%s)',
		(field) => {
			stays(loop(`={{ $('Pause').item.json.${field} }}`, true), 'Pause');
		},
	);

	it('is nothing else to a decision that is read by its name', () => {
		expect(valueOf(loop("={{ $('Done?').item.json.data.status }}"))).toBe(
			"={{ $('Create').item.json.status }}",
		);
	});
});
