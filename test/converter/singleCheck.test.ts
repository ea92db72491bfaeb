import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	pause,
	setField,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const KEEP = setField('Keep', 'link', '={{ $json.data.output.image_url }}');

describe('a condition after one status request', () => {
	it('one check after which unfinished tasks led nowhere becomes a node that waits', () => {
		const { file, report } = converted(
			workflow(
				[
					START,
					create('Create', FLUX),
					pause('Pause'),
					look('Look'),
					isStatus('Done?', 'completed'),
					KEEP,
				],
				'Start > Create',
				'Create > Pause',
				'Pause > Look',
				'Look > Done?',
				'Done? > Keep',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Create', 'Keep']);
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(/waits until it has finished/);
	});

	it('one check after which unfinished tasks go another way stays', () => {
		const { report } = converted(
			workflow(
				[
					...[START, create('Create', FLUX), pause('Pause'), look('Look')],
					...[isStatus('Done?', 'completed'), KEEP, setField('Tell', 'text', 'Not yet')],
				],
				'Start > Create',
				'Create > Pause',
				'Pause > Look',
				'Look > Done?',
				'Done? > Keep, Tell',
			),
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Look', 'Create']);
		expect(report.untouched[0]?.text).toMatch(/convert again/);
	});

	it('an IF on what a link contains is not a decision about the status', () => {
		const hasLink = node(
			'Picture?',
			'if',
			{
				conditions: {
					options: { version: 2 },
					combinator: 'and',
					conditions: [
						{
							leftValue: '={{ $json.data.output.image_url }}',
							rightValue: '.png',
							operator: { type: 'string', operation: 'contains' },
						},
					],
				},
			},
			{ typeVersion: 2.2 },
		);
		const { file } = converted(
			workflow(
				[START, create('Create', FLUX), pause('Pause'), look('Look'), hasLink, KEEP],
				'Start > Create',
				'Create > Pause',
				'Pause > Look',
				'Look > Picture?',
				'Picture? > Keep, Pause',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toContain('Picture?');
	});

	it('a Switch on what a link is, which also catches missing links, stays', () => {
		const row = (operation: string, rightValue: string) => ({
			conditions: {
				options: { version: 2, caseSensitive: true, typeValidation: 'loose', leftValue: '' },
				combinator: 'and',
				conditions: [
					{
						leftValue: '={{ $json.data.output.image_url }}',
						rightValue,
						operator: { type: 'string', operation },
					},
				],
			},
		});
		const which = node(
			'Which?',
			'switch',
			{ rules: { values: [row('equals', 'nothing like it'), row('notEmpty', '')] } },
			{ typeVersion: 3.2 },
		);
		const { file } = converted(
			workflow(
				[START, create('Create', FLUX), pause('Pause'), look('Look'), which, KEEP],
				'Start > Create',
				'Create > Pause',
				'Pause > Look',
				'Look > Which?',
				'Which? > -, Keep',
			),
		);
		expect(file.nodes.map(({ name }) => name)).toContain('Which?');
	});
});

it('a single check of a task that another node checks without end stays, and is told of', () => {
	const runs = { conditions: { number: [{ value1: '={{ $runIndex }}', value2: 30 }] } };
	const { report } = converted(
		workflow(
			[
				...[START, create('Create', FLUX), pause('Pause'), look('Look'), KEEP],
				look('Again', "$('Create').item.json.data.task_id"),
				node('Enough?', 'if', runs),
			],
			'Start > Create > Pause > Look > Keep > Again > Enough?',
			'Enough? > -, Again',
		),
	);
	expect(report.converted).toEqual([]);
	const names = report.untouched.map(({ node: name }) => name);
	expect(names).toEqual(['Again', 'Create', 'Look']);
	expect(report.untouched[2]?.text).toContain('"Create"');
});
