import {
	condition,
	filter,
	IMAGE_URL,
	inARow,
	merge,
	setFields,
	TASK_LINES,
	tasks,
	wired,
} from './nodes';
import { pairOf, type Pair } from '../../../tools/pairs/pair';

/** The ideas go past the tasks to a second input. */
const MERGED_LINES = [...TASK_LINES, 'Ideas > Join', 'Check > Join:1', 'Join > Result'];

const TITLE_AND_LINK = setFields('Result', {
	title: '={{ $json.title }}',
	link: IMAGE_URL,
	status: '={{ $json.status ?? "no status" }}',
});

const byPosition = wired(
	[...tasks(2), merge('Join', { mode: 'combine', combineBy: 'combineByPosition' }), TITLE_AND_LINK],
	...MERGED_LINES,
);

const byFields = wired(
	[
		...tasks(3),
		merge('Join', {
			mode: 'combine',
			combineBy: 'combineByFields',
			advanced: true,
			mergeByFields: { values: [{ field1: 'prompt', field2: 'data.input.prompt' }] },
		}),
		TITLE_AND_LINK,
	],
	...MERGED_LINES,
);

const appended = wired(
	[
		...tasks(2),
		merge('Join', { mode: 'append' }),
		filter('Only images', condition(IMAGE_URL, 'notEmpty')),
		setFields('Result', { link: IMAGE_URL, title: '={{ $json.title ?? "none" }}' }),
	],
	...TASK_LINES,
	'Ideas > Join',
	'Check > Join:1',
	...inARow('Join', 'Only images', 'Result'),
);

const chosen = wired(
	[
		...tasks(2),
		merge('Join', { mode: 'chooseBranch', output: 'specifiedInput', useDataOfInput: '2' }),
		TITLE_AND_LINK,
	],
	...MERGED_LINES,
);

const bySql = wired(
	[
		...tasks(2),
		merge('Join', {
			mode: 'combineBySql',
			query:
				'SELECT input1.title, input2.data FROM input1 JOIN input2 ON input1.prompt = input2.data->input->prompt',
		}),
		TITLE_AND_LINK,
	],
	...MERGED_LINES,
);

const numbered = wired(
	[
		...tasks(2),
		merge('Join', {
			mode: 'combine',
			combineBy: 'combineByPosition',
			options: { clashHandling: { values: { resolveClash: 'addSuffix' } } },
		}),
		setFields('Result', {
			title: '={{ $json.title_1 }}',
			link: '={{ $json.data_2.output.image_url }}',
		}),
	],
	...MERGED_LINES,
);

/** Merge in all its modes. */
export const JOIN_PAIRS: readonly Pair[] = [
	pairOf('Merge by position', byPosition),
	pairOf('Merge that numbers the fields', numbered),
	pairOf('Merge by fields', byFields),
	pairOf('Merge that appends, and Filter', appended),
	pairOf('Merge that chooses a branch', chosen),
	pairOf('Merge by an SQL query', bySql),
];
