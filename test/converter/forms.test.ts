import type { FileNode } from '../../converter/workflow/workflowFile';
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
	targetsOf,
	workflow,
} from '../../tools/pairs/workflows';

const WAITING = [START, create('Make', FLUX), pause('Pause'), look('Look')];
const LINES = ['Start > Make', 'Make > Pause', 'Pause > Look'];

const converting = (nodes: readonly FileNode[], ...lines: string[]) =>
	converted(workflow([...WAITING, ...nodes], ...LINES, ...lines));

const linesOf = (report: ReturnType<typeof converted>['report'], name: string) =>
	[...report.check, ...report.untouched].filter(({ text }) => text.includes(`"${name}"`));

const valueOf = (file: ReturnType<typeof converted>['file'], name: string): unknown =>
	JSON.parse(JSON.stringify(parametersOf(file, name).assignments)).assignments[0].value;

describe('what a new node gives', () => {
	it('is its own item when every reader finds there what it reads', () => {
		const { file } = converting(
			[setField('Keep', 'link', '={{ $json.data.output.image_url }}')],
			'Look > Keep',
		);
		expect(parametersOf(file, 'Make').taskOptions).toBeUndefined();
		expect(valueOf(file, 'Keep')).toBe('={{ $json.url }}');
	});

	it('is the raw task when a reader reads what only the task has', () => {
		const value = '={{ $json.data?.input?.prompt }} {{ $json.data.output.image_url }}';
		const { file } = converting([setField('Keep', 'link', value)], 'Look > Keep');
		expect(parametersOf(file, 'Make').taskOptions).toEqual({ output: 'raw' });
		expect(valueOf(file, 'Keep')).toBe(
			'={{ $json.task?.input?.prompt }} {{ $json.task.output.image_url }}',
		);
	});

	describe('is the old answer, from a node after it,', () => {
		const answers = (reader: FileNode, ...lines: string[]) =>
			converting(
				[reader, setField('Keep', 'link', '={{ $json.data.output.image_url }}')],
				...lines,
			);

		it.each<[string, FileNode]>([
			['when the whole of it is read', setField('All', 'all', '={{ JSON.stringify($json) }}')],
			[
				'when code changes it',
				node('All', 'code', { jsCode: 'items[0].json.n = 1; return items;' }),
			],
			[
				'when its fields become columns',
				node(
					'All',
					'googleSheets',
					{ columns: { mappingMode: 'autoMapInputData' } },
					{ typeVersion: 4.5 },
				),
			],
			[
				'when it answers a webhook',
				node('All', 'respondToWebhook', { respondWith: 'firstIncomingItem' }),
			],
			['when it goes to another workflow', node('All', 'executeWorkflow', {}, { typeVersion: 1 })],
			[
				'when a path in it is not an expression',
				node('All', 'someNode', { field: 'data.output.image_url' }),
			],
			[
				'when its fields are summed up',
				node('All', 'summarize', { fieldsToSplitBy: 'data.status' }),
			],
			['when its code is checked', setField('All', 'ok', '={{ $json.code === 200 }}')],
			['when nobody can tell what becomes of it', node('All', 'someNode', {})],
		])('%s', (_, reader) => {
			const { file, report } = answers(reader, 'Look > All', 'All > Keep');
			expect(targetsOf(file, 'Make')).toEqual(['Look']);
			expect(targetsOf(file, 'Look')).toEqual(['All']);
			expect(parametersOf(file, 'Look')).toEqual({
				mode: 'raw',
				jsonOutput: "={{ { code: 200, data: $json.task, message: 'success' } }}",
				options: {},
			});
			expect(parametersOf(file, 'All')).toEqual(reader.parameters);
			expect(report.check.map(({ node: name }) => name)).toContain('Make');
		});

		it('under the name by which it is read', () => {
			const value = "={{ JSON.stringify($('Look').item.json) + $('Make').item.json.data.task_id }}";
			const { file } = converting([setField('All', 'all', value)], 'Look > All');
			expect(valueOf(file, 'All')).toBe(
				"={{ JSON.stringify($('Look').item.json) + $('Look').item.json.data.task_id }}",
			);
		});
	});

	it('goes to whoever called the workflow as it was, which the report says', () => {
		const { file, report } = converted(
			workflow(
				[
					node('Start', 'executeWorkflowTrigger', {}),
					create('Make', FLUX),
					pause('Pause'),
					look('Look'),
				],
				...LINES,
			),
		);
		expect(targetsOf(file, 'Make')).toEqual(['Look']);
		expect(linesOf(report, 'Make').map(({ text }) => text)).toEqual([
			expect.stringContaining("returns all fields of PiAPI's answer to the caller"),
		]);
	});
});

describe('a call stays', () => {
	it('when what is read of a failed task is nowhere in its error', () => {
		const { file, report } = converting(
			[
				isStatus('Failed?', 'failed'),
				setField('Tell', 'text', '={{ $json.data.input.prompt }}'),
				setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
			],
			'Look > Failed?',
			'Failed? > Tell, Keep',
		);
		expect(file.nodes.map(({ name }) => name)).toContain('Failed?');
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Make', 'Look']);
		expect(report.untouched[0]?.text).toContain('"Tell" reads $json.data.input.prompt');
	});

	it('when code chooses whose items it reads', () => {
		const { report } = converting(
			[setField('Keep', 'link', '={{ $($json.from).item.json.data.output.image_url }}')],
			'Look > Keep',
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Make', 'Look']);
	});

	it('when failed tasks are created again by way of other nodes', () => {
		const { report } = converting(
			[
				isStatus('Failed?', 'failed'),
				setField('Softer', 'prompt', 'a fox'),
				setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
			],
			'Look > Failed?',
			'Failed? > Softer, Keep',
			'Softer > Make',
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Look', 'Make']);
	});

	it('when it is read how the task was before it ended', () => {
		const value = "={{ $('Make').item.json.data.status }}: {{ $json.data.output.image_url }}";
		const { report } = converting([setField('Keep', 'link', value)], 'Look > Keep');
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Make', 'Look']);
		const same =
			"={{ $('Make').item.json.data.input.prompt }}: {{ $('Look').item.json.data.status }}";
		expect(converting([setField('Keep', 'link', same)], 'Look > Keep').report.untouched).toEqual(
			[],
		);
	});

	it('when it runs for one item only', () => {
		const { report } = converted(
			workflow(
				[START, create('Make', FLUX), pause('Pause'), { ...look('Look'), executeOnce: true }],
				...LINES,
			),
		);
		expect(report.untouched[0]).toMatchObject({ node: 'Look' });
		expect(report.untouched[0]?.text).toMatch(/Execute Once/);
	});
});

describe('errors', () => {
	it('of a status request lead where they led before', () => {
		const { file, report } = converted(
			workflow(
				[
					START,
					create('Make', FLUX),
					pause('Pause'),
					{ ...look('Look'), onError: 'continueErrorOutput' },
					setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
					setField('Tell', 'text', 'It went wrong'),
				],
				...LINES,
				'Look > Keep, Tell',
			),
		);
		expect([targetsOf(file, 'Make'), targetsOf(file, 'Make', 1)]).toEqual([['Keep'], ['Tell']]);
		expect(file.nodes.find(({ name }) => name === 'Make')).toMatchObject({
			onError: 'continueErrorOutput',
		});
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(/go to the error output/);
	});

	it('that lead back to the create by a pause become tries', () => {
		const { file } = converting(
			[
				isStatus('Failed?', 'failed'),
				pause('Later'),
				setField('Keep', 'link', '={{ $json.data.output.image_url }}'),
			],
			'Look > Failed?',
			'Failed? > Later, Keep',
			'Later > Make',
		);
		expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Make', 'Keep']);
		expect(file.nodes[1]).toMatchObject({ retryOnFail: true, maxTries: 3 });
		expect(file.nodes[1]?.onError).toBeUndefined();
	});
});

describe('items of several calls', () => {
	const choice = (first: string, second: string) =>
		converted(
			workflow(
				[
					START,
					node('Which?', 'if', {}),
					create('Photo', FLUX),
					create('Sketch', FLUX),
					setField('Keep', 'id', first),
					setField('Tell', 'all', second),
				],
				'Start > Which?',
				'Which? > Photo, Sketch',
				'Photo > Keep',
				'Sketch > Keep',
				'Keep > Tell',
			),
		);

	it('are read in the same place', () => {
		const { file } = choice('={{ $json.data.task_id }}', '1');
		expect(valueOf(file, 'Keep')).toBe('={{ $json.taskId }}');
	});

	it('have one form when they meet', () => {
		const { file } = choice('={{ $json.data.task_id }}', "={{ $('Photo').item.json.data.config }}");
		expect(valueOf(file, 'Keep')).toBe('={{ $json.task.task_id }}');
		expect(valueOf(file, 'Tell')).toBe("={{ $('Photo').item.json.task.config }}");
		expect(parametersOf(file, 'Sketch').taskOptions).toMatchObject({ output: 'raw' });
	});
});

it('reads the body of a full response where the answer is now', () => {
	const full = { options: { response: { response: { fullResponse: true } } } };
	const { file } = converted(
		workflow(
			[
				START,
				create('Make', FLUX, full),
				pause('Pause'),
				{
					...look('Look', '$json.body.data.task_id'),
					parameters: { ...look('Look', '$json.body.data.task_id').parameters, ...full },
				},
				setField('Keep', 'link', '={{ $json.body.data.output.image_url }}'),
			],
			...LINES,
			'Look > Keep',
		),
	);
	expect(file.nodes.map(({ name }) => name)).toEqual(['Start', 'Make', 'Keep']);
	expect(valueOf(file, 'Keep')).toBe('={{ $json.url }}');
});
