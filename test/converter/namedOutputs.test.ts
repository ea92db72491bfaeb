import { code, inARow, setFields, wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	parametersOf,
	pause,
	rule,
	START,
} from '../../tools/pairs/workflows';

/** A Switch with these states in the order of its outputs, and what reads of it where. */
const switched = (states: readonly string[], reads: { next?: string; bad?: string }) =>
	converted(
		wired(
			[
				START,
				create('Create', FLUX),
				pause('Pause'),
				look('Check'),
				node(
					'Which?',
					'switch',
					{ rules: { values: states.map(rule) }, options: { fallbackOutput: 'extra' } },
					{ typeVersion: 3.2 },
				),
				setFields('Next', { read: reads.next ?? 'done' }),
				setFields('Bad', { read: reads.bad ?? 'failed' }),
			],
			...inARow('Start', 'Create', 'Check', 'Which?'),
			`Which?:${states.indexOf('completed')} > Next`,
			`Which?:${states.indexOf('failed')} > Bad`,
			`Which?:${states.length} > Pause`,
			'Pause > Check',
		),
	);

const readOf = ({ file }: ReturnType<typeof converted>, name: string): unknown =>
	JSON.parse(JSON.stringify(parametersOf(file, name).assignments)).assignments[0].value;

const IN_ORDER = ['completed', 'failed'];
const TURNED = ['failed', 'completed'];

describe('an output of a node that is gone', () => {
	it.each([
		[
			"={{ $('Which?').first(0).json.data.output.image_url }}",
			"={{ $('Create').first(0).json.url }}",
		],
		['={{ $items("Which?")[0].json.data.task_id }}', '={{ $items("Create")[0].json.taskId }}'],
		["={{ $('Which?').all(0).length }}", "={{ $('Create').all(0).length }}"],
		["={{ $('Check').all(0).length }}", "={{ $('Create').all(0).length }}"],
		["={{ $('Pause').first(0).json.data.task_id }}", "={{ $('Create').first(0).json.taskId }}"],
	])('has the same number at the new node: %s', (next, expected) => {
		const result = switched(IN_ORDER, { next });
		expect(result.report.untouched).toEqual([]);
		expect(readOf(result, 'Next')).toBe(expected);
	});

	it('has the number of the error output where failed tasks left by it', () => {
		const result = switched(IN_ORDER, {
			bad: "={{ $('Which?').first(1).json.data.error.message }}",
		});
		expect(result.report.untouched).toEqual([]);
		expect(readOf(result, 'Bad')).toBe("={{ $('Create').first(1).json.error }}");
	});

	it.each([
		['failed tasks', TURNED, { bad: "={{ $('Which?').first(0).json.data.error.message }}" }],
		['failed tasks, by $items', TURNED, { bad: '={{ $items("Which?")[0].json.data.task_id }}' }],
		[
			'completed tasks',
			TURNED,
			{ next: "={{ $('Which?').all(1)[0].json.data.output.image_url }}" },
		],
		['a number of tasks', TURNED, { next: "={{ $('Which?').all(1).length }}" }],
		['unfinished tasks', IN_ORDER, { next: "={{ $('Which?').all(2).length }}" }],
		[
			'failed tasks of the check',
			IN_ORDER,
			{ bad: "={{ $('Check').first(0).json.data.task_id }}" },
		],
	] as const)('stays where it has another one: %s', (_, states, reads) => {
		const { report } = switched(states, reads);
		expect(report.converted).toEqual([]);
		expect(report.untouched[0]?.text).toMatch(
			/reads \$.*completed tasks at its first output, and failed ones at its error output/,
		);
	});

	it('stays where failed tasks had an output, and have none now', () => {
		const { report } = converted(
			wired(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Check')],
					node(
						'Which?',
						'switch',
						{ rules: { values: IN_ORDER.map(rule) }, options: { fallbackOutput: 'extra' } },
						{ typeVersion: 3.2 },
					),
					code('Next', "return [{ json: { failed: $('Which?').all(1).length } }];"),
				],
				...inARow('Start', 'Create', 'Check', 'Which?', 'Next'),
				'Which?:1 > Next',
				'Which?:2 > Pause',
				'Pause > Check',
			),
		);
		expect(report.untouched[0]?.text).toMatch(/"Next" reads \$\('Which\?'\)\.all\(1\)/);
	});
});

describe('a parameter of a node that is replaced', () => {
	it.each(["={{ $('Create').params.jsonBody }}", '={{ $node["Check"].parameter.url }}'])(
		'%s is another one: the call stays',
		(next) => {
			const { report } = switched(IN_ORDER, { next });
			expect(report.converted).toEqual([]);
			expect(report.untouched[0]?.text).toMatch(/"Next" reads \$.*the new node has other param/);
		},
	);

	it('may be read of other nodes', () => {
		const { report } = switched(IN_ORDER, { next: "={{ $('Start').params.jsonBody }}" });
		expect(report.untouched).toEqual([]);
	});
});
