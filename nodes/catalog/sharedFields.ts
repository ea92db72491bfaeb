import { plainChoices, task, text, type TaskField, type TextField } from './vocabulary';

type Changes<F> = Partial<Pick<F, Extract<'help' | 'required' | 'placeholder', keyof F>>>;

/** The parent task of a follow-up operation. */
export const originTask = (changes: Changes<TaskField> = {}): TaskField =>
	task('origin_task_id', {
		label: 'Origin Task',
		help: 'The finished task to go on from',
		placeholder: 'e.g. 4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
		required: true,
		...changes,
	});

export const prompt = (changes: Changes<TextField> = {}): TextField =>
	text('prompt', {
		label: 'Prompt',
		help: 'What the result should show',
		placeholder: 'e.g. a red fox in fresh snow, soft morning light',
		rows: 4,
		onTop: true,
		...changes,
	});

export const aspectRatio = (changes: Changes<TextField> = {}): TextField =>
	text('aspect_ratio', {
		label: 'Aspect Ratio',
		help: 'Width to height of the result, e.g. 16:9',
		placeholder: 'e.g. 16:9',
		suggestions: plainChoices(
			'1:1',
			'16:9',
			'2:3',
			'21:9',
			'3:2',
			'3:4',
			'4:3',
			'4:5',
			'5:4',
			'9:16',
		),
		unusual: {
			unless: /^\d{1,4}(\.\d{1,3})?:\d{1,4}(\.\d{1,3})?$/,
			hint: 'is not of the form width:height, e.g. 16:9, and was sent as it is',
		},
		...changes,
	});
