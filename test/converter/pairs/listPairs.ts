import { node, setField } from '../../../tools/pairs/workflows';
import { code, GRID, IMAGE_URL, inARow, setFields, TASK_LINES, tasks, wired } from './nodes';
import { pairOf, type Pair } from '../../../tools/pairs/pair';

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

/** Entries that have the name of their list, which is in the catalog or not. */
const splitNamed = (field: string) =>
	wired(
		[
			...tasks(1, GRID),
			node('Each entry', 'splitOut', { fieldToSplitOut: field, options: {} }),
			setFields('Result', {
				entry: `={{ $json['${field}'] }}`,
				link: "={{ $('Check').first().json.data.output.image_url }}",
			}),
		],
		...TASK_LINES,
		...inARow('Check', 'Each entry', 'Result'),
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

/** Nodes that change, gather, split or choose items. */
export const LIST_PAIRS: readonly Pair[] = [
	pairOf('Aggregate of fields', gatheredFields),
	pairOf('Aggregate of all items', gatheredItems),
	pairOf('Split Out with some other fields', splitLinks),
	pairOf('Split Out of links', splitNamed('data.output.temporary_image_urls')),
	pairOf('Split Out of other texts', splitNamed('data.output.actions')),
	pairOf('Split Out with all other fields, its field typed as an expression', splitWithOthers),
	pairOf('Sort, Remove Duplicates, Limit', sortedOnes),
	pairOf('Sort by code', sortedByCode),
	pairOf('Summarize', summarized),
	pairOf('Date & Time', dated),
	pairOf('Convert to File, and Extract From File', fileAndBack),
];
