import { convert } from '../../converter/convert';
import {
	converted,
	create,
	FLUX,
	isStatus,
	KEY,
	look,
	node,
	parametersOf,
	pause,
	setField,
	START,
	targetsOf,
	workflow,
} from '../../tools/pairs/workflows';

const KEEP = setField('Keep', 'link', '={{ $json.data.output.image_url }}');

const polling = workflow(
	[
		START,
		create('Create', FLUX),
		pause('Pause'),
		look('Look'),
		isStatus('Done?', 'completed'),
		setField(
			'Keep',
			'link',
			"={{ $json.data.output.image_url }} of {{ $('Look').item.json.data.task_id }}",
		),
	],
	'Start > Create',
	'Create > Pause',
	'Pause > Look',
	'Look > Done?',
	'Done? > Keep, Pause',
);

describe('a loop that waits for a task', () => {
	const { file, report } = converted(polling);

	it('becomes one node that waits', () => {
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Create', 'Keep']);
		expect(file.connections).toEqual({
			Start: { main: [[{ node: 'Create', type: 'main', index: 0 }]] },
			Create: { main: [[{ node: 'Keep', type: 'main', index: 0 }]] },
		});
		expect(report.nodes).toEqual({ before: 6, after: 3 });
	});

	it('leaves the credential to n8n, which selects the only one', () => {
		expect(file.nodes[1]).not.toHaveProperty('credentials');
	});

	it('sends the same input, expressions included', () => {
		expect(file.nodes[1]).toMatchObject({
			type: 'n8n-nodes-piapi-unified.piApi',
			typeVersion: 1,
			parameters: {
				resource: 'flux',
				operation: 'generateImage',
				prompt: '={{ $json.prompt }}, at dusk',
				width: 540,
				height: '={{ $json.height }}',
				downloadFiles: false,
			},
		});
		expect(parametersOf(file, 'Create').taskOptions).toBeUndefined();
	});

	it('leaves what reads its result in working order', () => {
		expect(parametersOf(file, 'Keep')).toMatchObject({
			assignments: {
				assignments: [{ value: "={{ $json.url }} of {{ $('Create').item.json.taskId }}" }],
			},
		});
	});

	it('never copies the key, and says where it was', () => {
		expect(JSON.stringify({ file, report })).not.toContain(KEY);
		expect(report.keys).toEqual([
			{ node: 'Create', place: 'header x-api-key' },
			{ node: 'Look', place: 'header x-api-key' },
		]);
	});

	it('tells what happens to failed tasks now', () => {
		const texts = report.check.map(({ text }) => text).join(' ');
		expect(texts).toMatch(/failed task was checked forever/);
		expect(texts).toMatch(/after Timeout \(Seconds\)/);
	});
});

describe('other ways to wait', () => {
	it('a fixed wait and one status request become one node', () => {
		const { file, report } = converted(
			workflow(
				[
					START,
					create('Create', FLUX),
					pause('Three minutes'),
					look('Look', "$('Create').item.json.data.task_id"),
					KEEP,
				],
				'Start > Create',
				'Create > Three minutes',
				'Three minutes > Look',
				'Look > Keep',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Create', 'Keep']);
		expect(targetsOf(file, 'Create')).toEqual(['Keep']);
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(
			/followed the same path as a completed one/,
		);
	});

	it('a Switch with a way of its own for failed tasks becomes the error output', () => {
		const rule = (value: string) => ({
			conditions: {
				combinator: 'and',
				conditions: [
					{
						leftValue: '={{ $json.data.status }}',
						rightValue: value,
						operator: { type: 'string', operation: 'equals' },
					},
				],
			},
		});
		const given = workflow(
			[
				START,
				create('Create', FLUX),
				look('Look'),
				node(
					'Which?',
					'switch',
					{
						rules: { values: [rule('completed'), rule('failed')] },
						options: { fallbackOutput: 'extra' },
					},
					{ typeVersion: 3.2 },
				),
				pause('Pause'),
				KEEP,
				setField('Tell', 'reason', '={{ $json.data.error.message }}'),
			],
			'Start > Create',
			'Create > Look',
			'Look > Which?',
			'Which? > Keep, Tell, Pause',
			'Pause > Look',
		);
		const { file } = converted(given);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Create', 'Keep', 'Tell']);
		expect([targetsOf(file, 'Create'), targetsOf(file, 'Create', 1)]).toEqual([['Keep'], ['Tell']]);
		expect(file.nodes[1]).toMatchObject({ onError: 'continueErrorOutput' });
		expect(parametersOf(file, 'Tell')).toMatchObject({
			assignments: { assignments: [{ value: '={{ $json.error }}' }] },
		});
	});

	it('a loop away from its create becomes Get Task that waits', () => {
		const { file } = converted(
			workflow(
				[
					START,
					create('Create', FLUX),
					setField('Note', 'id', '={{ $json.data.task_id }}'),
					look('Look', '$json.id'),
					isStatus('Done?', 'completed'),
					pause('Pause'),
					KEEP,
				],
				'Start > Create',
				'Create > Note',
				'Note > Look',
				'Look > Done?',
				'Done? > Keep, Pause',
				'Pause > Look',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Create', 'Note', 'Look', 'Keep']);
		expect(parametersOf(file, 'Create').taskOptions).toEqual({ waitForResult: 'doNotWait' });
		expect(parametersOf(file, 'Look')).toEqual({
			resource: 'task',
			operation: 'get',
			taskId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			waitUntilFinished: true,
			downloadFiles: false,
		});
		expect(parametersOf(file, 'Note')).toMatchObject({
			assignments: { assignments: [{ value: '={{ $json.taskId }}' }] },
		});
	});

	it('a loop that does more than wait stays as it was, and so does its create', () => {
		const given = workflow(
			[
				START,
				create('Create', FLUX),
				look('Look'),
				node('Count', 'code', { jsCode: 'return $input.all()' }, { typeVersion: 2 }),
				node('Enough?', 'if', {
					conditions: { number: [{ value1: '={{ $json.count }}', value2: 30 }] },
				}),
				pause('Pause'),
				KEEP,
			],
			'Start > Create',
			'Create > Look',
			'Look > Enough?',
			'Enough? > Keep, Pause',
			'Pause > Look',
		);
		const text = JSON.stringify(given);
		const result = convert(text);
		expect(result.text).toBe(text);
		expect(result.report.untouched.map(({ node: name }) => name)).toEqual(['Look', 'Create']);
	});
});

describe('what cannot be converted', () => {
	it.each<[string, string, RegExp]>([
		['text', 'no JSON', /not JSON/],
		['a list of workflows', JSON.stringify([polling, polling]), /not one workflow/],
		['something else', '{"nodes":5}', /not a workflow of n8n/],
		['10 MB', `"${'x'.repeat(10_000_001)}"`, /larger than 10 MB/],
	])('%s is refused in words', (_, text, words) => {
		expect(() => convert(text)).toThrow(words);
	});

	it('a workflow without calls comes back as it was', () => {
		const text = JSON.stringify(workflow([START, KEEP], 'Start > Keep'), null, 3);
		expect(convert(text).text).toBe(text);
	});
});
