import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	parametersOf,
	pause,
	setField,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const CREATE = [START, create('Create', FLUX), pause('Pause'), look('Look')];
const LINES = ['Start > Create', 'Create > Pause', 'Pause > Look'];

describe('items of a new node that went through other nodes', () => {
	it('are found in the list that Aggregate makes of them', () => {
		const value = '={{ $json.data[3].data.output.image_url }} {{ $json.data[0].data.task_id }}';
		const { file, report } = converted(
			workflow(
				[
					...CREATE,
					node('Gather', 'aggregate', { aggregate: 'aggregateAllItemData', options: {} }),
					setField('Keep', 'link', value),
				],
				...LINES,
				'Look > Gather',
				'Gather > Keep',
			),
		);
		expect(parametersOf(file, 'Keep')).toMatchObject({
			assignments: {
				assignments: [{ value: '={{ $json.data[3].url }} {{ $json.data[0].taskId }}' }],
			},
		});
		expect(report.check.filter(({ node: name }) => name === 'Keep')).toEqual([]);
	});

	it('are gathered by field, under the old name', () => {
		const field = { fieldToAggregate: 'data.output.image_url' };
		const { file } = converted(
			workflow(
				[
					...CREATE,
					node('Gather', 'aggregate', { fieldsToAggregate: { fieldToAggregate: [field] } }),
				],
				...LINES,
				'Look > Gather',
			),
		);
		expect(parametersOf(file, 'Gather')).toEqual({
			fieldsToAggregate: {
				fieldToAggregate: [
					{ fieldToAggregate: 'url', renameField: true, outputFieldName: 'image_url' },
				],
			},
		});
	});

	it('are split by a list of links, under the old name', () => {
		const { file } = converted(
			workflow(
				[...CREATE, node('Split', 'splitOut', { fieldToSplitOut: 'data.output.image_urls' })],
				...LINES,
				'Look > Split',
			),
		);
		expect(parametersOf(file, 'Split')).toEqual({
			fieldToSplitOut: 'output.image_urls',
			options: { destinationFieldName: 'data.output.image_urls' },
		});
	});

	it('are known when Merge combines them with others, and other fields are left in peace', () => {
		const value = '={{ $json.caption }}: {{ $json.data.output.image_url }}';
		const { file, report } = converted(
			workflow(
				[
					...CREATE,
					setField('Caption', 'caption', 'A fox'),
					node('Both', 'merge', { mode: 'combine', combineBy: 'combineByPosition' }),
					setField('Keep', 'text', value),
				],
				...LINES,
				'Look > Both',
				'Caption > Both:1',
				'Both > Keep',
			),
		);
		expect(parametersOf(file, 'Keep')).toMatchObject({
			assignments: { assignments: [{ value: '={{ $json.caption }}: {{ $json.url }}' }] },
		});
		expect(report.check.filter(({ node: name }) => name === 'Keep')).toEqual([]);
	});
});

it('tells when failed tasks are created again without a limit', () => {
	const { report } = converted(
		workflow(
			[
				...CREATE,
				isStatus('Failed?', 'failed'),
				pause('Five minutes'),
				setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
			],
			...LINES,
			'Look > Failed?',
			'Failed? > Five minutes, Keep',
			'Five minutes > Create',
		),
	);
	expect(report.check.map(({ text }) => text).join(' ')).toMatch(
		/created again without a limit, and each one is paid/,
	);
});
