import type { FileNode } from '../../converter/workflow/workflowFile';
import { code, setFields, wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	parametersOf,
	pause,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const KEEP = setFields('Keep', { link: '={{ $json.data.output.image_url }}' });

/** A task whose failure leads through a sheet to a message; both may read it by the name of a node. */
const failedBranch = (names: { create: string; check: string }, text: string, keep = KEEP) =>
	converted(
		wired(
			[
				START,
				create(names.create, FLUX),
				pause('Pause'),
				look(names.check),
				isStatus('Failed?', 'failed'),
				isStatus('Done?', 'completed'),
				keep,
				node(
					'Sheet',
					'googleSheets',
					{ columns: { mappingMode: 'defineBelow' } },
					{ typeVersion: 4.5 },
				),
				setFields('Message', { text }),
			],
			`Start > ${names.create}`,
			`${names.create} > Pause`,
			`Pause > ${names.check}`,
			`${names.check} > Failed?`,
			'Failed? > Sheet',
			'Sheet > Message',
			'Failed?:1 > Done?',
			'Done? > Keep',
			'Done?:1 > Pause',
		),
	);

const NAMES = { create: 'Make', check: 'Check' };

const valueOf = (file: ReturnType<typeof converted>['file'], name: string): unknown =>
	JSON.parse(JSON.stringify(parametersOf(file, name).assignments)).assignments[0].value;

describe('a failed task that is read by the name of a node', () => {
	it.each([
		["={{ $('Make').item.json.data.task_id }}", "={{ $('Make').item.json.details.taskId }}"],
		["={{ $('Check').item.json.data.error.message }}", "={{ $('Make').item.json.error }}"],
		['={{ $node["Check"].json.data.task_id }}', '={{ $node["Make"].json.details.taskId }}'],
		["={{ $('Check').first().json.data.status }}", "={{ $('Make').first().json.details.status }}"],
	])('%s is read from its error', (text, expected) => {
		const { file, report } = failedBranch(NAMES, text);
		expect(report.untouched).toEqual([]);
		expect(valueOf(file, 'Message')).toBe(expected);
		expect(valueOf(file, 'Keep')).toBe('={{ $json.url }}');
	});

	it('stays where the error does not have it', () => {
		const { report } = failedBranch(NAMES, "={{ $('Check').item.json.data.input.prompt }}");
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Make', 'Check']);
		expect(report.untouched[0]?.text).toMatch(/a failed task returns only an error/);
	});

	it('is what $items reads, which takes the first output: the new node has no failed tasks there', () => {
		const { report } = failedBranch(NAMES, "={{ $items('Check')[0].json.data.output.image_url }}");
		expect(report.converted).toEqual([]);
		expect(report.untouched[0]?.text).toMatch(/reads \$items\('Check'\), and the new node has/);
	});

	it('keeps the name of the node where the old answer follows it', () => {
		const { file } = failedBranch(
			NAMES,
			"={{ $('Check').item.json.data.task_id }}",
			setFields('Keep', { all: "={{ JSON.stringify($('Check').item.json) }}" }),
		);
		expect(valueOf(file, 'Message')).toBe("={{ $('Make').item.json.details.taskId }}");
		expect(valueOf(file, 'Keep')).toBe("={{ JSON.stringify($('Check').item.json) }}");
		expect(file.connections.Make?.main?.[0]).toEqual([{ node: 'Check', type: 'main', index: 0 }]);
	});

	it('stays where finished tasks come to the same node', () => {
		const { report } = converted(
			wired(
				[
					START,
					create('Make', FLUX),
					pause('Pause'),
					look('Check'),
					isStatus('Failed?', 'failed'),
					isStatus('Done?', 'completed'),
					setFields('None', { none: true }),
					setFields('Message', { text: "={{ $('Check').item.json.data.task_id }}" }),
				],
				'Start > Make',
				'Make > Pause',
				'Pause > Check',
				'Check > Failed?',
				'Failed? > None',
				'None > Message',
				'Failed?:1 > Done?',
				'Done? > Message',
				'Done?:1 > Pause',
			),
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Make', 'Check']);
	});

	it('is followed through code that returns its items', () => {
		const { file } = converted(
			wired(
				[
					START,
					create('Make', FLUX),
					pause('Pause'),
					look('Check'),
					isStatus('Failed?', 'failed'),
					KEEP,
					code('Again', "return $('Check').all();"),
					setFields('Message', { text: '={{ $json.data.task_id }}' }),
				],
				'Start > Make',
				'Make > Pause',
				'Pause > Check',
				'Check > Failed?',
				'Failed? > Again',
				'Again > Message',
				'Failed?:1 > Keep',
			),
		);
		expect(valueOf(file, 'Message')).toBe('={{ $json.details.taskId }}');
	});
});

it('a loop over items that is named gives the items of the output by which it leads to the reader', () => {
	const { file } = converted(
		wired(
			[
				START,
				create('Create', FLUX),
				node('Each', 'splitInBatches', {}, { typeVersion: 3 }),
				setFields('Row', { id: "={{ $('Each').item.json.data.task_id }}" }),
				setFields('Result', { id: '={{ $json.id }}' }),
			],
			'Start > Create',
			'Create > Each',
			'Each > Result',
			'Each:1 > Row',
			'Row > Each',
		),
	);
	expect(valueOf(file, 'Row')).toBe("={{ $('Each').item.json.taskId }}");
});

describe('names with an apostrophe', () => {
	const names = { create: "Make today's image", check: "What's the status?" };

	const chain = (keep: FileNode) =>
		converted(
			workflow(
				[START, create(names.create, FLUX), pause('Pause'), look(names.check), keep],
				`Start > ${names.create} > Pause > ${names.check} > Keep`,
			),
		);

	it.each([
		[
			String.raw`={{ $('What\'s the status?').item.json.data.output.image_url }}`,
			String.raw`={{ $('Make today\'s image').item.json.url }}`,
		],
		[
			`={{ $("What's the status?").item.json.data.output.image_url }}`,
			`={{ $("Make today's image").item.json.url }}`,
		],
		[
			"={{ $(`What's the status?`).item.json.data.output.image_url }}",
			"={{ $(`Make today's image`).item.json.url }}",
		],
		[
			String.raw`={{ $node['What\'s the status?'].json.data.output.image_url }}`,
			String.raw`={{ $node['Make today\'s image'].json.url }}`,
		],
	])('%s reads the new node', (text, expected) => {
		const { file } = chain(setFields('Keep', { link: text }));
		expect(valueOf(file, 'Keep')).toBe(expected);
	});

	it('are found in code', () => {
		const jsCode = String.raw`return [{ json: { link: $('What\'s the status?').first().json.data.output.image_url } }];`;
		const { file } = chain(code('Keep', jsCode));
		expect(parametersOf(file, 'Keep').jsCode).toBe(
			String.raw`return [{ json: { link: $('Make today\'s image').first().json.url } }];`,
		);
	});

	it('are found in Python, which reads whole items', () => {
		const pythonCode = String.raw`return [{"json": {"a": _('What\'s the status?').first().json}}]`;
		const { file } = chain(
			node('Keep', 'code', { language: 'python', pythonCode }, { typeVersion: 2 }),
		);
		expect(file.connections[names.create]?.main?.[0]?.[0]?.node).toBe(names.check);
	});

	it('are found in an address', () => {
		const { file } = converted(
			workflow(
				[
					START,
					setFields("Today's address", { base: 'https://api.piapi.ai' }),
					create('Create', FLUX, {
						url: String.raw`={{ $('Today\'s address').first().json.base }}/api/v1/task`,
					}),
				],
				"Start > Today's address > Create",
			),
		);
		expect(parametersOf(file, 'Create')).toMatchObject({ resource: 'flux' });
	});
});
