import { node, setField } from '../workflows';
import {
	code,
	condition,
	filter,
	GRID,
	IMAGE_URL,
	inARow,
	merge,
	setFields,
	TASK_LINES,
	tasks,
	wired,
} from './nodes';
import type { Pair } from './pair';

const pair = (name: string, workflow: Pair['workflow']): Pair => ({
	name,
	taskSeconds: 0.5,
	workflow: { ...workflow, name },
});

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

const gatheredFields = wired(
	[
		...tasks(3),
		node('Gather', 'aggregate', {
			fieldsToAggregate: {
				fieldToAggregate: [
					{
						fieldToAggregate: 'data.output.image_url',
						renameField: true,
						outputFieldName: 'links',
					},
					{ fieldToAggregate: 'data.task_id' },
				],
			},
			options: {},
		}),
		setFields('Result', {
			links: "={{ $json.links.join(', ') }}",
			ids: "={{ $json.task_id.join(', ') }}",
		}),
	],
	...TASK_LINES,
	...inARow('Check', 'Gather', 'Result'),
);

const gatheredItems = wired(
	[
		...tasks(3),
		node('Gather', 'aggregate', {
			aggregate: 'aggregateAllItemData',
			destinationFieldName: 'images',
			options: {},
		}),
		code(
			'Result',
			`const { images } = $input.first().json;
return [{ json: { links: images.map((image) => image.data.output.image_url), second: images[1].data.task_id } }];`,
		),
	],
	...TASK_LINES,
	...inARow('Check', 'Gather', 'Result'),
);

const splitLinks = wired(
	[
		...tasks(2, GRID),
		node('Each image', 'splitOut', {
			fieldToSplitOut: 'data.output.temporary_image_urls',
			include: 'selectedOtherFields',
			fieldsToInclude: 'data.task_id, data.input.prompt',
			options: { destinationFieldName: 'link' },
		}),
		setFields('Result', {
			text: '={{ $json.link }} of {{ $json.data.task_id }}, {{ $json.data.input.prompt }}',
		}),
	],
	...TASK_LINES,
	...inARow('Check', 'Each image', 'Result'),
);

const splitWithOthers = wired(
	[
		...tasks(1, GRID),
		node('Each image', 'splitOut', {
			fieldToSplitOut: '=data.output.temporary_image_urls',
			include: 'allOtherFields',
			options: { destinationFieldName: 'link' },
		}),
		setFields('Result', {
			link: '={{ $json.link }}',
			grid: IMAGE_URL,
			state: '={{ $json.data.status }}',
		}),
	],
	...TASK_LINES,
	...inARow('Check', 'Each image', 'Result'),
);

const sortedOnes = wired(
	[
		...tasks(3),
		node('Tallest first', 'sort', {
			sortFieldsUi: { sortField: [{ fieldName: 'data.input.height', order: 'descending' }] },
			options: {},
		}),
		node(
			'No doubles',
			'removeDuplicates',
			{ compare: 'selectedFields', fieldsToCompare: 'data.output.image_url', options: {} },
			{ typeVersion: 1.1 },
		),
		node('Two', 'limit', { maxItems: 2 }),
		setField('Result', 'link', IMAGE_URL),
	],
	...TASK_LINES,
	...inARow('Check', 'Tallest first', 'No doubles', 'Two', 'Result'),
);

const sortedByCode = wired(
	[
		...tasks(3),
		node('Tallest first', 'sort', {
			type: 'code',
			code: 'return b.json.data.input.height - a.json.data.input.height;',
		}),
		node('Last', 'limit', { maxItems: 1, keep: 'lastItems' }),
		setField('Result', 'link', IMAGE_URL),
	],
	...TASK_LINES,
	...inARow('Check', 'Tallest first', 'Last', 'Result'),
);

const summarized = wired(
	[
		...tasks(3),
		node(
			'Sum up',
			'summarize',
			{
				fieldsToSummarize: {
					values: [
						{ aggregation: 'concatenate', field: 'data.output.image_url', separateBy: '\n' },
						{ aggregation: 'count', field: 'data.task_id' },
					],
				},
				fieldsToSplitBy: 'data.status',
				options: {},
			},
			{ typeVersion: 1.1 },
		),
		setFields('Result', {
			links: '={{ $json.concatenated_data_output_image_url }}',
			count: '={{ $json.count_data_task_id }}',
			state: '={{ $json.data_status }}',
		}),
	],
	...TASK_LINES,
	...inARow('Check', 'Sum up', 'Result'),
);

const dated = wired(
	[
		...tasks(1),
		node(
			'Day',
			'dateTime',
			{
				operation: 'formatDate',
				date: '={{ $json.data.meta.created_at }}',
				format: 'yyyy-MM-dd',
				options: { includeInputFields: true },
			},
			{ typeVersion: 2 },
		),
		setFields('Result', { day: '={{ $json.formattedDate }}', link: IMAGE_URL }),
	],
	...TASK_LINES,
	...inARow('Check', 'Day', 'Result'),
);

const fileAndBack = wired(
	[
		...tasks(2),
		node('To file', 'convertToFile', { operation: 'toJson', options: {} }, { typeVersion: 1.1 }),
		node('From file', 'extractFromFile', { operation: 'fromJson', options: {} }),
		setFields('Result', { second: '={{ $json.data[1].data.output.image_url }}' }),
	],
	...TASK_LINES,
	...inARow('Check', 'To file', 'From file', 'Result'),
);

/** Nodes that change, gather, join or choose items. */
export const LIST_PAIRS: readonly Pair[] = [
	pair('Merge by position', byPosition),
	pair('Merge by fields', byFields),
	pair('Merge that appends, and Filter', appended),
	pair('Merge that chooses a branch', chosen),
	pair('Merge by an SQL query', bySql),
	pair('Aggregate of fields', gatheredFields),
	pair('Aggregate of all items', gatheredItems),
	pair('Split Out with some other fields', splitLinks),
	pair('Split Out with all other fields, its field typed as an expression', splitWithOthers),
	pair('Sort, Remove Duplicates, Limit', sortedOnes),
	pair('Sort by code', sortedByCode),
	pair('Summarize', summarized),
	pair('Date & Time', dated),
	pair('Convert to File, and Extract From File', fileAndBack),
];
